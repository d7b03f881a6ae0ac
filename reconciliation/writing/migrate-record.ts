import { ChangeKind } from '../../entities/ledger/change';
import { decisionDigest } from '../comparing/compare-field';
import { digest } from '../comparing/fingerprint';
import type { ComparedField, Pair, Problem } from '../comparing/pair';
import { Verdict } from '../comparing/verdict';
import { fieldOf, isCompared, type Mapping } from '../mapping';
import { type GivenValue, givenField, resolveGiven } from './given-value';
import { newIdFor } from './new-id';
import type { Plan, PlannedWrite } from './plan';
import { Refusal, RefusalCode } from './refusal';
import { byColumn, type WriteSession } from './session';

export interface MigrateRequest {
  readonly mapping: Mapping;
  readonly legacyId: string;
  readonly withParents: boolean;
  readonly overrides: readonly GivenValue[];
}

/** New-side texts by property that stand in for what the rules give. */
type Substitutes = ReadonlyMap<string, string | null>;

const NOTHING_GIVEN: Substitutes = new Map();

/** Records that one migration creates together, by mapping and legacy id, in the order in which they were found. */
type Together = Map<string, Pair>;

const nameOf = (mapping: Mapping, legacyId: string): string => `${mapping.name}/${legacyId}`;

/** Plans the missing counterpart of a legacy record and, where asked, of its missing parents first. */
export async function planMigration(session: WriteSession, request: MigrateRequest): Promise<Plan> {
  const { mapping, legacyId } = request;
  const pair = await takeMissing(session, mapping, legacyId);
  const given = await resolveOverrides(session, request);
  const together: Together = new Map();
  await gatherParents(session, pair, given, request.withParents, together);
  const place = (parent: Pair): number => session.mappings.indexOf(parent.mapping);
  const ordered = [...together.values()].sort((one, other) => place(one) - place(other));
  const parents = ordered.map((parent) => planInsert(parent, together, NOTHING_GIVEN));
  for (const parent of ordered) refuseIneligible(parent, NOTHING_GIVEN, together, parents);
  const write = planInsert(pair, together, given);
  refuseIneligible(pair, given, together, parents);
  const basis = parents.map((parent) => JSON.stringify(parent.values));
  return {
    mapping,
    legacyId,
    newId: write.newId,
    fingerprint: basis.length === 0 ? pair.fingerprint.text : `${pair.fingerprint.text}+${digest(basis)}`,
    writes: [...parents, write],
  };
}

async function takeMissing(session: WriteSession, mapping: Mapping, legacyId: string): Promise<Pair> {
  const pair = await session.takeRecord(mapping, legacyId);
  if (pair === null)
    throw new Refusal(RefusalCode.NOT_FOUND, `${mapping.name} ${legacyId} exists on neither side`, 'legacyId');
  if (pair.verdict === Verdict.MATCHED)
    throw new Refusal(RefusalCode.ALREADY_IN_SYNC, `${mapping.name} ${legacyId} is already there and matches`);
  session.hold(pair);
  refuseUnlessMissing(pair);
  return pair;
}

const INSTEAD: Partial<Record<Verdict, string>> = {
  [Verdict.DIFFERENT]: 'it is there and differs: use reconcileRecord',
  [Verdict.AMBIGUOUS]: 'it is there more than once: remove the surplus row with removeRecord',
  [Verdict.EXTRA]: 'a row that should not be there stands in its place: see removeRecord',
};

function refuseUnlessMissing(pair: Pair): void {
  if (pair.verdict === Verdict.MISSING || pair.verdict === Verdict.BLOCKED) return;
  if (pair.verdict === Verdict.UNREADABLE) {
    throw new Refusal(
      RefusalCode.UNREADABLE,
      'the record holds values that cannot be decoded: correct them on the legacy side first',
    );
  }
  if (pair.verdict === Verdict.EXCLUDED) {
    throw new Refusal(
      RefusalCode.NOT_APPLICABLE,
      `the mapping leaves it out: ${pair.mapping.legacy.scope?.because ?? ''}`,
    );
  }
  throw new Refusal(RefusalCode.NOT_APPLICABLE, INSTEAD[pair.verdict] ?? 'it is not missing');
}

async function resolveOverrides(session: WriteSession, request: MigrateRequest): Promise<Map<string, string | null>> {
  const given = new Map<string, string | null>();
  for (const override of request.overrides) {
    const field = givenField(request.mapping, override.field);
    if (given.has(field.property))
      throw new Refusal(RefusalCode.INVALID_INPUT, `${field.property} is given twice`, field.property);
    given.set(field.property, await resolveGiven(session, field, override));
  }
  return given;
}

/** Gathers the parents without which a record cannot be created, the highest first. */
async function gatherParents(
  session: WriteSession,
  pair: Pair,
  given: Substitutes,
  withParents: boolean,
  together: Together,
): Promise<void> {
  for (const problem of pair.problems.filter((candidate) => !isSettled(candidate, given))) {
    if (problem.code !== 'PARENT_UNRESOLVED' || problem.value === null || !withParents)
      throw refusalOf(pair.mapping, problem, withParents);
    await gatherParent(session, problem, problem.value, together);
  }
}

/** An override settles its field. What the database refused before may be tried again: the database decides. */
const isSettled = (problem: Problem, given: Substitutes): boolean =>
  problem.code === 'REJECTED_BY_DATABASE' || given.has(problem.field.property);

async function gatherParent(session: WriteSession, problem: Problem, key: string, together: Together): Promise<void> {
  const mapping = problem.field.rule.reference?.mapping();
  if (mapping === undefined) throw new Error(`${problem.field.property} leads to no mapping`);
  if (together.has(nameOf(mapping, key))) return;
  const parent = await session.takeRecord(mapping, key);
  if (parent?.verdict === Verdict.MATCHED || parent?.verdict === Verdict.DIFFERENT) {
    throw new Refusal(RefusalCode.STALE_PLAN, `${mapping.name} ${key} was created meanwhile: look at the record again`);
  }
  const isMovable = parent !== null && (parent.verdict === Verdict.MISSING || parent.verdict === Verdict.BLOCKED);
  if (!isMovable)
    throw new Refusal(
      RefusalCode.PARENT_MISSING,
      `${mapping.name} ${key} cannot be migrated: ${whyNot(parent)}`,
      problem.field.property,
    );
  await gatherParents(session, parent, NOTHING_GIVEN, true, together);
  together.set(nameOf(mapping, key), parent);
}

function whyNot(parent: Pair | null): string {
  if (parent === null || parent.legacy === null) return 'the legacy database has no such record';
  if (parent.verdict === Verdict.EXCLUDED) return `it is left out: ${parent.mapping.legacy.scope?.because ?? ''}`;
  return parent.verdict === Verdict.UNREADABLE
    ? 'it holds values that cannot be decoded'
    : 'it is there already and does not fit';
}

/** Migrating a parent helps only when it will be what the child needs. */
function refuseIneligible(pair: Pair, given: Substitutes, together: Together, parents: readonly PlannedWrite[]): void {
  const named = [...pair.fields, ...pair.requirements];
  for (const compared of named.filter((candidate) => !given.has(candidate.field.property))) {
    const { eligible } = compared.field.rule.reference ?? { eligible: null };
    const parent = parents.find((candidate) => candidate.newId === idTogether(compared, together));
    if (parent === undefined) continue;
    const isFit = Object.entries(eligible?.where ?? {}).every(
      ([property, text]) => parent.values[fieldOf(parent.mapping, property).column.name] === text,
    );
    if (isFit) continue;
    const message = `${parent.mapping.name} ${parent.legacyId ?? ''} would not be eligible: ${eligible?.because ?? ''}`;
    throw new Refusal(RefusalCode.PARENT_NOT_ELIGIBLE, message, compared.field.property);
  }
}

function refusalOf(mapping: Mapping, problem: Problem, withParents: boolean): Refusal {
  const field = problem.field.property;
  // No column stands behind a requirement, so nothing can be given in its place.
  const isRequirement = mapping.requirements.includes(problem.field);
  const or = (advice: string): string => (isRequirement ? '' : advice);
  if (problem.code === 'PARENT_UNRESOLVED') {
    const advice = withParents ? '' : `: migrate it first, set withParents${or(', or override the field')}`;
    return new Refusal(RefusalCode.PARENT_MISSING, `${problem.message}${advice}`, field);
  }
  if (problem.code === 'PARENT_NOT_ELIGIBLE') {
    const message = `${problem.message}${or(': override the field with another record')}`;
    return new Refusal(RefusalCode.PARENT_NOT_ELIGIBLE, message, field);
  }
  return new Refusal(RefusalCode.RULE_NOT_SATISFIED, `${problem.message}${or(': override the field')}`, field);
}

/** The id of a parent that this migration creates, whether the record needs it or merely names it. */
function idTogether({ field, expectedMeaning }: ComparedField, together: Together): string | null {
  const parent = field.rule.reference?.mapping();
  if (parent === undefined || expectedMeaning === null || !together.has(nameOf(parent, expectedMeaning))) return null;
  return newIdFor(parent, expectedMeaning);
}

function planInsert(pair: Pair, together: Together, given: Substitutes): PlannedWrite {
  const { mapping, legacyId } = pair;
  const compared = pair.fields.filter((candidate) => isCompared(candidate.field.rule));
  const textOf = (candidate: ComparedField): string | null => {
    const { property } = candidate.field;
    if (given.has(property)) return given.get(property) ?? null;
    return idTogether(candidate, together) ?? candidate.expected ?? null;
  };
  return {
    mapping,
    kind: ChangeKind.INSERT,
    legacyId,
    newId: newIdFor(mapping, legacyId ?? ''),
    values: byColumn(mapping, new Map(compared.map((candidate) => [candidate.field.property, textOf(candidate)]))),
    decisions: compared
      .filter((candidate) => given.has(candidate.field.property))
      .map((candidate) => decisionOf(candidate, given)),
    undecided: [],
  };
}

const decisionOf = (compared: ComparedField, given: Substitutes) => ({
  property: compared.field.property,
  value: given.get(compared.field.property) ?? null,
  legacyDigest: decisionDigest(compared.legacy),
});
