import type { Plan } from './plan';
import { Refusal, RefusalCode } from './refusal';

/** What every mutation is asked with. */
export interface WriteRequest {
  readonly actor: string;
  readonly mutation: string;
  /** Everything that the caller asked for, but the idempotency key: a replay must ask for the same. */
  readonly request: object;
  readonly dryRun: boolean;
  readonly expectedFingerprint: string | null;
  readonly reason: string | null;
  readonly idempotencyKey: string | null;
  /** The run that writes; absent: somebody writes this record alone. */
  readonly run?: string;
}

const REASON_LIMIT = 2_000;
const KEY_LIMIT = 255;

/** A write needs a preview to stand on, a reason to be found later and a key to be repeated safely. */
export function checkRequest(request: WriteRequest): void {
  checkLengths(request);
  if (!request.dryRun) requireWriteFields(request);
}

const invalid = (message: string, field: string): Refusal => new Refusal(RefusalCode.INVALID_INPUT, message, field);

/** A reason that was given, and can be kept. */
export function checkReason(reason: string): void {
  if (reason.trim() === '') throw invalid('a reason is needed', 'reason');
  checkReasonLength(reason);
}

/** PostgreSQL has no place for these. A trail that kept them otherwise could not be searched any more. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

function checkStorable(text: string, field: string): void {
  if (UNSTORABLE.test(text)) throw invalid(`${field} has a character that no text can hold`, field);
}

function checkReasonLength(reason: string): void {
  checkStorable(reason, 'reason');
  if ([...reason].length > REASON_LIMIT) throw invalid(`reason is longer than ${REASON_LIMIT} characters`, 'reason');
}

export function checkLengths({ reason, idempotencyKey }: WriteRequest): void {
  if (reason !== null) checkReasonLength(reason);
  if (idempotencyKey !== null) checkStorable(idempotencyKey, 'idempotencyKey');
  if (idempotencyKey !== null && idempotencyKey.length > KEY_LIMIT)
    throw invalid(`idempotencyKey is longer than ${KEY_LIMIT} characters`, 'idempotencyKey');
}

function requireWriteFields({ expectedFingerprint, reason, idempotencyKey }: WriteRequest): void {
  if (expectedFingerprint === null)
    throw invalid('a write needs expectedFingerprint: take it from the dry run or the record', 'expectedFingerprint');
  if ((reason ?? '').trim() === '') throw invalid('a write needs a reason', 'reason');
  if ((idempotencyKey ?? '').trim() === '')
    throw invalid('a write needs an idempotencyKey: any new text, such as a UUID', 'idempotencyKey');
}

/** The record itself was held against the fingerprint when it was locked; here the plan as a whole is. */
export function checkPlan(request: WriteRequest, plan: Plan): void {
  if (request.expectedFingerprint === null || request.expectedFingerprint === plan.fingerprint) return;
  throw new Refusal(RefusalCode.STALE_PLAN, 'the plan is another one by now; look at the dry run again');
}
