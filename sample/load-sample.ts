import type { DataSource, QueryRunner } from 'typeorm';
import { plantBrokenBytes, refuseOtherEncodings, whyNoBrokenBytes } from './broken-bytes';
import { createTables, refuseExistingTables, refuseUnknownTables } from './create-tables';
import { applyDrift } from './drift';
import { type Figures, figuresFor } from './expected-figures';
import { analyze, loadRows } from './load-rows';
import { makeSample, type Sample } from './make-sample';
import { brokenBytesFault, type PlantedFault, plantedFaults } from './planted-faults';
import type { TableRows } from './row';
import { Seed } from './seed';

const DEFAULT_SEED = 7;

export interface SampleOptions {
  /** PostgreSQL, MariaDB or MySQL, without the sample's tables and with the right to create them. */
  readonly legacy: DataSource;
  /** PostgreSQL, likewise. */
  readonly new: DataSource;
  /** Equal seeds give equal rows; the planted faults are the same with every seed. */
  readonly seed?: number;
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
  Object.fromEntries(tables.map(({ table, rows }) => [table.name, rows.length]));

async function refuseUnfit({ legacy, new: newSide }: SampleOptions): Promise<void> {
  await refuseOtherEncodings(legacy, ['UTF8', 'SQL_ASCII']);
  await refuseOtherEncodings(newSide, ['UTF8']);
  await refuseExistingTables(legacy);
  await refuseExistingTables(newSide);
}

/** Runs on one connection in one transaction: PostgreSQL leaves nothing behind when the load fails. */
async function inTransaction(dataSource: DataSource, work: (runner: QueryRunner) => Promise<void>): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await work(runner);
    await runner.commitTransaction();
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}

async function loadSide(
  dataSource: DataSource,
  tables: readonly TableRows[],
  onTable: (rows: TableRows) => (count: number) => void,
): Promise<void> {
  await inTransaction(dataSource, async (runner) => {
    await createTables(dataSource, runner);
    for (const rows of tables) await loadRows(runner, rows, onTable(rows));
  });
  await inTransaction(dataSource, (runner) => analyze(runner, tables));
}

/** Counts the rows of both sides together. */
function progressOf(sample: Sample, { onProgress }: SampleOptions): (rows: TableRows) => (count: number) => void {
  const total = [...sample.legacy, ...sample.new].reduce((sum, { rows }) => sum + rows.length, 0);
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
  await refuseUnfit(options);
  const whyNot = await whyNoBrokenBytes(legacy);
  const sample = makeSample(new Seed(seed), whyNot === null);
  refuseUnknownTables(legacy, sample.legacy);
  refuseUnknownTables(newSide, sample.new);
  const onTable = progressOf(sample, options);
  await loadSide(legacy, sample.legacy, onTable);
  if (whyNot === null) await plantBrokenBytes(legacy);
  await loadSide(newSide, sample.new, onTable);
  await options.beforeDrift?.();
  await applyDrift(legacy, newSide);
  const faults = plantedFaults.filter((fault) => whyNot === null || fault !== brokenBytesFault);
  return {
    seed,
    rows: { legacy: countRows(sample.legacy), new: countRows(sample.new) },
    faults,
    figures: figuresFor(faults),
    leftOut: whyNot === null ? [] : [whyNot],
  };
}
