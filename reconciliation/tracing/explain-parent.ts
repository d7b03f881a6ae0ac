import type { Pair, Problem } from '../comparing/pair';
import { Verdict } from '../comparing/verdict';
import type { Mapping } from '../mapping';
import { type Cause, CauseCode, type Hop } from './cause';
import { hopOf } from './hop';
import type { Parents } from './parents';
import { createRoot } from './root';

interface Finding {
  readonly code: CauseCode;
  readonly message: string;
  readonly hop: Hop;
}

/** The cause of a record whose parent explains it: the parent is not there, not fit, or left out. */
export function explainParent(
  pair: Pair,
  problem: Problem,
  mapping: Mapping,
  parent: Pair | undefined,
  parents: Parents,
): Cause {
  const field = problem.field.property;
  const { code, message, hop } = judgeParent(problem, mapping, parent, parents);
  const root = createRoot({ code, message, mapping: pair.mapping, field, record: hop });
  return { code, message, field, path: [hopOf(pair), hop], root };
}

/** The cause of a record whose parent is blocked itself: whatever explains the parent explains the record. */
export function behind(pair: Pair, problem: Problem, parent: Pair, upper: Cause): Cause {
  const message = `${parent.mapping.name} ${parent.legacyId ?? ''} is itself blocked: ${upper.root.message}`;
  return {
    code: CauseCode.PARENT_BLOCKED,
    message,
    field: problem.field.property,
    path: [hopOf(pair), ...upper.path],
    root: upper.root,
  };
}

/** Records that wait for each other have one root, whichever of them the search began with. */
export function waitingForEachOther(pair: Pair, problem: Problem, circle: readonly Pair[]): Cause {
  const hops = circle.map((member) => hopOf(member));
  const nameOf = (hop: Hop): string => `${hop.table}/${hop.legacyId ?? ''}`;
  const [record = hopOf(pair)] = [...hops].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  const code = CauseCode.PARENT_BLOCKED;
  const message = `${hops.map(nameOf).join(' and ')} wait for each other`;
  const field = problem.field.property;
  const root = createRoot({ code, message, mapping: pair.mapping, field, record });
  return { code, message, field, path: [hopOf(pair), record], root };
}

function judgeParent(problem: Problem, mapping: Mapping, parent: Pair | undefined, parents: Parents): Finding {
  const key = problem.value ?? '';
  const hop = (state: string): Hop => ({
    mapping,
    table: mapping.legacy.table.name,
    legacyId: key,
    newId: problem.newId ?? null,
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
    return {
      code: CauseCode.PARENT_NOT_ELIGIBLE,
      message,
      hop: { ...hop('exists, but is no such record'), verdict: null },
    };
  }
  const message = `${mapping.name} ${key} no longer exists in the legacy database`;
  return {
    code: CauseCode.PARENT_NOT_IN_LEGACY,
    message,
    hop: { ...hop('not in the legacy database'), verdict: null },
  };
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
