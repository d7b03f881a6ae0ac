import { primaryColumn } from '../../entities/table';
import { type Conditions, type MappedField, type Mapping, referencesOf } from '../mapping';
import type { Database } from '../reading/database';
import { Joins } from '../reading/joins';
import { Statement } from '../reading/statement';

/** A reference by which records of another mapping belong to one of this. */
export interface ChildReference {
  readonly mapping: Mapping;
  readonly field: MappedField;
  readonly path: string;
  /** Which records refer by it at all. */
  readonly where: Conditions;
}

export interface ChildCount {
  readonly reference: ChildReference;
  readonly key: string;
  readonly count: number;
}

/** The references that lead to a mapping by its legacy key. */
export function childReferences(mappings: readonly Mapping[], parent: Mapping): ChildReference[] {
  return mappings.flatMap((mapping) =>
    [...referencesOf(mapping), ...mapping.requirements].flatMap((field) => {
      const { reference } = field.rule;
      if (reference?.mapping() !== parent) return [];
      // A record that is its own parent's record, such as the profile of a doctor, is still its child.
      return reference.paths.map((path) => ({ mapping, field, path, where: reference.where }));
    }),
  );
}

function childrenOf(
  statement: Statement,
  reference: ChildReference,
  keys: readonly string[],
): { column: string; from: string } {
  const joins = new Joins(statement, reference.mapping.legacy);
  const { expression, column } = joins.column(reference.path);
  const where = [...joins.population(reference.where), statement.isOneOf(expression, column.kind, keys)];
  return { column: statement.canonical(column, expression), from: `${joins.from()} WHERE ${where.join(' AND ')}` };
}

/** How many legacy records refer to each of these, by reference: one statement for all of them. */
export async function countChildren(
  legacy: Database,
  mappings: readonly Mapping[],
  parent: Mapping,
  keys: readonly string[],
): Promise<ChildCount[]> {
  const references = childReferences(mappings, parent);
  if (references.length === 0 || keys.length === 0) return [];
  const statement = new Statement(legacy.dialect);
  const parts = references.map((reference, index) => {
    const { column, from } = childrenOf(statement, reference, keys);
    return `SELECT ${index} AS reference, ${column} AS k, count(*) AS n ${from} GROUP BY 2`;
  });
  const rows = await legacy.query<{ reference: number | string; k: string; n: string }>(
    parts.join(' UNION ALL '),
    statement.parameters,
  );
  return rows.flatMap((row) => {
    const reference = references[Number(row.reference)];
    return reference === undefined ? [] : [{ reference, key: row.k, count: Number(row.n) }];
  });
}

/** Records whose children by one reference are wanted. */
export interface WantedChildren {
  readonly reference: ChildReference;
  readonly keys: readonly string[];
}

/** The first records that refer to each of these, in key order, for each reference: one statement for all of them. */
export async function listChildren(
  legacy: Database,
  wanted: readonly WantedChildren[],
  first: number,
): Promise<Map<string, string[]>[]> {
  const lists = wanted.map(() => new Map<string, string[]>());
  if (wanted.length === 0) return lists;
  const statement = new Statement(legacy.dialect);
  const parts = wanted.map(({ reference, keys }, index) => {
    const { column, from } = childrenOf(statement, reference, keys);
    const own = primaryColumn(reference.mapping.legacy.table);
    const id = `t.${statement.quote(own.name)}`;
    const numbered = `SELECT ${column} AS k, ${id} AS id, row_number() OVER (PARTITION BY ${column} ORDER BY ${id}) AS place ${from}`;
    return `SELECT ${index} AS reference, k, place, ${statement.canonical(own, 'id')} AS c FROM (${numbered}) n${index} WHERE place <= ${first}`;
  });
  const rows = await legacy.query<{ reference: number | string; k: string; c: string }>(
    `${parts.join(' UNION ALL ')} ORDER BY reference, k, place`,
    statement.parameters,
  );
  for (const { reference, k, c } of rows) {
    const children = lists[Number(reference)];
    children?.set(k, [...(children.get(k) ?? []), c]);
  }
  return lists;
}
