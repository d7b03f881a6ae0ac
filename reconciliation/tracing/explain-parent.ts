import type { Pair, Problem } from '../comparing/pair';
import { Verdict } from '../comparing/verdict';
import type { Mapping } from '../mapping';
import { type Cause, CauseCode, type Hop } from './cause';
import { hopOf } from './hop';
import { createRoot } from './root';

/** What is known of the parents that a batch of pairs waits for. */
export interface Parents {
  pair(mapping: Mapping, key: string): Pair | undefined;
  causes(pair: Pair): readonly Cause[];
  /** The legacy table has the key, though it is no record of the mapping. */
  isOtherRecord(mapping: Mapping, key: string): boolean;
}

interface Finding {
  readonly code: CauseCode;
  readonly message: string;
  readonly hop: Hop;
}

export function explainParent(pair: Pair, problem: Problem, mapping: Mapping, key: string, parents: Parents): Cause {
  const parent = parents.pair(mapping, key);
  const field = problem.field.property;
  const upper = parent?.verdict === Verdict.BLOCKED ? parents.causes(parent)[0] : undefined;
  const finding = judgeParent(problem, mapping, key, parent, parents);
  if (upper !== undefined && parent !== undefined) {
    const message = `${mapping.name} ${key} is itself blocked: ${upper.root.message}`;
    return { code: CauseCode.PARENT_BLOCKED, message, field, path: [hopOf(pair), ...upper.path], root: upper.root };
  }
  const root = createRoot({
    code: finding.code,
    message: finding.message,
    mapping: pair.mapping,
    field,
    record: finding.hop,
  });
  return { code: finding.code, message: finding.message, field, path: [hopOf(pair), finding.hop], root };
}

function judgeParent(
  problem: Problem,
  mapping: Mapping,
  key: string,
  parent: Pair | undefined,
  parents: Parents,
): Finding {
  const hop = (state: string): Hop => ({
    mapping,
    table: mapping.legacy.table.name,
    legacyId: key,
    newId: parent?.rows[0]?.id ?? null,
    state,
  });
  if (problem.code === 'PARENT_AMBIGUOUS') {
    return { code: CauseCode.PARENT_AMBIGUOUS, message: problem.message, hop: hop('present more than once') };
  }
  if (problem.code === 'PARENT_NOT_ELIGIBLE') {
    return { code: CauseCode.PARENT_NOT_ELIGIBLE, message: problem.message, hop: hop('present, not eligible') };
  }
  if (parent?.legacy == null) return judgeAbsent(mapping, key, parents.isOtherRecord(mapping, key), hop);
  return judgePresent(mapping, key, parent);
}

/** The mapping has no such legacy record: its table lacks the key, or has it for something else. */
function judgeAbsent(mapping: Mapping, key: string, isOtherRecord: boolean, hop: (state: string) => Hop): Finding {
  if (isOtherRecord) {
    const message = `${mapping.legacy.table.name} ${key} exists but is none of the ${mapping.title}`;
    return { code: CauseCode.PARENT_NOT_ELIGIBLE, message, hop: hop('exists, but is no such record') };
  }
  const message = `${mapping.name} ${key} no longer exists in the legacy database`;
  return { code: CauseCode.PARENT_NOT_IN_LEGACY, message, hop: hop('not in the legacy database') };
}

function judgePresent(mapping: Mapping, key: string, parent: Pair): Finding {
  const name = `${mapping.name} ${key}`;
  const hop = hopOf(parent);
  switch (parent.verdict) {
    case Verdict.EXCLUDED:
    case Verdict.EXTRA: {
      const message = `${name} was left out on purpose: ${mapping.legacy.scope?.because ?? ''}`;
      return { code: CauseCode.PARENT_EXCLUDED, message, hop };
    }
    case Verdict.UNREADABLE:
      return { code: CauseCode.PARENT_UNREADABLE, message: `${name} holds values that cannot be decoded`, hop };
    default: {
      const message = `${name} was not migrated, though nothing stands in its way`;
      return { code: CauseCode.PARENT_MISSING, message, hop };
    }
  }
}
