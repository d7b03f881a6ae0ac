import { type Column, columnOf, primaryColumn } from '../../entities/table';
import type { Dialect } from '../reading/database';
import { Joins } from '../reading/joins';
import { LiteralStatement } from '../reading/literal-statement';
import { ownRows } from '../reading/own-rows';
import type { Statement } from '../reading/statement';
import type { KeyRange } from './key-range';
import { listLegacyTexts } from './legacy-texts';
import { NewTexts } from './new-texts';
import type { ScanPlan } from './scan-plan';

/** The conditions that a key is in a range. Numbers stand for themselves: a bound may be too large for the column. */
export function inRange(statement: Statement, key: string, { from, before }: KeyRange): string[] {
  return [
    ...(from === null ? [] : [`${key} >= ${statement.bind(BigInt(from))}`]),
    ...(before === null ? [] : [`${key} < ${statement.bind(BigInt(before))}`]),
  ];
}

function select(statement: Statement, key: { column: Column; expression: string }, texts: readonly string[]): string {
  return ['key', ...texts]
    .map((text, index) => `${index === 0 ? statement.canonical(key.column, key.expression) : text} AS c${index}`)
    .join(', ');
}

/** The records of a range in the order of their keys: the key, the frame, the paths. */
export function legacyQuery(dialect: Dialect, plan: ScanPlan, range: KeyRange): string {
  const statement = new LiteralStatement(dialect);
  const joins = new Joins(statement, plan.mapping.legacy);
  const key = joins.column(primaryColumn(plan.mapping.legacy.table).property);
  const list = select(statement, key, listLegacyTexts(statement, joins, plan));
  const where = [...joins.population(), ...inRange(statement, key.expression, range)];
  const condition = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  return `SELECT ${list} ${joins.from()}${condition} ORDER BY ${key.expression}`;
}

/** The rows that claim records of a range, in the order of those: the legacy key, the frame, the cells. */
export function newQuery(plan: ScanPlan, range: KeyRange): string {
  const statement = new LiteralStatement('postgres');
  const { table, where, keyColumn } = plan.mapping.new;
  const column = columnOf(table, keyColumn ?? '');
  const expression = `t.${statement.quote(column.name)}`;
  const texts = new NewTexts(statement, plan);
  const list = select(statement, { column, expression }, texts.list());
  const conditions = [
    ...ownRows(statement, 't', table, where),
    `${expression} IS NOT NULL`,
    ...inRange(statement, expression, range),
  ];
  return `SELECT ${list} ${texts.from()} WHERE ${conditions.join(' AND ')} ORDER BY ${expression}`;
}
