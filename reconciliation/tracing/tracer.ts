import { primaryColumn } from '../../entities/table';
import type { ComparedField, Pair, Problem } from '../comparing/pair';
import { recordKey } from '../comparing/pair';
import type { PairLoader } from '../comparing/pair-loader';
import { FieldState, Verdict } from '../comparing/verdict';
import type { Mapping } from '../mapping';
import { type Cause, CauseCode, type Hop } from './cause';
import { findGap } from './gap';
import { createRoot } from './root';

const STATE_WORDS: Record<Verdict, string> = {
  MATCHED: 'present',
  DIFFERENT: 'present',
  MISSING: 'not migrated',
  BLOCKED: 'blocked',
  EXCLUDED: 'left out on purpose',
  EXTRA: 'only on the new side',
  AMBIGUOUS: 'present more than once',
  UNREADABLE: 'unreadable',
};

export function hopOf(pair: Pair, state = STATE_WORDS[pair.verdict]): Hop {
  return {
    mapping: pair.mapping,
    table: pair.mapping.legacy.table.name,
    legacyId: pair.legacyId,
    newId: pair.rows[0]?.id ?? null,
    state,
  };
}

/** What is known of the parents that a batch of pairs waits for. */
interface Parents {
  pair(mapping: Mapping, key: string): Pair | undefined;
  causes(pair: Pair): readonly Cause[];
  /** The legacy table has the key, though it is no record of the mapping. */
  isOtherRecord(mapping: Mapping, key: string): boolean;
}

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
      if (parent === undefined || problem.value === null || !isParentProblem(problem) || seen.has(`${parent.name}/${problem.value}`)) continue;
      // A parent that others know by a natural key is named by that key and has no legacy id to walk from.
      if (parent.new.keyColumn === null) continue;
      wanted.set(parent, (wanted.get(parent) ?? new Set()).add(problem.value));
    }
    if (wanted.size === 0) return NO_PARENTS;
    const found = new Map<string, Pair>();
    const others = new Set<string>();
    for (const [mapping, keys] of wanted) {
      for (const key of keys) seen.add(`${mapping.name}/${key}`);
      for (const pair of await this.loader.listByLegacyIds(mapping, [...keys])) found.set(`${mapping.name}/${pair.legacyId ?? ''}`, pair);
      const absent = [...keys].filter((key) => found.get(`${mapping.name}/${key}`)?.legacy == null);
      for (const key of await this.loader.legacy.listExistingKeys(mapping, absent)) others.add(`${mapping.name}/${key}`);
    }
    const loaded = [...found.values()];
    const grandparents = await this.loadParents(loaded.filter((pair) => pair.verdict === Verdict.BLOCKED), seen);
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
        return pair.fields.filter((compared) => compared.state === FieldState.DIFFERENT).map((compared) => differs(pair, compared));
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
    const hop: Hop = { mapping, table: gap.table, legacyId: gap.legacyId, newId: null, state: 'not in the legacy database' };
    const code = CauseCode.PARENT_NOT_IN_LEGACY;
    const message = `${gap.table} ${gap.legacyId} no longer exists in the legacy database`;
    const root = createRoot({ code, message, mapping: pair.mapping, field: problem.field.property, record: hop });
    return { code, message, field: problem.field.property, path: [hopOf(pair), hop], root };
  }
}

/** The parent is in the way, and not the record's own value. */
const isParentProblem = (problem: Problem): boolean => problem.code.startsWith('PARENT_');

function ownProblem(pair: Pair, problem: Problem): Cause {
  const code = CauseCode[problem.code as keyof typeof CauseCode];
  const field = problem.field.property;
  const record = code === CauseCode.NOT_UNIQUE || code === CauseCode.VALUE_INVALID ? hopOf(pair) : null;
  const root = createRoot({ code, message: problem.message, mapping: pair.mapping, field, record, value: problem.value });
  return { code, message: problem.message, field, path: [hopOf(pair)], root };
}

interface Finding {
  readonly code: CauseCode;
  readonly message: string;
  readonly hop: Hop;
}

function explainParent(pair: Pair, problem: Problem, mapping: Mapping, key: string, parents: Parents): Cause {
  const parent = parents.pair(mapping, key);
  const field = problem.field.property;
  const upper = parent?.verdict === Verdict.BLOCKED ? parents.causes(parent)[0] : undefined;
  const finding = judgeParent(problem, mapping, key, parent, parents);
  if (upper !== undefined && parent !== undefined) {
    const message = `${mapping.name} ${key} is itself blocked: ${upper.root.message}`;
    return { code: CauseCode.PARENT_BLOCKED, message, field, path: [hopOf(pair), ...upper.path], root: upper.root };
  }
  const root = createRoot({ code: finding.code, message: finding.message, mapping: pair.mapping, field, record: finding.hop });
  return { code: finding.code, message: finding.message, field, path: [hopOf(pair), finding.hop], root };
}

function judgeParent(problem: Problem, mapping: Mapping, key: string, parent: Pair | undefined, parents: Parents): Finding {
  const name = `${mapping.name} ${key}`;
  const hop = (state: string): Hop => ({ mapping, table: mapping.legacy.table.name, legacyId: key, newId: parent?.rows[0]?.id ?? null, state });
  if (problem.code === 'PARENT_AMBIGUOUS') return { code: CauseCode.PARENT_AMBIGUOUS, message: problem.message, hop: hop('present more than once') };
  if (problem.code === 'PARENT_NOT_ELIGIBLE') return { code: CauseCode.PARENT_NOT_ELIGIBLE, message: problem.message, hop: hop('present, not eligible') };
  if (parent?.legacy == null) {
    if (parents.isOtherRecord(mapping, key)) {
      const table = mapping.legacy.table.name;
      return { code: CauseCode.PARENT_NOT_ELIGIBLE, message: `${table} ${key} exists but is none of the ${mapping.title}`, hop: hop('exists, but is no such record') };
    }
    return { code: CauseCode.PARENT_NOT_IN_LEGACY, message: `${name} no longer exists in the legacy database`, hop: hop('not in the legacy database') };
  }
  switch (parent.verdict) {
    case Verdict.EXCLUDED:
    case Verdict.EXTRA:
      return { code: CauseCode.PARENT_EXCLUDED, message: `${name} was left out on purpose: ${mapping.legacy.scope?.because ?? ''}`, hop: hopOf(parent) };
    case Verdict.UNREADABLE:
      return { code: CauseCode.PARENT_UNREADABLE, message: `${name} holds values that cannot be decoded`, hop: hopOf(parent) };
    default:
      return { code: CauseCode.PARENT_MISSING, message: `${name} was not migrated, though nothing stands in its way`, hop: hopOf(parent) };
  }
}

function differs(pair: Pair, compared: ComparedField): Cause {
  const field = compared.field.property;
  const code = CauseCode.VALUE_DIFFERS;
  const message = `${field} is not what its rule gives (${compared.field.rule.words})`;
  const root = createRoot({ code, message, mapping: pair.mapping, field });
  return { code, message, field, path: [hopOf(pair)], root };
}

function unreadable(pair: Pair): Cause[] {
  const code = CauseCode.VALUE_UNREADABLE;
  const broken = pair.fields.filter((compared) => compared.state === FieldState.UNREADABLE);
  return broken.map((compared) => {
    const field = compared.field.property;
    const root = createRoot({ code, message: `${field} cannot be decoded`, mapping: pair.mapping, field, record: hopOf(pair) });
    return { code, message: compared.because ?? `${field} cannot be decoded`, field, path: [hopOf(pair)], root };
  });
}

/** A cause that concerns the record as a whole. */
function whole(pair: Pair): Cause {
  const [code, message] = wholeFinding(pair);
  const record = code === CauseCode.NOT_MIGRATED ? null : { ...hopOf(pair), legacyId: recordKey(pair) };
  return { code, message, field: null, path: [hopOf(pair)], root: createRoot({ code, message, mapping: pair.mapping, record }) };
}

function wholeFinding(pair: Pair): [CauseCode, string] {
  const { mapping } = pair;
  if (pair.verdict === Verdict.MISSING) return [CauseCode.NOT_MIGRATED, 'nothing stands in the way: it can be migrated now'];
  if (pair.verdict === Verdict.AMBIGUOUS) return [CauseCode.LOADED_TWICE, `${pair.rows.length} rows of ${mapping.new.table.name} claim this record`];
  if (pair.legacy !== null) return [CauseCode.OUT_OF_SCOPE, `exists although the mapping leaves it out: ${mapping.legacy.scope?.because ?? ''}`];
  const key = primaryColumn(mapping.legacy.table).name;
  return [CauseCode.NOT_IN_LEGACY, `claims a ${mapping.legacy.table.name} ${key} that does not exist`];
}
