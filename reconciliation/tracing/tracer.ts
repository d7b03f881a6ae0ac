import type { Pair, Problem } from '../comparing/pair';
import type { PairLoader } from '../comparing/pair-loader';
import { FieldState, Verdict } from '../comparing/verdict';
import type { Mapping } from '../mapping';
import type { Cause, Hop } from './cause';
import { behind, explainParent, waitingForEachOther } from './explain-parent';
import { goneOnTheWay, unsetOnTheWay } from './on-the-way';
import { differs, isParentProblem, ownProblem, unreadable, whole } from './own-causes';
import { Parents } from './parents';
import { type Waypoint, walk } from './way';

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
    const way = walk(pair, problem);
    const passed = way.passed.map((waypoint) => this.hopAt(waypoint, 'on the way'));
    if (way.gone !== null)
      return goneOnTheWay(pair, problem, passed, this.hopAt(way.gone, 'not in the legacy database'));
    if (way.unset !== null) return unsetOnTheWay(pair, problem, passed, way.unset);
    const mapping = problem.field.rule.reference?.mapping();
    if (mapping === undefined || !isParentProblem(problem) || problem.value === null) return ownProblem(pair, problem);
    const parent = parents.find(mapping, problem.value);
    const upper = this.explainUpper(pair, problem, parent, parents, trail);
    const cause = upper ?? explainParent(pair, problem, mapping, parent, parents);
    const [own, ...others] = cause.path;
    return own === undefined ? cause : { ...cause, path: [own, ...passed, ...others] };
  }

  /** The cause of a record whose parent is blocked itself; null: the parent explains the record. */
  private explainUpper(
    pair: Pair,
    problem: Problem,
    parent: Pair | undefined,
    parents: Parents,
    trail: readonly Pair[],
  ): Cause | null {
    if (parent?.verdict !== Verdict.BLOCKED) return null;
    if (trail.includes(parent)) return waitingForEachOther(pair, problem, trail.slice(trail.indexOf(parent)));
    const [first] = parent.problems;
    if (first === undefined) return null;
    return behind(pair, problem, parent, this.explain(parent, first, parents, [...trail, parent]));
  }

  private hopAt({ table, legacyId }: Waypoint, state: string): Hop {
    const mapping = this.mappings.find((candidate) => candidate.legacy.table === table) ?? null;
    return { mapping, table: table.name, legacyId, newId: null, state };
  }
}
