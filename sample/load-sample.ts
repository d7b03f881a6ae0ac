import type { DataSource, QueryRunner } from 'typeorm';
import { createTables, isPostgres, refuseExistingTables, refuseUnknownTables } from './create-tables';
import { plantBrokenBytes, refuseOtherEncodings, whyNoBrokenBytes } from './faults/broken-bytes';
import { applyDrift } from './faults/drift';
import { type Figures, figuresFor } from './faults/expected-figures';
import { brokenBytesFault, type PlantedFault, plantedFaults } from './faults/planted-faults';
import { analyze, loadRows } from './load-rows';
import { makeSample } from './make-sample';
import type { Sample, TableRows } from './making/row';
import { Seed } from './making/seed';
import { cut, full } from './making/size';

const DEFAULT_SEED = 7;

export interface SampleOptions {
  /** PostgreSQL, MariaDB or MySQL, without the sample's tables and with the right to create them. */
  readonly legacy: DataSource;
  /** PostgreSQL, likewise. */
  readonly new: DataSource;
  /** Equal seeds give equal rows; the planted faults are the same with every seed. */
  readonly seed?: number;
  /** Millions of rows, as there really were. Absent: of tables with more than 50,000 rows, one row of fifty. */
  readonly full?: boolean;
  /** Rows loaded so far, rows in all, and the table being loaded. */
  readonly onProgress?: (done: number, total: number, what: string) => void;
  /** Runs when everything is loaded and nothing has changed since: the moment to record what matches. */
  readonly beforeDrift?: () => Promise<void>;
}

export interface SampleSummary {
  readonly seed: number;
  /** Rows by table. */
  readonly rows: { readonly legacy: Readonly<Record<string, number>>; readonly new: Readonly<Record<string, number>> };
  /** The single faults that are in these databases. */
  readonly faults: readonly PlantedFault[];
  /** What a comparison of these databases must find, by mapping. */
  readonly figures: Readonly<Record<string, Figures>>;
  /** What these databases could not hold, in sentences. */
  readonly leftOut: readonly string[];
}

const countRows = (tables: readonly TableRows[]): Record<string, number> =>
  Object.fromEntries(tables.map(({ table, count }) => [table.name, count]));

async function refuseUnfit({ legacy, new: newSide }: SampleOptions): Promise<void> {
  await refuseOtherEncodings(legacy, ['UTF8', 'SQL_ASCII']);
  await refuseOtherEncodings(newSide, ['UTF8']);
  await refuseExistingTables(legacy);
  await refuseExistingTables(newSide);
}

async function withRunner(dataSource: DataSource, work: (runner: QueryRunner) => Promise<void>): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await work(runner);
  } finally {
    await runner.release();
  }
}

/** In one transaction: PostgreSQL, which makes tables in it as well, leaves nothing behind when the load fails. */
async function atOnce(runner: QueryRunner, work: () => Promise<void>): Promise<void> {
  await runner.startTransaction();
  try {
    await work();
    await runner.commitTransaction();
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  }
}

async function loadSide(
  dataSource: DataSource,
  tables: readonly TableRows[],
  onTable: (rows: TableRows) => (count: number) => void,
): Promise<void> {
  await withRunner(dataSource, async (runner) => {
    const load = async (): Promise<void> => {
      await createTables(dataSource, runner);
      for (const rows of tables) await loadRows(runner, rows, onTable(rows));
    };
    // MySQL ends a transaction with every table that is made, and one of millions of rows is a burden to it.
    if (isPostgres(dataSource)) await atOnce(runner, load);
    else await load();
    await analyze(runner, tables);
  });
}

/** Waits for both sides, also when one has failed: the other still uses its connection. */
async function both(sides: readonly Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(sides)) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
}

/** Counts the rows of both sides together. */
function progressOf(sample: Sample, { onProgress }: SampleOptions): (rows: TableRows) => (count: number) => void {
  const total = [...sample.legacy, ...sample.new].reduce((sum, { count }) => sum + count, 0);
  let done = 0;
  return ({ table }) =>
    (count) => {
      done += count;
      onProgress?.(done, total, table.name);
    };
}

/**
 * Creates and fills both databases, so that the figures of the Phase 7 report come out exactly. It refuses databases
 * that hold any of the tables, and drops nothing.
 */
export async function loadSample(options: SampleOptions): Promise<SampleSummary> {
  const { legacy, new: newSide, seed = DEFAULT_SEED } = options;
  const size = options.full === true ? full : cut;
  await refuseUnfit(options);
  const whyNot = await whyNoBrokenBytes(legacy);
  const sample = makeSample(new Seed(seed), size, whyNot === null);
  refuseUnknownTables(legacy, sample.legacy);
  refuseUnknownTables(newSide, sample.new);
  const onTable = progressOf(sample, options);
  await both([
    loadSide(legacy, sample.legacy, onTable).then(() => (whyNot === null ? plantBrokenBytes(legacy) : undefined)),
    loadSide(newSide, sample.new, onTable),
  ]);
  await options.beforeDrift?.();
  await applyDrift(legacy, newSide);
  const faults = plantedFaults.filter((fault) => whyNot === null || fault !== brokenBytesFault);
  return {
    seed,
    rows: { legacy: countRows(sample.legacy), new: countRows(sample.new) },
    faults,
    figures: figuresFor(faults, size),
    leftOut: whyNot === null ? [] : [whyNot],
  };
}
