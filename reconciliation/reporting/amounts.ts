import type { MappedField, Mapping } from '../mapping';
import type { Database, Sides } from '../reading/database';
import { add, decimalsOf, divide, type Exact, exact, readExact, roundHalfUp } from './exact';
import { listLegacyGroups, sumOf } from './legacy-groups';
import { type MeasuredSide, type MeasuredValues, pathOf } from './measured';
import { NewRows } from './new-rows';

/** The sum of a field's values, with all its digits, and how many values it is of. */
export interface Amounts {
  readonly sum: Exact;
  readonly decimals: number;
  readonly values: number;
}

export const AVERAGE_DECIMALS = 2;

/** Null: a value is no number. */
function readAmounts(rows: readonly { readonly sum: string | null; readonly values: number }[]): Amounts | null {
  let amounts: Amounts = { sum: exact(0), decimals: 0, values: 0 };
  for (const row of rows) {
    const text = row.sum ?? '0';
    const sum = readExact(text);
    if (sum === null) return null;
    const decimals = Math.max(amounts.decimals, decimalsOf(text));
    amounts = { sum: add(amounts.sum, sum), decimals, values: amounts.values + row.values };
  }
  return amounts;
}

/** The statement that adds a field up over the rows that name a legacy record and meet the conditions. */
export function amountsQuery(rows: NewRows, property: string, conditions: readonly string[] = []) {
  const sums = sumOf(rows.statement, rows.column(property).expression).join(', ');
  return { sql: `SELECT ${sums} ${rows.from(conditions)}`, parameters: rows.statement.parameters };
}

export async function addUp(database: Database, query: ReturnType<typeof amountsQuery>): Promise<Amounts | null> {
  const [row] = await database.query<{ v: string; s: string | null }>(query.sql, query.parameters);
  return readAmounts([{ sum: row?.s ?? null, values: Number(row?.v ?? 0) }]);
}

/** Null: there is no value that could have one. */
export const averageOf = ({ sum, values }: Amounts): Exact | null => divide(sum, exact(values));

function sideOf(kind: 'sum' | 'average', amounts: Amounts | null): MeasuredSide | null {
  if (amounts === null) return null;
  const { sum, decimals, values: records } = amounts;
  if (kind === 'sum') return { value: roundHalfUp(sum, decimals), records };
  const average = averageOf(amounts);
  return { value: average === null ? null : roundHalfUp(average, AVERAGE_DECIMALS), records };
}

/** Only these rules leave a number as it is. */
const isKept = (field: MappedField): boolean => ['decimal', 'integer'].includes(field.rule.kind);

function noteOf(field: MappedField, isAsked: boolean, sides: readonly (MeasuredSide | null)[]): string | null {
  if (!isAsked) return `no single legacy value stands behind ${field.property}: the legacy side has no such figure`;
  return sides.includes(null) ? `a value of ${field.property} is no number, so there is no figure` : null;
}

export async function measureAmounts(
  sides: Sides,
  mapping: Mapping,
  kind: 'sum' | 'average',
  field: MappedField,
): Promise<MeasuredValues> {
  const path = isKept(field) ? pathOf(field) : null;
  const groups = path === null ? null : await listLegacyGroups(sides.legacy, mapping, { by: [], sum: path });
  const legacy = groups === null ? null : sideOf(kind, readAmounts(groups));
  const current = sideOf(kind, await addUp(sides.new, amountsQuery(new NewRows(mapping), field.property)));
  return { legacy, new: current, parts: [], note: noteOf(field, path !== null, [legacy, current]) };
}
