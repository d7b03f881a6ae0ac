import type { DataSource, QueryRunner } from 'typeorm';
import { newDataSource, writableLegacyDataSource } from '../../ormconfig';
import { type ApprovalPolicy, PLAIN_POLICY } from '../../reconciliation/approvals/approval-policy';
import { mappings } from '../../reconciliation/mappings/all';
import type { RowSources, Sides } from '../../reconciliation/reading/database';
import type { Caller } from '../../resolvers/access/caller';
import { Service } from '../../resolvers/service';
import { createTables } from '../../sample/create-tables';
import { loadRows } from '../../sample/load-rows';
import { listDatabases, renameDatabase } from '../../src/administration';
import { readConfig } from '../../src/config';
import type { RunSettings } from '../../src/config/runs';
import { type Databases, openDatabases } from '../../src/databases';
import { migrateLedger } from '../../src/migrate-ledger';
import { openWorkshop, type Workshop } from '../../src/run-workshop';
import { fillNewSide } from '../writing/world-new';
import { people } from '../writing/world-people';
import { keepMysql, keepPostgres, putBackPostgres } from '../writing/world-reset';
import { work } from '../writing/world-work';
import { type Api, startApi } from './api';
import { observedSides, type StatementListener } from './observed-sides';
import { createMysqlDatabase, createPostgresDatabase, dropDatabase, type Engine } from './servers';
import { type Snapshot, snapshotOf } from './snapshot';

/** The invented pair of databases, compared, with the service in front of it. */
export interface World {
  readonly service: Service;
  readonly api: Api;
  /** The legacy side with the right to write, as the old application has it. */
  readonly legacy: DataSource;
  /** The new side on connections of the test's own. */
  readonly new: DataSource;
  /** Both sides as whole mappings are read. */
  readonly rowSources: RowSources;
  /** Rows of one SELECT on the new side. */
  rows<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** The business tables of the new side. */
  snapshot(): Promise<Snapshot>;
  /** The tables of the ledger. */
  ledger(): Promise<Snapshot>;
  /** Puts every row of both sides and of the ledger back; what else was altered stays. */
  reset(): Promise<void>;
  /** Works on runs until it is stopped; several at once are like several machines. */
  startWorker(settings?: Partial<RunSettings>): Promise<Workshop>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly viewer?: Caller;
  /** What needs a second person, beside what always does. */
  readonly approvals?: ApprovalPolicy;
  /** Connections of the service to each side at most. */
  readonly poolSize?: number;
  /** How long the service lets a statement run, in milliseconds. */
  readonly statementTimeout?: number;
  /** Leads the service to a side by another way. */
  readonly through?: (url: string, side: keyof Sides) => Promise<string>;
  /** Learns of every statement that the service sends outside of writes. */
  readonly onStatement?: StatementListener;
}

const LIMITS = { poolSize: 4, statementTimeout: 15_000 };

/** Opens a fresh copy of the world. The slow part, making it, is done once for each engine and run. */
export async function openWorld(engine: Engine, options: WorldOptions = {}): Promise<World> {
  const [newUrl, legacyUrl] = await Promise.all([createNew(engine), createLegacy(engine)]);
  const legacy = await writableLegacyDataSource({ ...LIMITS, url: legacyUrl }).initialize();
  const putLegacyBack = engine === 'mysql' ? await keepMysql(legacy) : () => putBackPostgres(legacy);
  const own = await newDataSource({ ...LIMITS, poolSize: 6, url: newUrl }).initialize();
  const { poolSize = LIMITS.poolSize, statementTimeout = LIMITS.statementTimeout } = options;
  const limits = { poolSize, statementTimeout };
  const way = async (url: string, side: keyof Sides): Promise<string> => (await options.through?.(url, side)) ?? url;
  const connections = {
    legacy: { ...limits, url: await way(legacyUrl, 'legacy') },
    new: { ...limits, url: await way(newUrl, 'new') },
  };
  const databases = await openDatabases(connections);
  const workers: Workshop[] = [];
  const { approvals = PLAIN_POLICY } = options;
  const sides = observedSides(databases.sides, options.onStatement);
  const service = new Service(sides, databases.new, databases.rows, mappings, [], false, approvals);
  const api = await startApi(service, options.viewer);
  return {
    service,
    api,
    legacy,
    new: own,
    rowSources: databases.rows,
    rows: (sql, parameters = []) => own.query(sql, [...parameters]),
    snapshot: () => snapshotOf(own, 'public'),
    ledger: () => snapshotOf(own, 'counterpart'),
    async reset() {
      await Promise.all([putBackPostgres(own), putLegacyBack()]);
    },
    async startWorker(settings = {}) {
      const { runs } = readConfig({ demo: true, environment: { COUNTERPART_OPERATOR: 'worker' } });
      const workshop = await openWorkshop(databases, connections, {
        runs: { ...runs, ...settings },
        isReadOnly: false,
        approvals,
      });
      workers.push(workshop);
      workshop.worker.start();
      return workshop;
    },
    async close() {
      await api.stop();
      for (const workshop of workers) await workshop.close();
      await Promise.all([databases.close(), legacy.destroy(), own.destroy()]);
      await Promise.all([dropDatabase(newUrl), dropDatabase(legacyUrl)]);
    },
  };
}

/** A world that each test of the block finds as new. It must be left with the tables and triggers that it came with. */
export function useWorld(engine: Engine, options: WorldOptions = {}): () => World {
  const world = shareWorld(engine, options);
  afterEach(() => world().reset());
  return world;
}

/** A world of its own for each test of the block, which may do with it what it likes. */
export function useOwnWorld(engine: Engine, options: WorldOptions = {}): () => World {
  let world: World | undefined;
  beforeEach(async () => {
    world = await openWorld(engine, options);
  });
  afterEach(async () => {
    await world?.close();
    world = undefined;
  });
  return () => opened(world);
}

/** One world for all tests of the block, none of which may change it. */
export function shareWorld(engine: Engine, options: WorldOptions = {}): () => World {
  let world: World | undefined;
  beforeAll(async () => {
    world = await openWorld(engine, options);
  });
  afterAll(async () => world?.close());
  return () => opened(world);
}

function opened(world: World | undefined): World {
  if (world === undefined) throw new Error('a world is open during tests only');
  return world;
}

interface Template {
  readonly name: string;
  readonly encoding?: 'SQL_ASCII';
  readonly fill: (url: string) => Promise<void>;
}

const templates = new Map<string, Promise<string>>();

function findTemplate(template: Template): Promise<string> {
  const known = templates.get(template.name) ?? makeTemplate(template);
  templates.set(template.name, known);
  return known;
}

/** Made under a name of its own and renamed when it is ready, because several test files may be making it at once. */
async function makeTemplate({ name, encoding, fill }: Template): Promise<string> {
  const url = await createPostgresDatabase(undefined, encoding === undefined ? {} : { encoding });
  const isMade = async (): Promise<boolean> => (await listDatabases(url)).includes(name);
  if (await isMade()) {
    await dropDatabase(url);
    return name;
  }
  await fill(url);
  try {
    await renameDatabase(url, name);
  } catch (error) {
    if (!(await isMade())) throw error;
    await dropDatabase(url);
  }
  return name;
}

/** The new side and the ledger, compared with a legacy side on this engine. */
const newTemplate = (engine: Engine): Template => ({
  name: `world_beside_${engine}`,
  async fill(newUrl) {
    const legacyUrl = await createLegacy(engine);
    await fillNew(newUrl, legacyUrl);
    await dropDatabase(legacyUrl);
  },
});

// In the encoding of the first customer's legacy database, which checks no bytes.
const legacyTemplate: Template = { name: 'world_legacy', encoding: 'SQL_ASCII', fill: fillLegacy };

async function fillNew(newUrl: string, legacyUrl: string): Promise<void> {
  const databases: Databases = await openDatabases({
    legacy: { ...LIMITS, url: legacyUrl },
    new: { ...LIMITS, url: newUrl },
  });
  try {
    await withRunner(databases.new, (runner) => createTables(databases.new, runner));
    await migrateLedger(databases.new);
    const { comparison } = new Service(databases.sides, databases.new, databases.rows, mappings);
    await fillNewSide(databases.new, comparison.loader);
    for (const mapping of mappings) await comparison.compareMapping(mapping);
    await keepPostgres(databases.new, ['public', 'counterpart']);
  } finally {
    await databases.close();
  }
}

const createNew = async (engine: Engine): Promise<string> =>
  createPostgresDatabase(undefined, { template: await findTemplate(newTemplate(engine)) });

async function createLegacy(engine: Engine): Promise<string> {
  if (engine === 'postgres') return createPostgresDatabase(undefined, { template: await findTemplate(legacyTemplate) });
  const url = await createMysqlDatabase();
  await fillLegacy(url);
  return url;
}

async function fillLegacy(url: string): Promise<void> {
  const source = await writableLegacyDataSource({ ...LIMITS, url }).initialize();
  await withRunner(source, async (runner) => {
    await createTables(source, runner);
    for (const rows of [...people, ...work]) await loadRows(runner, rows, () => undefined);
  });
  if (source.options.type === 'postgres') await keepPostgres(source, ['public']);
  await source.destroy();
}

async function withRunner(source: DataSource, use: (runner: QueryRunner) => Promise<void>): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await use(runner);
  } finally {
    await runner.release();
  }
}
