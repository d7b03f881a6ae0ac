import type { DataSource } from 'typeorm';

/** Every row of some tables, as PostgreSQL writes it, by table: two of them are equal only when every byte is. */
export type Snapshot = Readonly<Record<string, readonly string[]>>;

/** What is refused leaves an entry behind, and nothing else. */
const DONE: Readonly<Record<string, string>> = {
  'counterpart.audit_entry': "WHERE counterpart.audit_part(payload, 'outcome') IS NULL",
};

/**
 * The rows of every table of a schema, but for the log of who was shown what, which grows with every look, and for
 * what the audit trail says of refused attempts, with its head, which moves with them.
 */
export async function snapshotOf(source: DataSource, schema: string): Promise<Snapshot> {
  const tables: { name: string; ordered: string }[] = await source.query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema = $1 AND table_type = 'BASE TABLE' AND table_name NOT IN ('migration', 'access_entry', 'audit_head') ORDER BY 1`,
    [schema],
  );
  const parts = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, array(SELECT t::text FROM ${name} t ${DONE[name] ?? ''} ORDER BY 1) AS rows`,
  );
  const found: { name: string; rows: string[] }[] = await source.query(parts.join(' UNION ALL '));
  return Object.fromEntries(found.map(({ name, rows }) => [name, rows]));
}
