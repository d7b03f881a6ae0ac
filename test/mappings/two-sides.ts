import type { DataSource, EntityManager } from 'typeorm';
import { v5 } from 'uuid';
import { listTables, type Side, type Table, tableOf } from '../../entities/table';
import { newDataSource, writableLegacyDataSource } from '../../ormconfig';
import { Comparison } from '../../reconciliation/comparison';
import type { Mapping } from '../../reconciliation/mapping';
import { mappings as listed } from '../../reconciliation/mappings/all';
import type { RowSources, Sides } from '../../reconciliation/reading/database';
import { createTables } from '../../sample/create-tables';
import { openDatabases } from '../../src/databases';
import { migrateLedger } from '../../src/migrate-ledger';
import { createMysqlDatabase, createPostgresDatabase, dropDatabase, type Engine } from '../support/servers';
import type { Row, Rows, Value } from './fixture';

const LIMITS = { poolSize: 2, statementTimeout: 15_000 };
const NAMES = '5a1d4c1e-0a3f-4a55-9d1b-3f6f4f3d7c10';

/** The id of the new row that fixtures call by this name: the same in every run and on every engine. */
export const uuidOf = (name: string): string => v5(name, NAMES);

/** Both sides with their tables, empty, and the comparison that runs over them. */
export interface TwoSides {
  readonly engine: Engine;
  /** The legacy side with the right to write; the comparison reads it on connections of its own. */
  readonly legacy: DataSource;
  readonly new: DataSource;
  readonly sides: Sides;
  readonly rows: RowSources;
  readonly comparison: Comparison;
  /** Replaces everything on both sides by these rows. */
  replaceRows(legacy: Rows, current: Rows): Promise<void>;
  close(): Promise<void>;
}

interface Options {
  /** An encoding of a PostgreSQL legacy database that is not UTF8. */
  readonly encoding?: 'SQL_ASCII';
  readonly mappings?: readonly Mapping[];
}

export async function openTwoSides(engine: Engine, { encoding, mappings = listed }: Options = {}): Promise<TwoSides> {
  const legacyUrl =
    engine === 'mysql'
      ? await createMysqlDatabase()
      : await createPostgresDatabase(undefined, encoding === undefined ? {} : { encoding });
  const newUrl = await createPostgresDatabase();
  const legacy = await writableLegacyDataSource({ ...LIMITS, url: legacyUrl }).initialize();
  const current = await newDataSource({ ...LIMITS, url: newUrl }).initialize();
  for (const source of [legacy, current]) await createAll(source);
  await migrateLedger(current);
  const databases = await openDatabases({ legacy: { ...LIMITS, url: legacyUrl }, new: { ...LIMITS, url: newUrl } });
  const filled = { legacy: new Set<string>(), new: new Set<string>() };
  return {
    engine,
    legacy,
    new: current,
    sides: databases.sides,
    rows: databases.rows,
    comparison: new Comparison(databases.sides, mappings, { rows: databases.rows, source: databases.new }),
    async replaceRows(legacyRows, newRows) {
      await refill(legacy, 'legacy', legacyRows, filled.legacy);
      await refill(current, 'new', newRows, filled.new);
    },
    async close() {
      await Promise.all([databases.close(), legacy.destroy(), current.destroy()]);
      await Promise.all([dropDatabase(legacyUrl), dropDatabase(newUrl)]);
    },
  };
}

/** Both sides for all tests of the block that this is called in. */
export function useTwoSides(engine: Engine, options: Options = {}): () => TwoSides {
  let sides: TwoSides | undefined;
  beforeAll(async () => {
    sides = await openTwoSides(engine, options);
  });
  afterAll(async () => sides?.close());
  return () => {
    if (sides === undefined) throw new Error('both sides are open during tests only');
    return sides;
  };
}

async function createAll(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await createTables(source, runner);
  } finally {
    await runner.release();
  }
}

/** The tables of a side, each after those that its rows point at. */
function parentsFirst(side: Side): Table[] {
  const sorted = new Set<Table>();
  const seen = new Set<Table>();
  const visit = (table: Table): void => {
    if (seen.has(table)) return;
    seen.add(table);
    for (const parent of table.parents) visit(tableOf(parent.target()));
    sorted.add(table);
  };
  for (const table of listTables(side)) visit(table);
  return [...sorted];
}

/** Empties the tables of a side that hold something and fills in these rows, in one transaction: that is the fast way. */
async function refill(source: DataSource, side: Side, rows: Rows, filled: Set<string>): Promise<void> {
  const tables = parentsFirst(side);
  const unknown = Object.keys(rows).filter((name) => !tables.some((table) => table.name === name));
  if (unknown.length > 0) throw new Error(`there is no table ${unknown.join(', ')}`);
  await source.transaction(async (manager) => {
    // DELETE, because TRUNCATE makes new files and takes longer than all the rest.
    for (const { name } of tables.filter((table) => filled.has(table.name)).reverse()) {
      await manager.query(`DELETE FROM ${quoted(source, name)}`);
    }
    for (const table of tables) await insertRows(manager, table, rows[table.name] ?? []);
  });
  filled.clear();
  for (const name of Object.keys(rows)) filled.add(name);
}

const isPostgres = (source: DataSource): boolean => source.options.type === 'postgres';
const quoted = (source: DataSource, name: string): string => (isPostgres(source) ? `"${name}"` : `\`${name}\``);

/** Inserts rows as they stand: what a row leaves out takes the column's default. */
async function insertRows(manager: EntityManager, table: Table, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const source = manager.connection;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const parameters: unknown[] = [];
  const bind = (name: string, value: Value | undefined): string => {
    if (value === undefined) return 'DEFAULT';
    parameters.push(stored(table, name, value, isPostgres(source)));
    return isPostgres(source) ? `$${parameters.length}` : '?';
  };
  const tuples = rows.map((row) => `(${names.map((name) => bind(name, row[name])).join(', ')})`);
  const columns = names.map((name) => quoted(source, name)).join(', ');
  await manager.query(`INSERT INTO ${quoted(source, table.name)} (${columns}) VALUES ${tuples.join(', ')}`, parameters);
}

function stored(table: Table, name: string, value: Value, isPostgresSide: boolean): unknown {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw new Error(`${table.name} has no column ${name}`);
  // Django keeps a UUID without hyphens on MySQL.
  if (column.kind === 'uuid' && typeof value === 'string')
    return isPostgresSide ? uuidOf(value) : uuidOf(value).replaceAll('-', '');
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value;
}
