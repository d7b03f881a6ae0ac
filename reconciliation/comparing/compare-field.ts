import { isCompared, isRequiredReference, type MappedField } from '../mapping';
import type { NewRecord } from '../reading/new-reader';
import { type Cell, canonicalJson, normalise, readJson, Unreadable } from '../value';
import { digest } from './fingerprint';
import type { FieldExpectation } from './expectation';
import type { ComparedField, Problem } from './pair';
import { pointsAt, type References } from './resolve-references';
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

interface Subject {
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
  const base = {
    field,
    legacy,
    actual,
    expectedMeaning: null,
    actualMeaning: meaningOf(row, field),
    because: null,
  };
  if (!isCompared(field.rule)) {
    return { compared: { ...base, expected: undefined, state: FieldState.NOT_COMPARED }, problem: null };
  }
  if ('unreadable' in outcome) return unreadable(base, outcome.unreadable);
  const broken = brokenReason(field, actual);
  if (broken !== null) return unreadable(base, `${field.property}: ${broken}`);
  if (decision !== undefined && decision.legacyDigest === decisionDigest(legacy)) {
    return { compared: { ...base, expected: decision.value, state: decidedState(field, decision.value, actual) }, problem: null };
  }
  if ('problem' in outcome) return blocked(base, { ...outcome.problem, field, value: outcome.problem.value ?? null });
  return field.rule.reference === undefined
    ? { compared: { ...base, expected: outcome.value, ...valueState(field, outcome.value, actual) }, problem: null }
    : compareReference(base, outcome.value, subject);
}

type Base = Omit<ComparedField, 'state' | 'expected'>;

function meaningOf(row: NewRecord | undefined, field: MappedField): string | null {
  const meaning = row?.meanings.get(field.property);
  return typeof meaning === 'string' ? meaning : null;
}

function unreadable(base: Base, because: string): Finding {
  return { compared: { ...base, expected: undefined, because, state: FieldState.UNREADABLE }, problem: null };
}

function blocked(base: Base, problem: Problem): Finding {
  const state = base.actual === undefined ? FieldState.BLOCKED : FieldState.DIFFERENT;
  return { compared: { ...base, expected: undefined, because: problem.message, state }, problem };
}

/** Why an actual value cannot be compared; a JSON column can only be unreadable when it is no jsonb. */
function brokenReason(field: MappedField, actual: Cell | undefined): string | null {
  if (actual instanceof Unreadable) return actual.reason;
  if (field.column.kind !== 'json' || typeof actual !== 'string') return null;
  const checked = readJson(actual);
  return checked instanceof Unreadable ? checked.reason : null;
}

const asText = (cell: Cell | undefined): string | null => (typeof cell === 'string' ? cell : null);

function valueState(field: MappedField, expected: string | null, actual: Cell | undefined): { state: FieldState; because: string | null } {
  if (actual === undefined) return { state: FieldState.NOT_COMPARED, because: null };
  if (isSame(field, expected, asText(actual))) return { state: FieldState.EQUAL, because: null };
  return { state: FieldState.DIFFERENT, because: differenceOf(field, expected, asText(actual)) };
}

function decidedState(field: MappedField, decided: string | null, actual: Cell | undefined): FieldState {
  if (actual === undefined) return FieldState.NOT_COMPARED;
  return isSame(field, decided, asText(actual)) ? FieldState.DECIDED : FieldState.DIFFERENT;
}

/** Names differences that people overlook, without repeating the values. */
function differenceOf(field: MappedField, expected: string | null, actual: string | null): string | null {
  if (expected === null || actual === null) return expected === '' || actual === '' ? 'NULL against an empty text' : null;
  if (field.column.kind === 'json') return canonicalJson(expected) === canonicalJson(actual) ? null : 'the documents mean different things';
  if (field.column.kind !== 'text') return null;
  if (expected.trim() === actual.trim()) return 'differs in leading or trailing white space only';
  if (expected.toLowerCase() === actual.toLowerCase()) return 'differs in letter case only';
  return expected.normalize('NFC') === actual.normalize('NFC') ? 'differs in Unicode composition only' : null;
}

/** Holds the legacy key that the path leads to against the one that the actual id stands for. */
function compareReference(base: Base, key: string | null, { row, references }: Subject): Finding {
  const { field } = base;
  const expectedMeaning = key;
  if (pointsAt(field, row, key)) {
    const expected = asText(base.actual);
    return key === null && expected !== null
      ? // The id is set and leads to a native row or to none at all, while the legacy record names nobody.
        { compared: { ...base, expectedMeaning, expected: null, state: FieldState.DIFFERENT }, problem: null }
      : { compared: { ...base, expectedMeaning, expected, state: FieldState.EQUAL }, problem: null };
  }
  if (key === null) return { compared: { ...base, expectedMeaning, expected: null, ...valueState(field, null, base.actual) }, problem: null };
  const resolution = references.resolve(field, key);
  if (resolution.outcome === 'FOUND') {
    return { compared: { ...base, expectedMeaning, expected: resolution.id, ...valueState(field, resolution.id, base.actual) }, problem: null };
  }
  if (!isRequiredReference(field)) {
    return { compared: { ...base, expectedMeaning, expected: null, ...valueState(field, null, base.actual) }, problem: null };
  }
  return blocked({ ...base, expectedMeaning }, parentProblem(field, key, resolution.outcome));
}

function parentProblem(field: MappedField, key: string, outcome: 'UNRESOLVED' | 'NOT_ELIGIBLE' | 'AMBIGUOUS'): Problem {
  const { reference } = field.rule;
  const name = `${reference?.mapping().name ?? ''} ${key}`;
  if (outcome === 'NOT_ELIGIBLE') {
    return { code: 'PARENT_NOT_ELIGIBLE', field, value: key, message: `${name} is not eligible: ${reference?.eligible?.because ?? ''}` };
  }
  if (outcome === 'AMBIGUOUS') return { code: 'PARENT_AMBIGUOUS', field, value: key, message: `${name} exists more than once on the new side` };
  return { code: 'PARENT_UNRESOLVED', field, value: key, message: `${name} is not on the new side` };
}
