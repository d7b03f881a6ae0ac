import { type Column, primaryColumn } from '../../entities/table';
import { fieldOf, type MappedField, type Mapping } from '../mapping';
import { keyColumnOf } from './new-reader';
import { ownRows } from './own-rows';
import type { Statement } from './statement';

/** One part of the legacy record that a row names. NULL in any of them: the row names none. */
interface ClaimPart {
  readonly field: MappedField;
  /** The column that holds the legacy text: the row's own, or that of the row which its reference points at. */
  readonly column: Column;
  readonly expression: string;
}

/** The new rows of a mapping and the legacy record that each names, in SQL. */
export interface ClaimedRows {
  /** The rows' own id. */
  readonly id: string;
  /** FROM the mapping's table under the alias, with LEFT JOINs that neither add rows nor leave any out. */
  readonly from: string;
  /** Whether a row is the mapping's at all. */
  readonly own: readonly string[];
  /** Whether a row names a legacy record; with `own`, what loads wrote without what the new application has added. */
  readonly claiming: readonly string[];
  /** The legacy id, or each part of the natural key. */
  readonly parts: readonly ClaimPart[];
}

/** A part that is a reference is named by meaning: the legacy key of the row that it points at. */
function meaningPart(statement: Statement, field: MappedField, parent: Mapping, alias: string, own: string) {
  const { table, where } = parent.new;
  const at = (column: Column): string => `${alias}.${statement.quote(column.name)}`;
  const on = [`${at(primaryColumn(table))} = ${own}`, ...ownRows(statement, alias, table, where)].join(' AND ');
  const column = keyColumnOf(parent);
  return {
    part: { field, column, expression: at(column) },
    join: ` LEFT JOIN ${statement.quote(table.name)} ${alias} ON ${on}`,
  };
}

/** The one definition of the rows that name a legacy record. Names of joined tables start with the alias as well. */
export function claimedRows(statement: Statement, mapping: Mapping, alias = 't'): ClaimedRows {
  const { table, keyColumn, naturalKey, where } = mapping.new;
  const at = (column: Column): string => `${alias}.${statement.quote(column.name)}`;
  const found = (keyColumn === null ? naturalKey : [keyColumn]).map((property, index) => {
    const field = fieldOf(mapping, property);
    const own = at(field.column);
    const parent = field.rule.reference?.mapping();
    if (parent !== undefined) return meaningPart(statement, field, parent, `${alias}k${index}`, own);
    return { part: { field, column: field.column, expression: own }, join: '' };
  });
  const parts = found.map(({ part }) => part);
  return {
    id: at(primaryColumn(table)),
    from: `FROM ${statement.quote(table.name)} ${alias}${found.map(({ join }) => join).join('')}`,
    own: ownRows(statement, alias, table, where),
    claiming: parts.map(({ expression }) => `${expression} IS NOT NULL`),
    parts,
  };
}
