import type { MappedField, Mapping } from '../mapping';
import type { Database, Sides } from '../reading/database';
import { listLegacyGroups, textOf } from './legacy-groups';
import { type Counted, type MeasuredPart, type MeasuredValues, pathOf } from './measured';
import { NewRows } from './new-rows';

/** Records by the value of the field, and of those the ones with the flag set. */
class Counts {
  readonly byValue = new Map<string | null, { readonly records: number; readonly of: number }>();

  add(value: string | null, records: number, of: number): void {
    const known = this.at(value);
    this.byValue.set(value, { records: known.records + records, of: known.of + of });
  }

  at(value: string | null): { readonly records: number; readonly of: number } {
    return this.byValue.get(value) ?? { records: 0, of: 0 };
  }
}

/** What the rule makes of a legacy text, so that both sides speak of the same values; a refused one stands for itself. */
function expectedText(field: MappedField, text: string | null): string | null {
  const outcome = field.rule.expect(() => text, field.column.kind);
  return 'value' in outcome ? outcome.value : text;
}

/** Null: one of the fields has no legacy path of its own. */
async function countLegacy(
  database: Database,
  mapping: Mapping,
  field: MappedField,
  flag: MappedField | null,
): Promise<Counts | null> {
  const path = pathOf(field);
  const flagPath = flag === null ? null : pathOf(flag);
  if (path === null || (flag !== null && flagPath === null)) return null;
  const by = flagPath === null ? [path] : [path, flagPath];
  const counts = new Counts();
  for (const { texts, records } of await listLegacyGroups(database, mapping, { by, sum: null })) {
    const isSet = flag !== null && expectedText(flag, texts.get(flagPath ?? '') ?? null) === 'true';
    counts.add(expectedText(field, texts.get(path) ?? null), records, isSet ? records : 0);
  }
  return counts;
}

async function countNew(
  database: Database,
  mapping: Mapping,
  field: MappedField,
  flag: MappedField | null,
): Promise<Counts> {
  const rows = new NewRows(mapping);
  const { column, expression } = rows.column(field.property);
  const set = flag === null ? '0' : `count(*) FILTER (WHERE ${rows.column(flag.property).expression})`;
  const found = await database.query<{ k: string | null; n: string; o: string }>(
    `SELECT ${rows.statement.groupKey(column, expression)} AS k, count(*) AS n, ${set} AS o ${rows.from()} GROUP BY 1`,
    rows.statement.parameters,
  );
  const counts = new Counts();
  for (const row of found) counts.add(textOf(row.k), Number(row.n), Number(row.o));
  return counts;
}

function partsOf(legacy: Counts | null, current: Counts, hasFlag: boolean): MeasuredPart[] {
  const counted = (counts: Counts, value: string | null): Counted => {
    const { records, of } = counts.at(value);
    return { records, of: hasFlag ? of : null };
  };
  const values = [...new Set([...current.byValue.keys(), ...(legacy?.byValue.keys() ?? [])])];
  const parts = values.map((value) => ({
    value,
    legacy: legacy === null ? null : counted(legacy, value),
    new: counted(current, value),
  }));
  const size = (part: MeasuredPart): number => Math.max(part.new.records, part.legacy?.records ?? 0);
  const name = (part: MeasuredPart): string => part.value ?? '';
  return parts.sort((one, other) => size(other) - size(one) || (name(one) < name(other) ? -1 : 1));
}

/** A breakdown into more values than anybody reads is cut, and says so. */
const MOST_PARTS = 100;

export async function measureBreakdown(
  sides: Sides,
  mapping: Mapping,
  field: MappedField,
  flag: MappedField | null,
): Promise<MeasuredValues> {
  const legacy = await countLegacy(sides.legacy, mapping, field, flag);
  const parts = partsOf(legacy, await countNew(sides.new, mapping, field, flag), flag !== null);
  const notes = [
    ...(legacy === null
      ? [`no single legacy value stands behind ${field.property}: only the new side is counted`]
      : []),
    ...(parts.length > MOST_PARTS ? [`${parts.length - MOST_PARTS} rarer values are not shown`] : []),
  ];
  return {
    legacy: null,
    new: null,
    parts: parts.slice(0, MOST_PARTS),
    note: notes.length === 0 ? null : notes.join('; '),
  };
}
