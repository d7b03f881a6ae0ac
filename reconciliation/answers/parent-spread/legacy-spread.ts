import { type MappedField, type Mapping, variantsOf } from '../../mapping';
import type { Database } from '../../reading/database';
import { Joins } from '../../reading/joins';
import { Statement } from '../../reading/statement';

/** How many legacy records name a parent, and how many different ones they name. */
export interface Spread {
  readonly rows: number;
  readonly named: number;
  readonly parents: number;
}

/** A parent as legacy records name it. */
export interface ParentKey {
  readonly mapping: Mapping;
  readonly key: string;
}

export const parentName = ({ mapping, key }: ParentKey): string => `${mapping.name}/${key}`;

/** The records of a mapping that name a parent by one variant of a reference: FROM and WHERE, and the key they give. */
function namesOf(statement: Statement, mapping: Mapping, { rule }: MappedField) {
  const joins = new Joins(statement, mapping.legacy);
  const places = (rule.reference?.paths ?? []).map((path) => joins.column(path));
  const [first] = places;
  if (first === undefined) return null;
  const key =
    places.length === 1 ? first.expression : `coalesce(${places.map((place) => place.expression).join(', ')})`;
  const where = [...joins.population(rule.reference?.where), `${key} IS NOT NULL`];
  return { key, column: first.column, from: `${joins.from()} WHERE ${where.join(' AND ')}` };
}

interface NamedRow {
  readonly place: string | number;
  readonly n: string | number;
  readonly parents: string | number;
}

/** The key of the one parent that every record names; null: the rule reads the key from the record. */
function fixedKey({ rule, column }: MappedField): string | null {
  if (rule.reference === undefined || rule.reference.paths.length > 0) return null;
  const outcome = rule.expect(() => null, column.kind);
  return 'value' in outcome ? outcome.value : null;
}

/** Counts over all legacy records; `rows` is how many the mapping has. */
export async function spreadOf(
  database: Database,
  mapping: Mapping,
  field: MappedField,
  rows: number,
): Promise<Spread> {
  if (fixedKey(field) !== null) return { rows, named: rows, parents: rows === 0 ? 0 : 1 };
  const statement = new Statement(database.dialect);
  const parts = variantsOf(field).flatMap((variant, place) => {
    const names = namesOf(statement, mapping, variant);
    if (names === null) return [];
    return [`SELECT ${place} AS place, count(*) AS n, count(DISTINCT ${names.key}) AS parents ${names.from}`];
  });
  const found = await database.query<NamedRow>(parts.join(' UNION ALL '), statement.parameters);
  return {
    rows,
    named: found.reduce((sum, row) => sum + Number(row.n), 0),
    parents: found.reduce((sum, row) => sum + Number(row.parents), 0),
  };
}

/** How many legacy records name each of these parents, by `parentName`. */
export async function countNamed(
  database: Database,
  mapping: Mapping,
  field: MappedField,
  parents: readonly ParentKey[],
  rows: number,
): Promise<Map<string, number>> {
  const fixed = fixedKey(field);
  if (fixed !== null)
    return new Map(parents.filter(({ key }) => key === fixed).map((parent) => [parentName(parent), rows]));
  const statement = new Statement(database.dialect);
  const variants = variantsOf(field);
  const parts = variants.flatMap((variant, place) => {
    const keys = parents.filter((parent) => parent.mapping === variant.rule.reference?.mapping());
    const names = keys.length === 0 ? null : namesOf(statement, mapping, variant);
    if (names === null) return [];
    const { key, column, from } = names;
    const isAsked = statement.isOneOf(
      key,
      column.kind,
      keys.map((parent) => parent.key),
    );
    return [
      `SELECT ${place} AS place, ${statement.canonical(column, key)} AS k, count(*) AS n ${from} AND ${isAsked} GROUP BY 2`,
    ];
  });
  if (parts.length === 0) return new Map();
  const found = await database.query<{ place: string | number; k: string; n: string | number }>(
    parts.join(' UNION ALL '),
    statement.parameters,
  );
  return new Map(
    found.flatMap(({ place, k, n }) => {
      const parent = variants[Number(place)]?.rule.reference?.mapping();
      return parent === undefined ? [] : [[parentName({ mapping: parent, key: k }), Number(n)]];
    }),
  );
}
