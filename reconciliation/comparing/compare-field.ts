import { isCompared, isRequiredReference, type MappedField } from '../mapping';
import { meaningOf, type NewRecord } from '../reading/new-reader';
import { type Cell, normalise, readJson, Unreadable, WRAPPING } from '../value';
import type { FieldExpectation } from './expectation';
import { digest } from './fingerprint';
import type { ComparedField, Problem } from './pair';
import { pointsAt, type References, type Resolution } from './resolve-references';
import { FieldState } from './verdict';

/** A person's standing decision that a field holds something else than its rule says. */
export interface Decision {
  readonly property: string;
  /** The new side's text; null: NULL. */
  readonly value: string | null;
  /** The legacy values it was taken on; the decision lapses when they change. */
  readonly legacyDigest: string;
}

export const decisionDigest = (legacy: readonly Cell[]): string => digest(legacy);

export function isSame(field: MappedField, expected: string | null, actual: string | null): boolean {
  if (expected === null || actual === null) return expected === actual;
  if (field.rule.equal !== undefined) return field.rule.equal(expected, actual);
  return normalise(field.column.kind, expected) === normalise(field.column.kind, actual);
}

interface Finding {
  readonly compared: ComparedField;
  readonly problem: Problem | null;
}

export interface Subject {
  readonly expectation: FieldExpectation;
  readonly row: NewRecord | undefined;
  readonly decision: Decision | undefined;
  readonly references: References;
}

/** Compares one field. The row may be absent: then the finding says what the field should become, or why it cannot. */
export function compareField(subject: Subject): Finding {
  const { expectation, row, decision } = subject;
  const { field, legacy, outcome } = expectation;
  const actual = row === undefined ? undefined : row.cells.get(field.property);
  if (!isCompared(field.rule)) return found(subject, actual, undefined, FieldState.NOT_COMPARED);
  if ('unreadable' in outcome) return found(subject, actual, undefined, FieldState.UNREADABLE, outcome.unreadable);
  const broken = brokenReason(field, actual);
  if (broken !== null) return found(subject, actual, undefined, FieldState.UNREADABLE, `${field.property}: ${broken}`);
  if (decision !== undefined && decision.legacyDigest === decisionDigest(legacy))
    return compareDecided(subject, actual, decision.value);
  if ('problem' in outcome)
    return blocked(subject, actual, { ...outcome.problem, field, value: outcome.problem.value ?? null });
  if (field.rule.reference !== undefined) return compareReference(subject, actual, outcome.value);
  return compareValue(subject, actual, outcome.value);
}

function found(
  { expectation, row }: Subject,
  actual: Cell | undefined,
  expected: string | null | undefined,
  state: FieldState,
  because: string | null = null,
  problem: Problem | null = null,
): Finding {
  const { field, legacy, outcome } = expectation;
  const isReference = field.rule.reference !== undefined;
  const expectedMeaning = isReference && 'value' in outcome ? outcome.value : null;
  const actualMeaning = isReference ? asText(row?.meanings.get(meaningOf(field))) : null;
  return { compared: { field, state, legacy, expected, actual, expectedMeaning, actualMeaning, because }, problem };
}

const asText = (cell: Cell | undefined): string | null => (typeof cell === 'string' ? cell : null);

function blocked(subject: Subject, actual: Cell | undefined, problem: Problem): Finding {
  const state = actual === undefined ? FieldState.BLOCKED : FieldState.DIFFERENT;
  return found(subject, actual, undefined, state, problem.message, problem);
}

/** Why an actual value cannot be compared; a JSON column can only be unreadable when it is no jsonb. */
export function brokenReason(field: MappedField, actual: Cell | undefined): string | null {
  if (actual instanceof Unreadable) return actual.reason;
  if (field.column.kind !== 'json' || typeof actual !== 'string') return null;
  const checked = readJson(actual, WRAPPING);
  return checked instanceof Unreadable ? checked.reason : null;
}

function compareValue(subject: Subject, actual: Cell | undefined, expected: string | null): Finding {
  if (actual === undefined) return found(subject, actual, expected, FieldState.NOT_COMPARED);
  const { field } = subject.expectation;
  const text = asText(actual);
  if (isSame(field, expected, text)) return found(subject, actual, expected, FieldState.EQUAL);
  return found(subject, actual, expected, FieldState.DIFFERENT, differenceOf(field, expected, text));
}

function compareDecided(subject: Subject, actual: Cell | undefined, decided: string | null): Finding {
  if (actual === undefined) return found(subject, actual, decided, FieldState.NOT_COMPARED);
  const isKept = isSame(subject.expectation.field, decided, asText(actual));
  return found(subject, actual, decided, isKept ? FieldState.DECIDED : FieldState.DIFFERENT);
}

/** Names differences that people overlook, without repeating the values. */
function differenceOf(field: MappedField, expected: string | null, actual: string | null): string | null {
  if (expected === null || actual === null)
    return expected === '' || actual === '' ? 'NULL against an empty text' : null;
  if (field.column.kind === 'json') return 'the documents mean different things';
  if (field.column.kind !== 'text') return null;
  if (expected.trim() === actual.trim()) return 'differs in leading or trailing white space only';
  if (expected.toLowerCase() === actual.toLowerCase()) return 'differs in letter case only';
  return expected.normalize('NFC') === actual.normalize('NFC') ? 'differs in Unicode composition only' : null;
}

/** Holds the legacy key that the path leads to against the one that the actual id stands for. */
function compareReference(subject: Subject, actual: Cell | undefined, key: string | null): Finding {
  const { row, references, expectation } = subject;
  const { field } = expectation;
  if (pointsAt(field, row, key)) {
    // With no key and an id that is set, the row points at a native row, or at none, where the legacy record names nobody.
    const isStray = key === null && asText(actual) !== null;
    return found(subject, actual, isStray ? null : asText(actual), isStray ? FieldState.DIFFERENT : FieldState.EQUAL);
  }
  if (key === null) return compareValue(subject, actual, null);
  const resolution = references.resolve(field, key);
  if (resolution.outcome === 'FOUND') return compareValue(subject, actual, resolution.id);
  // Where there are two parents nobody can say which is meant; NULL would lose the link without a word.
  if (!isRequiredReference(field) && resolution.outcome !== 'AMBIGUOUS') return compareValue(subject, actual, null);
  return blocked(subject, actual, parentProblem(field, key, resolution));
}

function parentProblem(
  field: MappedField,
  key: string,
  resolution: Exclude<Resolution, { outcome: 'FOUND' }>,
): Problem {
  const { reference } = field.rule;
  const name = `${reference?.mapping().name ?? ''} ${key}`;
  switch (resolution.outcome) {
    case 'NOT_ELIGIBLE': {
      const message = `${name} is not eligible: ${reference?.eligible?.because ?? ''}`;
      return { code: 'PARENT_NOT_ELIGIBLE', field, value: key, newId: resolution.id, message };
    }
    case 'AMBIGUOUS': {
      const message = `${name} exists more than once on the new side`;
      return { code: 'PARENT_AMBIGUOUS', field, value: key, newId: resolution.id, message };
    }
    default:
      return { code: 'PARENT_UNRESOLVED', field, value: key, message: `${name} is not on the new side` };
  }
}
