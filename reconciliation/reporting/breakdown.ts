import { isQuotable } from '../answers/sensitivity';
import type { MappedField, Mapping } from '../mapping';
import type { Database, Sides } from '../reading/database';
import { Counts, partsOf } from './breakdown-parts';
import { listLegacyGroups, textOf } from './legacy-groups';
import { type MeasuredValues, pathOf } from './measured';
import { NewRows } from './new-rows';

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

export async function measureBreakdown(
  sides: Sides,
  mapping: Mapping,
  field: MappedField,
  flag: MappedField | null,
): Promise<MeasuredValues> {
  const legacy = await countLegacy(sides.legacy, mapping, field, flag);
  const current = await countNew(sides.new, mapping, field, flag);
  const { parts, notes } = partsOf(legacy, current, { hasFlag: flag !== null, isOpen: isQuotable(mapping, field) });
  const all = [
    ...(legacy === null
      ? [`no single legacy value stands behind ${field.property}: only the new side is counted`]
      : []),
    ...notes,
  ];
  return { legacy: null, new: null, parts, note: all.length === 0 ? null : all.join('; ') };
}
