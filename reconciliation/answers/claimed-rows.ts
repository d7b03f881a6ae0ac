import { type Column, primaryColumn } from '../../entities/table';
import { fieldOf, type MappedField, type Mapping } from '../mapping';
import { keyColumnOf } from '../reading/new-reader';
import { ownRows } from '../reading/own-rows';
import type { Statement } from '../reading/statement';

/** One part of what a row claims to be. */
interface ClaimPart {
  readonly column: Column;
  readonly expression: string;
}

/** The rows of a mapping and which legacy record each claims, in SQL. */
export interface ClaimedRows {
  readonly id: string;
  readonly from: string;
  /** Whether a row is the mapping's at all. */
  readonly own: readonly string[];
  /** The legacy id, or each part of the natural key. NULL in any of them: the row claims nothing. */
  readonly parts: readonly ClaimPart[];
  readonly isClaiming: string;
}

/** A part that is a reference is claimed by meaning: the legacy key of the row that it points at. */
function meaningPart(statement: Statement, field: MappedField, parent: Mapping, alias: string) {
  const { table, where } = parent.new;
  const at = (column: Column): string => `${alias}.${statement.quote(column.name)}`;
  const own = `t.${statement.quote(field.column.name)}`;
  const on = [`${at(primaryColumn(table))} = ${own}`, ...ownRows(statement, alias, table, where)].join(' AND ');
  const column = keyColumnOf(parent);
  return {
    part: { column, expression: at(column) },
    join: ` LEFT JOIN ${statement.quote(table.name)} ${alias} ON ${on}`,
  };
}

export function claimedRows(statement: Statement, mapping: Mapping): ClaimedRows {
  const { table, keyColumn, naturalKey, where } = mapping.new;
  const at = (column: Column): string => `t.${statement.quote(column.name)}`;
  const found = (keyColumn === null ? naturalKey : [keyColumn]).map((property, index) => {
    const field = fieldOf(mapping, property);
    const parent = field.rule.reference?.mapping();
    if (parent !== undefined) return meaningPart(statement, field, parent, `k${index}`);
    return { part: { column: field.column, expression: at(field.column) }, join: '' };
  });
  const parts = found.map(({ part }) => part);
  return {
    id: at(primaryColumn(table)),
    from: `FROM ${statement.quote(table.name)} t${found.map(({ join }) => join).join('')}`,
    own: ownRows(statement, 't', table, where),
    parts,
    isClaiming: parts.map(({ expression }) => `${expression} IS NOT NULL`).join(' AND '),
  };
}
