import { listReferences } from '../../integrity-checks';
import type { MappedField, Mapping } from '../../mapping';
import { claimedRows } from '../../reading/claimed-rows';
import type { Database, Sides } from '../../reading/database';
import { ownRows } from '../../reading/own-rows';
import { Statement } from '../../reading/statement';
import { claimWording } from './claim-wording';
import { type LegacyDuplicates, listLegacyDuplicates } from './legacy-duplicates';

/** Rows of another mapping that point at one of several copies. */
export interface CopyReference {
  readonly newId: string;
  readonly mapping: Mapping;
  readonly field: MappedField;
  readonly count: number;
}

/** New rows that claim the same legacy record. */
export interface DuplicateGroup {
  /** The legacy id, or each part of the natural key; pseudonyms for parts that may not be quoted. */
  readonly claim: readonly string[];
  readonly count: number;
  /** The first of them. */
  readonly newIds: readonly string[];
  readonly references: readonly CopyReference[];
}

/** What stands more than once, on either side. */
export interface Duplicates {
  readonly mapping: Mapping;
  readonly total: number;
  /** Rows beyond the first of each group. */
  readonly surplus: number;
  /** The largest groups first. */
  readonly groups: readonly DuplicateGroup[];
  /** Whether pseudonyms stand for parts of claims, because they may not be quoted. */
  readonly isMasked: boolean;
  /** Null: the mapping has no natural key, or too many legacy records to look through. */
  readonly legacy: LegacyDuplicates | null;
}

const MOST_COPIES = 20;

interface GroupRow {
  readonly claim: readonly string[];
  readonly count: number;
  readonly newIds: readonly string[];
  readonly total: number;
  readonly surplus: number;
}

async function listGroups(database: Database, mapping: Mapping, first: number): Promise<GroupRow[]> {
  const statement = new Statement('postgres');
  const { id, from, own, claiming, parts } = claimedRows(statement, mapping);
  const keys = parts.map(({ expression }) => expression).join(', ');
  const texts = parts.map(({ column, expression }) => statement.canonical(column, expression)).join(', ');
  const order = parts.map(({ column, expression }) =>
    column.kind === 'text' || column.kind === 'enum' ? statement.byBytes(expression) : expression,
  );
  return database.query<GroupRow>(
    `SELECT ARRAY[${texts}]::text[] AS claim, count(*)::integer AS count,
       (array_agg(${id}::text ORDER BY ${id}))[1:${MOST_COPIES}] AS "newIds",
       (count(*) OVER ())::integer AS total, (sum(count(*) - 1) OVER ())::integer AS surplus
     ${from} WHERE ${[...own, ...claiming].join(' AND ')}
     GROUP BY ${keys} HAVING count(*) > 1 ORDER BY count(*) DESC, ${order.join(', ')} LIMIT ${first}`,
    statement.parameters,
  );
}

/** Rows of any mapping that point at these rows, one statement for each reference. */
async function listCopyReferences(
  database: Database,
  mappings: readonly Mapping[],
  mapping: Mapping,
  ids: readonly string[],
): Promise<CopyReference[]> {
  if (ids.length === 0) return [];
  const references = mappings
    .flatMap(listReferences)
    .filter(({ parents }) => parents.some((parent) => parent.new.table.name === mapping.new.table.name));
  const found: CopyReference[] = [];
  for (const reference of references) {
    const { table, where } = reference.mapping.new;
    const statement = new Statement('postgres');
    const column = `t.${statement.quote(reference.field.column.name)}`;
    const conditions = [...ownRows(statement, 't', table, where), statement.isOneOf(column, 'uuid', ids)];
    const rows = await database.query<{ newId: string; count: number }>(
      `SELECT ${column}::text AS "newId", count(*)::integer AS count FROM ${statement.quote(table.name)} t
       WHERE ${conditions.join(' AND ')} GROUP BY 1 ORDER BY 1`,
      statement.parameters,
    );
    found.push(...rows.map((row) => ({ ...row, mapping: reference.mapping, field: reference.field })));
  }
  return found;
}

/** Finds what was loaded more than once, with whatever hangs on each copy: a survivor is not chosen blindly. */
export async function findDuplicates(
  sides: Sides,
  mappings: readonly Mapping[],
  mapping: Mapping,
  first: number,
): Promise<Duplicates> {
  const groups = await listGroups(sides.new, mapping, first);
  const ids = groups.flatMap(({ newIds }) => newIds);
  const references = await listCopyReferences(sides.new, mappings, mapping, ids);
  const claims = claimWording(mapping);
  const legacy = await listLegacyDuplicates(sides.legacy, mapping, first);
  return {
    mapping,
    isMasked: claims.isMasked,
    total: groups[0]?.total ?? 0,
    surplus: groups[0]?.surplus ?? 0,
    groups: groups.map(({ claim, count, newIds }) => ({
      claim: claims.of(claim),
      count,
      newIds,
      references: references.filter((reference) => newIds.includes(reference.newId)),
    })),
    legacy:
      legacy === null
        ? null
        : { ...legacy, groups: legacy.groups.map((group) => ({ ...group, claim: claims.of(group.claim) })) },
  };
}
