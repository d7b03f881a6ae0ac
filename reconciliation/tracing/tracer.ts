import type { Pair, Problem } from '../comparing/pair';
import type { PairLoader } from '../comparing/pair-loader';
import { FieldState, Verdict } from '../comparing/verdict';
import type { Mapping } from '../mapping';
import { type Cause, CauseCode, type Hop } from './cause';
import { behind, explainParent, waitingForEachOther } from './explain-parent';
import { findGap } from './gap';
import { hopOf } from './hop';
import { differs, isParentProblem, ownProblem, unreadable, whole } from './own-causes';
import { Parents } from './parents';
import { createRoot } from './root';

/** Finds the causes of pairs by walking their references up to the first record that explains the rest. */
export class Tracer {
  constructor(
    private readonly loader: PairLoader,
    private readonly mappings: readonly Mapping[],
  ) {}

  /** The causes of each pair, in the order given; none for MATCHED and EXCLUDED. */
  async trace(pairs: readonly Pair[]): Promise<(readonly Cause[])[]> {
    const parents = new Parents(this.loader);
    await parents.gather(pairs);
    return pairs.map((pair) => this.causesOf(pair, parents));
  }

  private causesOf(pair: Pair, parents: Parents): Cause[] {
    switch (pair.verdict) {
      case Verdict.MATCHED:
      case Verdict.EXCLUDED:
        return [];
      case Verdict.BLOCKED:
        return pair.problems.map((problem) => this.explain(pair, problem, parents, [pair]));
      case Verdict.DIFFERENT:
        return pair.fields
          .filter((compared) => compared.state === FieldState.DIFFERENT)
          .map((compared) => differs(pair, compared));
      case Verdict.UNREADABLE:
        return unreadable(pair);
      default:
        return [whole(pair)];
    }
  }

  /** Walks from a problem to the record that explains it; `trail` holds the records walked so far. */
  private explain(pair: Pair, problem: Problem, parents: Parents, trail: readonly Pair[]): Cause {
    const gap = findGap(pair, problem);
    if (gap !== null) return this.goneOnTheWay(pair, problem, gap);
    const mapping = problem.field.rule.reference?.mapping();
    if (mapping === undefined || !isParentProblem(problem) || problem.value === null) return ownProblem(pair, problem);
    const parent = parents.find(mapping, problem.value);
    if (parent?.verdict !== Verdict.BLOCKED) return explainParent(pair, problem, mapping, parent, parents);
    if (trail.includes(parent)) return waitingForEachOther(pair, problem, trail.slice(trail.indexOf(parent)));
    const [first] = parent.problems;
    if (first === undefined) return explainParent(pair, problem, mapping, parent, parents);
    return behind(pair, problem, parent, this.explain(parent, first, parents, [...trail, parent]));
  }

  /** The path to the parent breaks at a record that the legacy side lacks. */
  private goneOnTheWay(pair: Pair, problem: Problem, gap: { table: string; legacyId: string }): Cause {
    const mapping = this.mappings.find((candidate) => candidate.legacy.table.name === gap.table) ?? null;
    const hop: Hop = {
      mapping,
      table: gap.table,
      legacyId: gap.legacyId,
      newId: null,
      state: 'not in the legacy database',
      verdict: null,
    };
    const code = CauseCode.PARENT_NOT_IN_LEGACY;
    const message = `${gap.table} ${gap.legacyId} no longer exists in the legacy database`;
    const root = createRoot({ code, message, mapping: pair.mapping, field: problem.field.property, record: hop });
    return { code, message, field: problem.field.property, path: [hopOf(pair), hop], root };
  }
}
