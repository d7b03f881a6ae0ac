import { ChangeKind } from '../../entities/ledger/change';
import { type Decision, decisionDigest } from '../comparing/compare-field';
import type { ComparedField, Pair } from '../comparing/pair';
import { FieldState, Verdict } from '../comparing/verdict';
import type { Mapping } from '../mapping';
import { type GivenValue, givenField, resolveGiven } from './given-value';
import type { Plan } from './plan';
import { Refusal, RefusalCode } from './refusal';
import { byColumn, type WriteSession } from './session';

export type Take = 'LEGACY' | 'NEW' | 'VALUE';

/** How one difference is settled: by the rule, by what the new side has, or by a value. */
export interface Resolution extends GivenValue {
  readonly take: Take;
}

export interface ReconcileRequest {
  readonly mapping: Mapping;
  readonly legacyId: string;
  readonly resolutions: readonly Resolution[];
}

/** Every difference of a record, to be settled by its rule; null: there is no new row to settle. */
export async function takeLegacy(
  session: WriteSession,
  mapping: Mapping,
  legacyId: string,
): Promise<Resolution[] | null> {
  const [pair] = await session.loader.listByLegacyIds(mapping, [legacyId]);
  if (pair === undefined || pair.rows.length === 0) return null;
  const differing = pair.fields.filter((compared) => compared.state === FieldState.DIFFERENT);
  if (differing.length === 0)
    throw new Refusal(RefusalCode.ALREADY_IN_SYNC, `${mapping.name} ${legacyId} is already there and matches`);
  return differing.map(({ field }) => ({ field: field.property, take: 'LEGACY' }));
}

/** Plans the settlement of differences, field by field. What is not mentioned stays as it is. */
export async function planReconciliation(session: WriteSession, request: ReconcileRequest): Promise<Plan> {
  const { mapping, legacyId, resolutions } = request;
  if (resolutions.length === 0)
    throw new Refusal(RefusalCode.INVALID_INPUT, 'resolutions must name at least one field', 'resolutions');
  const pair = await takeDifferent(session, mapping, legacyId);
  const row = pair.rows[0];
  if (row === undefined) throw new Refusal(RefusalCode.NOT_APPLICABLE, 'there is no new row: use migrateRecord');
  const values = new Map<string, string | null>();
  const decisions: Decision[] = [];
  const undecided: string[] = [];
  const named = new Set<string>();
  for (const resolution of resolutions) {
    const field = givenField(mapping, resolution.field);
    if (named.has(field.property))
      throw new Refusal(RefusalCode.INVALID_INPUT, `${field.property} is given twice`, field.property);
    named.add(field.property);
    const compared = pair.fields.find((candidate) => candidate.field.property === field.property);
    if (compared === undefined) continue;
    const settled = await settle(session, pair, compared, resolution);
    if (settled.value !== compared.actual) values.set(field.property, settled.value);
    if (settled.isDecision)
      decisions.push({ property: field.property, value: settled.value, legacyDigest: decisionDigest(compared.legacy) });
    else undecided.push(field.property);
  }
  const write = {
    mapping,
    kind: ChangeKind.UPDATE,
    legacyId,
    newId: row.id,
    values: byColumn(mapping, values),
    decisions,
    undecided,
  };
  return { mapping, legacyId, newId: row.id, fingerprint: pair.fingerprint.text, writes: [write] };
}

async function takeDifferent(session: WriteSession, mapping: Mapping, legacyId: string): Promise<Pair> {
  const pair = await session.takeRecord(mapping, legacyId);
  if (pair === null)
    throw new Refusal(RefusalCode.NOT_FOUND, `${mapping.name} ${legacyId} exists on neither side`, 'legacyId');
  const isDecided = pair.fields.some((compared) => compared.state === FieldState.DECIDED);
  if (pair.verdict === Verdict.MATCHED && !isDecided) {
    throw new Refusal(RefusalCode.ALREADY_IN_SYNC, `${mapping.name} ${legacyId} matches already`);
  }
  session.hold(pair);
  if (pair.verdict === Verdict.UNREADABLE)
    throw new Refusal(RefusalCode.UNREADABLE, 'the record holds values that cannot be decoded');
  const isSettleable = pair.verdict === Verdict.DIFFERENT || pair.verdict === Verdict.MATCHED;
  if (!isSettleable)
    throw new Refusal(RefusalCode.NOT_APPLICABLE, `a record that is ${pair.verdict} has no differences to settle`);
  return pair;
}

/** The value that a field shall have, and whether it is a person's decision against the rule. */
async function settle(
  session: WriteSession,
  pair: Pair,
  compared: ComparedField,
  resolution: Resolution,
): Promise<{ value: string | null; isDecision: boolean }> {
  const { field } = compared;
  if (compared.state !== FieldState.DIFFERENT && compared.state !== FieldState.DECIDED) {
    throw new Refusal(RefusalCode.NOT_APPLICABLE, `${field.property} is not different`, field.property);
  }
  switch (resolution.take) {
    case 'LEGACY':
      return { value: await ruleValue(session, pair, compared), isDecision: false };
    case 'NEW':
      return { value: typeof compared.actual === 'string' ? compared.actual : null, isDecision: true };
    default:
      return { value: await resolveGiven(session, field, resolution), isDecision: true };
  }
}

/** What the rule itself gives: for a decided field that is another value than the one expected now. */
async function ruleValue(session: WriteSession, pair: Pair, compared: ComparedField): Promise<string | null> {
  const { field } = compared;
  const byRules =
    compared.state === FieldState.DECIDED ? await session.findByRules(pair.mapping, pair.legacyId ?? '') : pair;
  const ruled = byRules?.fields.find((candidate) => candidate.field.property === field.property);
  if (ruled?.expected === undefined) {
    throw new Refusal(
      RefusalCode.RULE_NOT_SATISFIED,
      `the rule gives no value: ${ruled?.because ?? 'it cannot be satisfied'}`,
      field.property,
    );
  }
  return ruled.expected;
}
