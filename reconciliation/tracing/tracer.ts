import type { Pair, Problem } from '../comparing/pair';
import type { PairLoader } from '../comparing/pair-loader';
import { FieldState, Verdict } from '../comparing/verdict';
import type { Mapping } from '../mapping';
import { type Cause, CauseCode, type Hop } from './cause';
import { explainParent, type Parents } from './explain-parent';
import { findGap } from './gap';
import { hopOf } from './hop';
import { differs, isParentProblem, ownProblem, unreadable, whole } from './own-causes';
import { createRoot } from './root';

const NO_PARENTS: Parents = { pair: () => undefined, causes: () => [], isOtherRecord: () => false };

/** Finds the causes of pairs by walking their references up to the first record that explains the rest. */
export class Tracer {
  constructor(
    private readonly loader: PairLoader,
    private readonly mappings: readonly Mapping[],
  ) {}

  /** The causes of each pair, in the order given; none for MATCHED and EXCLUDED. */
  async trace(pairs: readonly Pair[]): Promise<(readonly Cause[])[]> {
    const parents = await this.loadParents(pairs, new Set());
    return pairs.map((pair) => this.causesOf(pair, parents));
  }

  /** Loads the parents in the way, and theirs, one batch for each mapping and level. `seen` stops circles. */
  private async loadParents(pairs: readonly Pair[], seen: Set<string>): Promise<Parents> {
    const wanted = new Map<Mapping, Set<string>>();
    for (const problem of pairs.flatMap((pair) => pair.problems)) {
      const parent = problem.field.rule.reference?.mapping();
      if (
        parent === undefined ||
        problem.value === null ||
        !isParentProblem(problem) ||
        seen.has(`${parent.name}/${problem.value}`)
      )
        continue;
      // A parent that others know by a natural key is named by that key and has no legacy id to walk from.
      if (parent.new.keyColumn === null) continue;
      wanted.set(parent, (wanted.get(parent) ?? new Set()).add(problem.value));
    }
    if (wanted.size === 0) return NO_PARENTS;
    const found = new Map<string, Pair>();
    const others = new Set<string>();
    for (const [mapping, keys] of wanted) {
      for (const key of keys) seen.add(`${mapping.name}/${key}`);
      for (const pair of await this.loader.listByLegacyIds(mapping, [...keys]))
        found.set(`${mapping.name}/${pair.legacyId ?? ''}`, pair);
      const absent = [...keys].filter((key) => found.get(`${mapping.name}/${key}`)?.legacy == null);
      for (const key of await this.loader.legacy.listExistingKeys(mapping, absent))
        others.add(`${mapping.name}/${key}`);
    }
    const loaded = [...found.values()];
    const grandparents = await this.loadParents(
      loaded.filter((pair) => pair.verdict === Verdict.BLOCKED),
      seen,
    );
    const causes = new Map(loaded.map((pair) => [pair, this.causesOf(pair, grandparents)]));
    return {
      pair: (mapping, key) => found.get(`${mapping.name}/${key}`),
      causes: (pair) => causes.get(pair) ?? [],
      isOtherRecord: (mapping, key) => others.has(`${mapping.name}/${key}`),
    };
  }

  private causesOf(pair: Pair, parents: Parents): Cause[] {
    switch (pair.verdict) {
      case Verdict.MATCHED:
      case Verdict.EXCLUDED:
        return [];
      case Verdict.BLOCKED:
        return pair.problems.map((problem) => this.explain(pair, problem, parents));
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

  private explain(pair: Pair, problem: Problem, parents: Parents): Cause {
    const gap = findGap(pair, problem);
    if (gap !== null) return this.goneOnTheWay(pair, problem, gap);
    const parent = problem.field.rule.reference?.mapping();
    if (parent === undefined || !isParentProblem(problem) || problem.value === null) return ownProblem(pair, problem);
    return explainParent(pair, problem, parent, problem.value, parents);
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
    };
    const code = CauseCode.PARENT_NOT_IN_LEGACY;
    const message = `${gap.table} ${gap.legacyId} no longer exists in the legacy database`;
    const root = createRoot({ code, message, mapping: pair.mapping, field: problem.field.property, record: hop });
    return { code, message, field: problem.field.property, path: [hopOf(pair), hop], root };
  }
}
