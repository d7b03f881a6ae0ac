import type { Pair } from '../../reconciliation/comparing/pair';
import { FieldState } from '../../reconciliation/comparing/verdict';
import { isCompared } from '../../reconciliation/mapping';
import type { Cause } from '../../reconciliation/tracing/cause';
import type { Expected } from './fixture';
import { uuidOf } from './two-sides';

/** How one record stands, in the words of a fixture. */
export interface Outcome {
  readonly verdict: string;
  readonly fields: readonly string[];
  readonly causes?: readonly string[];
}

const CONCERNED = [FieldState.DIFFERENT, FieldState.UNREADABLE, FieldState.BLOCKED];

/** The fields that differ, cannot be read or stand in the way. */
export function concernedFields(pair: Pair): string[] {
  const compared = pair.fields.filter((field) => isCompared(field.field.rule) && CONCERNED.includes(field.state));
  return [...new Set([...compared, ...pair.problems].map(({ field }) => field.property))].sort();
}

/** A record is named by its legacy key, or by its new id when the legacy side has none. */
export const nameOf = (pair: Pair): string => pair.legacy?.key ?? `new ${pair.rows[0]?.id ?? ''}`;

export function outcomeOf(pair: Pair, causes: readonly Cause[]): Outcome {
  return { verdict: pair.verdict, fields: concernedFields(pair), causes: causes.map((cause) => cause.code) };
}

/** The expected outcomes by the names of their records. */
export function expectedOutcomes(expected: readonly Expected[]): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const { legacyId, newId, verdict, fields = [], causes } of expected) {
    const names = newId === undefined ? [legacyId ?? []].flat().map(String) : [`new ${uuidOf(newId)}`];
    for (const name of names) {
      if (outcomes.has(name)) throw new Error(`${name} is expected twice`);
      outcomes.set(name, { verdict, fields: [...fields].sort(), ...(causes === undefined ? {} : { causes }) });
    }
  }
  return outcomes;
}
