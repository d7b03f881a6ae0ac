import type { Database } from '../reading/database';
import { Statement } from '../reading/statement';

export interface CatalogueTrigger {
  readonly name: string;
  /** BEFORE, AFTER or INSTEAD OF. */
  readonly timing: string;
  /** INSERT, UPDATE, DELETE and TRUNCATE, as far as it fires for them. */
  readonly events: readonly string[];
  /** Whether it fires in an ordinary session. MySQL and MariaDB cannot switch a trigger off. */
  readonly isEnabled: boolean;
}

interface Row {
  readonly table: string;
  readonly name: string;
  readonly timing: string;
  readonly events: string[];
  readonly enabled: boolean;
}

/** The bits of tgtype stand in the server's pg_trigger.h. Internal triggers belong to constraints, which tell of them. */
const postgresSql = (names: string): string => `
  SELECT wanted.name AS "table", g.tgname AS name,
         CASE WHEN g.tgtype & 64 <> 0 THEN 'INSTEAD OF' WHEN g.tgtype & 2 <> 0 THEN 'BEFORE' ELSE 'AFTER' END AS timing,
         array_remove(ARRAY[CASE WHEN g.tgtype & 4 <> 0 THEN 'INSERT' END, CASE WHEN g.tgtype & 16 <> 0 THEN 'UPDATE' END,
           CASE WHEN g.tgtype & 8 <> 0 THEN 'DELETE' END, CASE WHEN g.tgtype & 32 <> 0 THEN 'TRUNCATE' END], NULL) AS events,
         g.tgenabled IN ('O', 'A') AS enabled
  FROM unnest(${names}::text[]) AS wanted(name)
  JOIN pg_trigger g ON g.tgrelid = to_regclass(quote_ident(wanted.name)) AND NOT g.tgisinternal
  ORDER BY 1, 2`;

const mysqlSql = (isWanted: string): string => `
  SELECT event_object_table AS \`table\`, trigger_name AS name, action_timing AS timing, event_manipulation AS event
  FROM information_schema.triggers WHERE event_object_schema = database() AND ${isWanted}
  ORDER BY 1, 2`;

async function listRows(database: Database, names: readonly string[]): Promise<Row[]> {
  const statement = new Statement(database.dialect);
  if (database.dialect === 'postgres')
    return database.query<Row>(postgresSql(statement.bind(names)), statement.parameters);
  const sql = mysqlSql(statement.isOneOf('event_object_table', 'text', names));
  const rows = await database.query<Omit<Row, 'events' | 'enabled'> & { event: string }>(sql, statement.parameters);
  return rows.map(({ event, ...row }) => ({ ...row, events: [event], enabled: true }));
}

/**
 * The triggers of these tables, by table. MySQL and MariaDB show them only to a login that may make some, which is a
 * right to write: of a legacy side that is only read none are listed.
 */
export async function listTriggers(
  database: Database,
  names: readonly string[],
): Promise<Map<string, CatalogueTrigger[]>> {
  const rows = await listRows(database, names);
  return new Map(
    names.map((name) => [
      name,
      rows
        .filter((row) => row.table === name)
        .map(({ name: trigger, timing, events, enabled }) => ({ name: trigger, timing, events, isEnabled: enabled })),
    ]),
  );
}
