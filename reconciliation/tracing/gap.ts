import type { Pair, Problem } from '../comparing/pair';
import { stepsOf } from '../reading/steps';

/** The first record on the way to a problem's value that is named but not there. */
export function findGap(pair: Pair, problem: Problem): { table: string; legacyId: string } | null {
  const cells = pair.legacy?.cells;
  for (const path of problem.field.rule.reads) {
    for (const step of stepsOf(pair.mapping, path)) {
      const named = cells?.get(step.namedBy);
      if (typeof named === 'string' && cells?.get(step.id) === null) return { table: step.table.name, legacyId: named };
    }
  }
  return null;
}
