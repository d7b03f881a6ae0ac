import type { ValueKind } from '../../entities/table';
import type { Joins } from '../reading/joins';
import type { LegacyRecord } from '../reading/legacy-reader';
import type { Statement } from '../reading/statement';
import { AMISS, BETWEEN, NOTHING, TEXT } from './marks';
import type { FramedField, ScanPlan } from './scan-plan';

/** The frame and then each path, in the order of the plan, as the legacy server renders them for a scan. */
export function listLegacyTexts(statement: Statement, joins: Joins, plan: ScanPlan): string[] {
  const textAt = (path: string): string => {
    const { expression, column } = joins.column(path);
    return statement.canonical(column, expression);
  };
  const values = plan.framed.map((framed) => `coalesce(${framedValue(statement, joins, framed)}, '${NOTHING}')`);
  return [frameOf(statement, values), ...plan.paths.map(textAt)];
}

/** Moments and days that only PostgreSQL knows have no canonical text, and equal nothing on the new side. */
function framedValue(statement: Statement, joins: Joins, { path, isFree }: FramedField): string {
  const { expression, column } = joins.column(path);
  const text = statement.canonical(column, expression);
  const ordinary = statement.dialect === 'postgres' ? isOrdinary(column.kind, expression) : null;
  if (ordinary !== null) return `CASE WHEN ${ordinary} THEN ${text} WHEN ${expression} IS NOT NULL THEN '${AMISS}' END`;
  if (!isFree) return text;
  return statement.dialect === 'mysql' ? `concat('${TEXT}', ${text})` : `'${TEXT}' || ${text}`;
}

function isOrdinary(kind: ValueKind, expression: string): string | null {
  if (kind === 'instant') return `isfinite(${expression}) AND ${expression} >= '0001-01-01 00:00:00+00'`;
  if (kind === 'date') return `isfinite(${expression}) AND ${expression} BETWEEN '0001-01-01' AND '9999-12-31'`;
  return null;
}

function frameOf(statement: Statement, values: readonly string[]): string {
  if (values.length === 0) return "''";
  if (statement.dialect === 'mysql') return `concat_ws('${BETWEEN}', ${values.join(', ')})`;
  return values.join(` || '${BETWEEN}' || `);
}

/** The same texts of a record that was read by itself. */
export function legacyTextsOf(plan: ScanPlan, record: LegacyRecord): (string | null)[] {
  const textAt = (path: string): string | null => {
    const cell = record.cells.get(path) ?? null;
    return cell === null || typeof cell === 'string' ? cell : AMISS;
  };
  const framed = plan.framed.map(({ path, isFree }) => {
    const text = textAt(path);
    return text === null ? NOTHING : isFree ? `${TEXT}${text}` : text;
  });
  return [framed.join(BETWEEN), ...plan.paths.map(textAt)];
}
