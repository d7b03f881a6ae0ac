import type { Mapping } from '../mapping';
import { claimedRows } from '../reading/claimed-rows';
import type { Database } from '../reading/database';
import { Statement } from '../reading/statement';

/** Where the new rows of a mapping come from. */
export interface RowProvenance {
  readonly total: number;
  /** Rows that claim a legacy record: migrated or derived, as the mapping says. */
  readonly claiming: number;
  readonly native: number;
  /** Rows among them that this service inserted and that are still there. */
  readonly written: number;
}

interface CountedRow extends Omit<RowProvenance, 'native'> {
  readonly place: number;
}

/** Rows that came into being by a change: what was there before and was put back after a removal is not among them. */
const insertedIds = (table: string): string =>
  `SELECT new_id FROM (SELECT DISTINCT ON (new_id) new_id, kind FROM counterpart.change
     WHERE table_name = ${table} ORDER BY new_id, id) first WHERE kind = 'INSERT'`;

/** Counts the rows of several mappings by where they come from, by mapping name: one statement for all of them. */
export async function countRows(database: Database, mappings: readonly Mapping[]): Promise<Map<string, RowProvenance>> {
  const statement = new Statement('postgres');
  const parts = mappings.map((mapping, place) => {
    const { id, from, own, claiming } = claimedRows(statement, mapping);
    const inserted = insertedIds(statement.bind(mapping.new.table.name));
    return `SELECT ${place} AS place, count(*)::integer AS total, (count(*) FILTER (WHERE ${claiming.join(' AND ')}))::integer AS claiming,
       count(i.new_id)::integer AS written ${from} LEFT JOIN (${inserted}) i ON i.new_id = ${id}
       ${own.length === 0 ? '' : `WHERE ${own.join(' AND ')}`}`;
  });
  if (parts.length === 0) return new Map();
  const rows = await database.query<CountedRow>(parts.join(' UNION ALL '), statement.parameters);
  return new Map(
    rows.flatMap(({ place, total, claiming, written }) => {
      const name = mappings[place]?.name;
      return name === undefined ? [] : [[name, { total, claiming, native: total - claiming, written }]];
    }),
  );
}
