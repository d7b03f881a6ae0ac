import { primaryColumn } from '../entities/table';
import { ask } from './ledger/ledger';
import { type MappedField, type Mapping, variantsOf } from './mapping';
import type { Database } from './reading/database';
import { ownRows } from './reading/own-rows';
import { Statement } from './reading/statement';

export interface Reference {
  readonly mapping: Mapping;
  readonly field: MappedField;
  /** What the reference may lead to: one mapping, or several where it is a generic one. */
  readonly parents: readonly Mapping[];
}

/** One reference of one mapping, checked over the whole new table. */
export interface IntegrityCheck extends Reference {
  /** Rows whose reference is set. */
  readonly checked: number;
  /** Rows whose reference is NULL. */
  readonly unset: number;
  /** Rows whose reference points at no row. A foreign key prevents them; a dropped one lets them in. */
  readonly orphans: number;
  /** Rows that point at a valid row which is not the one that the legacy record leads to, as last compared. */
  readonly wrongParents: number;
  /** Ids of some of the orphans. */
  readonly orphanSample: readonly string[];
}

interface Row {
  readonly checked: number;
  readonly unset: number;
  readonly orphans: number;
  readonly sample: string[] | null;
}

/** The mapping's rows with the rows that a reference of theirs leads to. */
function joinParents(statement: Statement, { mapping, field, parents }: Reference) {
  const column = `c.${statement.quote(field.column.name)}`;
  const idOf = (alias: string, owner: Mapping): string =>
    `${alias}.${statement.quote(primaryColumn(owner.new.table).name)}`;
  const joins = parents.map(
    (parent, index) =>
      `LEFT JOIN ${statement.quote(parent.new.table.name)} p${index} ON ${idOf(`p${index}`, parent)} = ${column}`,
  );
  const own = ownRows(statement, 'c', mapping.new.table, mapping.new.where);
  return {
    column,
    id: idOf('c', mapping),
    isOrphan: [`${column} IS NOT NULL`, ...parents.map((parent, index) => `${idOf(`p${index}`, parent)} IS NULL`)].join(
      ' AND ',
    ),
    joins: `FROM ${statement.quote(mapping.new.table.name)} c ${joins.join(' ')}`,
    own: own.length === 0 ? '' : `WHERE ${own.join(' AND ')}`,
  };
}

/** The statement behind a check; a report shows it, so that anybody can ask the database the same. */
export function referenceQuery(reference: Reference): { sql: string; parameters: readonly unknown[] } {
  const statement = new Statement('postgres');
  const { column, id, isOrphan, joins, own } = joinParents(statement, reference);
  const sql = `SELECT count(${column})::integer AS checked, (count(*) - count(${column}))::integer AS unset,
       (count(*) FILTER (WHERE ${isOrphan}))::integer AS orphans,
       (array_agg(${id}::text) FILTER (WHERE ${isOrphan}))[1:5] AS sample
     ${joins} ${own}`;
  return { sql, parameters: statement.parameters };
}

async function countReference(database: Database, reference: Reference): Promise<Row> {
  const { sql, parameters } = referenceQuery(reference);
  const [row] = await ask<Row>(database, sql, parameters);
  return row ?? { checked: 0, unset: 0, orphans: 0, sample: null };
}

/** Rows that point at a row which is there, and that differ in this reference. */
async function countWrongParents(database: Database, reference: Reference): Promise<number> {
  const { mapping, field } = reference;
  const { column, id, isOrphan, joins } = joinParents(new Statement('postgres'), reference);
  const [row] = await ask<{ n: number }>(
    database,
    `SELECT count(*)::integer AS n ${joins} JOIN counterpart.discrepancy d ON d.new_id = ${id}
     WHERE d.mapping = $1 AND d.verdict = 'DIFFERENT' AND d.state <> 'CLOSED' AND $2 = ANY(d.fields)
       AND ${column} IS NOT NULL AND NOT (${isOrphan})`,
    [mapping.name, field.property],
  );
  return row?.n ?? 0;
}

/** The references of a mapping with what they may lead to. */
export function listReferences(mapping: Mapping): Reference[] {
  return mapping.fields.flatMap((field) => {
    const parents = variantsOf(field).flatMap((variant) => variant.rule.reference?.mapping() ?? []);
    return parents.length === 0 ? [] : [{ mapping, field, parents }];
  });
}

/** Checks every reference of these mappings: does it lead somewhere, and to the right record? */
export async function checkIntegrity(database: Database, mappings: readonly Mapping[]): Promise<IntegrityCheck[]> {
  const checks: IntegrityCheck[] = [];
  for (const reference of mappings.flatMap(listReferences)) {
    const { sample, ...counts } = await countReference(database, reference);
    const wrongParents = await countWrongParents(database, reference);
    checks.push({ ...reference, ...counts, wrongParents, orphanSample: sample ?? [] });
  }
  return checks;
}
