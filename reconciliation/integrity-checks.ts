import { primaryColumn } from '../entities/table';
import { ask } from './ledger/ledger';
import type { MappedField, Mapping } from './mapping';
import type { Database } from './reading/database';

/** One reference of one mapping, checked over the whole new table. */
export interface IntegrityCheck {
  readonly mapping: Mapping;
  readonly field: MappedField;
  readonly parent: Mapping;
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

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

async function countReference(database: Database, mapping: Mapping, field: MappedField, parent: Mapping): Promise<Row> {
  const child = quote(mapping.new.table.name);
  const column = `c.${quote(field.column.name)}`;
  const isOrphan = `${column} IS NOT NULL AND p.id IS NULL`;
  const [row] = await ask<Row>(
    database,
    `SELECT count(${column})::integer AS checked, (count(*) - count(${column}))::integer AS unset,
       (count(*) FILTER (WHERE ${isOrphan}))::integer AS orphans,
       (array_agg(c.${quote(primaryColumn(mapping.new.table).name)}::text) FILTER (WHERE ${isOrphan}))[1:5] AS sample
     FROM ${child} c LEFT JOIN ${quote(parent.new.table.name)} p ON p.id = ${column}`,
  );
  return row ?? { checked: 0, unset: 0, orphans: 0, sample: null };
}

/** Rows that point at a row which is there, and that differ in this reference. */
async function countWrongParents(
  database: Database,
  mapping: Mapping,
  field: MappedField,
  parent: Mapping,
): Promise<number> {
  const [row] = await ask<{ n: number }>(
    database,
    `SELECT count(*)::integer AS n FROM counterpart.discrepancy d
     JOIN ${quote(mapping.new.table.name)} c ON c.id = d.new_id
     JOIN ${quote(parent.new.table.name)} p ON p.id = c.${quote(field.column.name)}
     WHERE d.mapping = $1 AND d.verdict = 'DIFFERENT' AND d.state <> 'CLOSED' AND $2 = ANY(d.fields)`,
    [mapping.name, field.property],
  );
  return row?.n ?? 0;
}

/** Checks every reference of these mappings: does it lead somewhere, and to the right record? */
export async function checkIntegrity(database: Database, mappings: readonly Mapping[]): Promise<IntegrityCheck[]> {
  const checks: IntegrityCheck[] = [];
  for (const mapping of mappings) {
    for (const field of mapping.fields) {
      const parent = field.rule.reference?.mapping();
      if (parent === undefined) continue;
      const { sample, ...counts } = await countReference(database, mapping, field, parent);
      checks.push({
        mapping,
        field,
        parent,
        ...counts,
        wrongParents: await countWrongParents(database, mapping, field, parent),
        orphanSample: sample ?? [],
      });
    }
  }
  return checks;
}
