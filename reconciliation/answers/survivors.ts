import type { Table } from '../../entities/table';
import type { Database } from '../reading/database';
import { parentRecords, type Route, RouteQuery } from './route';

/** How many records of a mapping name a record of this table on the way, and for how many it is there. */
export interface Survivors {
  readonly table: Table;
  readonly named: number;
  /** Null: the parent is known by a natural key, so the legacy side cannot be asked for it. */
  readonly found: number | null;
}

/** Counts along a route on the legacy side, in one statement: the record itself, each hop, and the parent. */
export async function countSurvivors(database: Database, route: Route): Promise<Survivors[]> {
  const { parent } = route;
  const query = new RouteQuery(database.dialect, route);
  const stops = query.stops();
  const columns = stops.flatMap(({ named, id }, index) => [
    `${named === null ? '1' : named.expression} AS named${index}`,
    `${id.expression} AS found${index}`,
  ]);
  const list = [...columns, `${query.value().expression} AS parent`].join(', ');
  const records = `(SELECT ${list} ${query.from()}) r`;
  const isById = parent.new.keyColumn !== null;
  const parents = isById ? ` LEFT JOIN (${parentRecords(query.statement, parent)}) q ON q.id = r.parent` : '';
  const counts = stops.flatMap((_, index) => [
    `count(r.named${index}) AS named${index}`,
    `count(r.found${index}) AS found${index}`,
  ]);
  const last = ['count(r.parent) AS named', `${isById ? 'count(q.id)' : 'NULL'} AS found`];
  const [row = {}] = await database.query<Record<string, string | number | null>>(
    `SELECT ${[...counts, ...last].join(', ')} FROM ${records}${parents}`,
    query.statement.parameters,
  );
  const own = stops.map(({ table }, index) => ({
    table,
    named: Number(row[`named${index}`] ?? 0),
    found: Number(row[`found${index}`] ?? 0),
  }));
  const found = row.found ?? null;
  return [
    ...own,
    { table: parent.legacy.table, named: Number(row.named ?? 0), found: found === null ? null : Number(found) },
  ];
}
