import type { DataSource, QueryRunner } from 'typeorm';
import type { TableRows } from './making/row';

export const isPostgres = (dataSource: DataSource): boolean => dataSource.options.type === 'postgres';

const tableNames = (dataSource: DataSource): string[] =>
  dataSource.entityMetadatas.map((metadata) => metadata.tableName);

/** Throws when a table of the sample is there already: it may hold real data, and nothing is ever dropped. */
export async function refuseExistingTables(dataSource: DataSource): Promise<void> {
  const schema = isPostgres(dataSource) ? 'current_schema()' : 'database()';
  const rows: { name: string }[] = await dataSource.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ${schema}`,
  );
  const present = new Set(rows.map((row) => row.name));
  const taken = tableNames(dataSource).filter((name) => present.has(name));
  if (taken.length === 0) return;
  throw new Error(
    `The database ${dataSource.driver.database ?? ''} already has ${taken.length} of the sample's tables ` +
      `(${taken.slice(0, 3).join(', ')}${taken.length > 3 ? ', …' : ''}). The sample needs an empty database and drops nothing.`,
  );
}

/** Throws when the data source was made before the entities were loaded: it would create fewer tables than are filled. */
export function refuseUnknownTables(dataSource: DataSource, wanted: readonly TableRows[]): void {
  const known = new Set(tableNames(dataSource));
  const unknown = wanted.map(({ table }) => table.name).filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new Error(`The data source does not know ${unknown.join(', ')}: import the sample before making it.`);
}

/** Creates the tables that the data source's entities describe, and nothing else. */
export async function createTables(dataSource: DataSource, runner: QueryRunner): Promise<void> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  // An enum type that two tables share is listed with each of them.
  for (const statement of new Set(upQueries.map((entry) => entry.query))) {
    await runner.query(isPostgres(dataSource) ? statement : withCharset(statement));
  }
  for (const statement of legacyIdIndexes(dataSource)) await runner.query(statement);
}

/** The loads looked their rows up by the legacy ids, so each has an index, also where nothing keeps it unique. */
const legacyIdIndexes = (dataSource: DataSource): string[] =>
  dataSource.entityMetadatas.flatMap(({ tableName, columns, uniques }) =>
    columns
      .filter((column) => /^legacy_(.*_)?id$/.test(column.databaseName))
      .filter((column) => !uniques.some((unique) => unique.columns.includes(column)))
      .map((column) => `CREATE INDEX ON "${tableName}" ("${column.databaseName}")`),
  );

/** Every table with all of Unicode, compared by code point, whatever the database's default is. */
const withCharset = (statement: string): string =>
  statement.replace(/ENGINE=InnoDB\s*$/, 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
