import type { DataSource } from 'typeorm';

/** The tables of a database as they were, kept beside them, to put them back between tests. */
const KEPT = 'kept';

/**
 * Keeps the rows of every table of these schemas, and makes a function that puts them back. With its triggers and
 * foreign keys asleep, a table can be emptied and filled alone.
 */
export async function keepPostgres(source: DataSource, schemas: readonly string[]): Promise<void> {
  await source.query(`CREATE SCHEMA ${KEPT}`);
  // A generated column cannot be written: it follows from the others.
  const tables: { schema: string; name: string; columns: string }[] = await source.query(
    `SELECT table_schema AS schema, table_name AS name, string_agg(format('%I', column_name), ', ') AS columns
     FROM information_schema.tables JOIN information_schema.columns USING (table_schema, table_name)
     WHERE table_schema = ANY($1) AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' GROUP BY 1, 2`,
    [schemas],
  );
  const steps: string[] = [];
  for (const { schema, name, columns } of tables) {
    const own = `"${schema}"."${name}"`;
    const kept = `${KEPT}."${schema}.${name}"`;
    await source.query(`CREATE TABLE ${kept} AS TABLE ${own}`);
    steps.push(
      `DELETE FROM ${own}; INSERT INTO ${own} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${kept};`,
    );
  }
  const sequences: { name: string }[] = await source.query(
    `SELECT format('%I.%I', schemaname, sequencename) AS name FROM pg_sequences WHERE schemaname = ANY($1)`,
    [schemas],
  );
  for (const { name } of sequences) steps.push(`PERFORM setval('${name}', 1, false);`);
  await source.query(
    `CREATE FUNCTION ${KEPT}.put_back() RETURNS void LANGUAGE plpgsql SET session_replication_role = replica
     AS $$ BEGIN ${steps.join(' ')} END $$`,
  );
}

export async function putBackPostgres(source: DataSource): Promise<void> {
  await source.query(`SELECT ${KEPT}.put_back()`);
}

const tablesOf = (source: DataSource): string[] =>
  source.entityMetadatas.map((metadata) => `\`${metadata.tableName}\``);
const keptName = (table: string): string => table.replace('`', `\`${KEPT}_`);

async function checksumsOf(source: DataSource): Promise<string> {
  return JSON.stringify(await source.query(`CHECKSUM TABLE ${tablesOf(source).join(', ')}`));
}

/** Keeps the rows of every table; answers what puts them back, which is quick when nothing changed. */
export async function keepMysql(source: DataSource): Promise<() => Promise<void>> {
  for (const table of tablesOf(source)) await source.query(`CREATE TABLE ${keptName(table)} AS SELECT * FROM ${table}`);
  const checksums = await checksumsOf(source);
  return async () => {
    if ((await checksumsOf(source)) === checksums) return;
    await source.transaction(async (manager) => {
      for (const table of tablesOf(source)) {
        await manager.query(`DELETE FROM ${table}`);
        await manager.query(`INSERT INTO ${table} SELECT * FROM ${keptName(table)}`);
      }
    });
  };
}
