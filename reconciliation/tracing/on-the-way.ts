import type { Pair, Problem } from '../comparing/pair';
import { type Cause, CauseCode, type Hop } from './cause';
import { hopOf } from './hop';
import { createRoot } from './root';

/** The path to the parent breaks at a record that the legacy side lacks. */
export function goneOnTheWay(pair: Pair, problem: Problem, passed: readonly Hop[], hop: Hop): Cause {
  const field = problem.field.property;
  const code = CauseCode.PARENT_NOT_IN_LEGACY;
  const message = `${hop.table} ${hop.legacyId ?? ''} no longer exists in the legacy database`;
  // What does not exist has no verdict.
  const record: Hop = { ...hop, verdict: null };
  const root = createRoot({ code, message, mapping: pair.mapping, field, record });
  return { code, message, field, path: [hopOf(pair), ...passed, record], root };
}

/** The last record on the way is there and leaves unset what the path needs. */
export function unsetOnTheWay(pair: Pair, problem: Problem, passed: readonly Hop[], path: string): Cause {
  const field = problem.field.property;
  const code = CauseCode.REQUIRED_VALUE_MISSING;
  const record = passed.at(-1) ?? hopOf(pair);
  const property = path.slice(path.lastIndexOf('.') + 1);
  const message = `${record.table} ${record.legacyId ?? ''}: ${property} is not set, and ${field} needs it`;
  const root = createRoot({ code, message, mapping: pair.mapping, field, record, value: property });
  return { code, message, field, path: [hopOf(pair), ...passed], root };
}
