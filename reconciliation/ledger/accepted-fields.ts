import { digest } from '../comparing/fingerprint';
import type { ComparedField, Pair } from '../comparing/pair';
import { FieldState, Verdict } from '../comparing/verdict';
import type { Cause } from '../tracing/cause';
import type { Part } from './waived';

const CONCERNED = [FieldState.DIFFERENT, FieldState.UNREADABLE, FieldState.BLOCKED];

/** The fields that differ, cannot be read or stand in the way, each once. */
export const concernedFields = (pair: Pair): string[] => [
  ...new Set([
    ...pair.fields.filter((compared) => CONCERNED.includes(compared.state)).map((compared) => compared.field.property),
    ...pair.problems.map((problem) => problem.field.property),
  ]),
];

/** Verdicts that lie in single fields. Of any other there is nothing that could be accepted field by field. */
const OF_FIELDS = [Verdict.DIFFERENT, Verdict.UNREADABLE];

/** The fields of a pair that can be accepted one by one: they differ or cannot be read, and make its verdict. */
export function listAcceptable(pair: Pair): readonly ComparedField[] {
  if (!OF_FIELDS.includes(pair.verdict)) return [];
  return pair.fields.filter(({ state }) => state === FieldState.DIFFERENT || state === FieldState.UNREADABLE);
}

/** What the acceptance of one field rests on: both sides' values of it, and what its rule makes of the legacy one. */
export const fieldDigest = ({ field, legacy, expected, actual }: ComparedField): string =>
  digest([field.property, field.rule.words, ...legacy, expected, actual]);

/** Digests of the fields that can be accepted, by field. */
export const fieldDigests = (pair: Pair): Map<string, string> =>
  new Map(listAcceptable(pair).map((compared) => [compared.field.property, fieldDigest(compared)]));

/** All that is wrong with a pair: every cause, and every acceptable field that none of them is about. */
export function partsOf(causes: readonly Cause[], digests: ReadonlyMap<string, string>): Part[] {
  const ofCauses = causes.map(({ field, root }) => ({
    rootCause: root.id,
    field,
    digest: field === null ? null : (digests.get(field) ?? null),
  }));
  const named = new Set(causes.map(({ field }) => field));
  const others = [...digests].filter(([field]) => !named.has(field));
  return [...ofCauses, ...others.map(([field, digest]) => ({ rootCause: null, field, digest }))];
}
