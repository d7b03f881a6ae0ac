import { primaryColumn } from '../../../entities/table';
import type { Reference } from '../../integrity-checks';
import type { Mapping } from '../../mapping';
import type { Database } from '../../reading/database';
import { keyColumnOf, NewReader } from '../../reading/new-reader';
import { ownRows } from '../../reading/own-rows';
import { Statement } from '../../reading/statement';
import type { Hop } from '../../tracing/cause';
import { isNameQuotable } from '../sensitivity';
import type { Spread } from './legacy-spread';

/** A parent's new id and how many rows point at it. */
interface Owner {
  readonly id: string;
  readonly n: number;
}

interface OwnerRow extends Owner {
  readonly isTotal: boolean;
  readonly parents: number;
  readonly named: number;
}

/** Rows, rows with a parent, parents, and the parents with most rows: one pass over the new table. */
export async function listOwners(
  database: Database,
  { mapping, field }: Reference,
  first: number,
): Promise<Spread & { readonly owners: readonly Owner[] }> {
  const { table, where } = mapping.new;
  const statement = new Statement('postgres');
  const own = ownRows(statement, 't', table, where);
  const rows = await database.query<OwnerRow>(
    `WITH owners AS (SELECT t.${statement.quote(field.column.name)} AS id, count(*) AS n
       FROM ${statement.quote(table.name)} t ${own.length === 0 ? '' : `WHERE ${own.join(' AND ')}`} GROUP BY 1)
     SELECT true AS "isTotal", NULL AS id, coalesce(sum(n), 0)::integer AS n, count(id)::integer AS parents,
       coalesce(sum(n) FILTER (WHERE id IS NOT NULL), 0)::integer AS named FROM owners
     UNION ALL (SELECT false, id::text, n::integer, 0, 0 FROM owners WHERE id IS NOT NULL ORDER BY n DESC, id LIMIT ${first})`,
    statement.parameters,
  );
  const total = rows.find((row) => row.isTotal);
  return {
    rows: total?.n ?? 0,
    named: total?.named ?? 0,
    parents: total?.parents ?? 0,
    owners: rows.filter((row) => !row.isTotal),
  };
}

/** The row behind an id that rows point at. */
export interface FoundParent {
  readonly mapping: Mapping;
  /** The key by which legacy records name it; null: they cannot. */
  readonly key: string | null;
  readonly hop: Hop;
}

function present(mapping: Mapping, id: string, key: string | null): FoundParent {
  const isNamedById = mapping.new.keyColumn !== null;
  const state =
    key === null ? 'claims no legacy record' : isNamedById || !isNameQuotable(mapping) ? 'present' : `present: ${key}`;
  const { name } = mapping.legacy.table;
  return { mapping, key, hop: { mapping, table: name, legacyId: isNamedById ? key : null, newId: id, state } };
}

/** Finds the rows that a reference points at, whichever of its parents' tables they are in. */
export async function findParents(
  database: Database,
  { parents }: Reference,
  ids: readonly string[],
): Promise<Map<string, FoundParent>> {
  const found = await new NewReader(database).lookUp(
    parents.map((parent) => {
      const { table, where } = parent.new;
      return { table, by: primaryColumn(table), texts: ids, also: [keyColumnOf(parent)], where };
    }),
  );
  return new Map(
    parents.flatMap((parent, index) =>
      (found[index] ?? []).map(({ id, cells }): [string, FoundParent] => {
        const key = cells.get(keyColumnOf(parent).property);
        return [id, present(parent, id, typeof key === 'string' ? key : null)];
      }),
    ),
  );
}
