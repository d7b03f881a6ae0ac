import type { ComparedField, Pair } from '../../reconciliation/comparing/pair';
import type { Mapping } from '../../reconciliation/mapping';
import type { Cause } from '../../reconciliation/tracing/cause';
import { expand, type Row, type Rows, world } from '../mappings/fixture';
import type { TwoSides } from '../mappings/two-sides';

/** The number of the record that a test is about. */
export const NUMBER = 10;

/** A note as somebody wrote it, to be changed in one point. */
export const note = (change: Row = {}): Row => ({
  '#': NUMBER,
  id: '#',
  created_at: '2021-05-05 10:00:00.000001',
  text: 'called about the case',
  author_id: 1,
  doctor_id: 4,
  ...change,
});

/** The message that the note became, to be changed in one point. */
export const message = (change: Row = {}): Row => ({
  '#': NUMBER,
  id: 'message #',
  legacy_record_id: '#',
  author_id: 'profile 1',
  team_id: 'team 7',
  communication_type: 'production_note',
  body: 'called about the case',
  created_at: '2021-05-05 10:00:00.000001',
  ...change,
});

/** A copy of the world's first row of a table, under the number of the test's record. */
export const like = (change: Row = {}): Row => ({ '#': NUMBER, like: 1, ...change });

/** Fills both sides with the world and these rows beside it. */
export async function stage(sides: TwoSides, legacy: Rows, current: Rows): Promise<void> {
  await sides.replaceRows(expand(world.legacy, legacy), expand(world.new, current));
}

/** The pair of one legacy record, as it stands now. */
export async function compareRecord(
  { comparison }: TwoSides,
  mapping: Mapping,
  legacyId = String(NUMBER),
): Promise<Pair> {
  const [pair, ...others] = await comparison.loader.listByLegacyIds(mapping, [legacyId]);
  if (pair === undefined || others.length > 0)
    throw new Error(`${others.length + (pair ? 1 : 0)} pairs of ${mapping.name} ${legacyId}`);
  return pair;
}

export function comparedField(pair: Pair, property: string): ComparedField {
  const found = pair.fields.find(({ field }) => field.property === property);
  if (found === undefined) throw new Error(`${pair.mapping.name} has no field ${property}`);
  return found;
}

/** The causes of one record, as it stands now. */
export async function traceRecord(sides: TwoSides, mapping: Mapping, legacyId?: string): Promise<readonly Cause[]> {
  const pair = await compareRecord(sides, mapping, legacyId);
  const [causes = []] = await sides.comparison.tracer.trace([pair]);
  return causes;
}

/** The hops of a path, each as table, legacy key and state. */
export const hopsOf = (cause: Cause | undefined): string[] =>
  (cause?.path ?? []).map((hop) => `${hop.table} ${hop.legacyId ?? ''}: ${hop.state}`);

/** The ids of the root causes of several records, each once. */
export async function rootIdsOf(
  sides: TwoSides,
  records: readonly (readonly [Mapping, string])[],
): Promise<Set<string>> {
  const all = await Promise.all(records.map(([mapping, id]) => traceRecord(sides, mapping, id)));
  return new Set(all.flatMap((causes) => causes.map((cause) => cause.root.id)));
}
