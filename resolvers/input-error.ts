import { GraphQLError } from 'graphql';
import { isLegacyId } from '../reconciliation/legacy-id';

/** A request that cannot be understood; the message says what to send instead and never repeats what was sent. */
export function inputError(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

const LIMIT = 100;

/** The length of a page: every list has a bound. */
export function checkFirst(first: number): number {
  if (Number.isInteger(first) && first >= 1 && first <= LIMIT) return first;
  throw inputError(`first must be between 1 and ${LIMIT}`);
}

const MOST_SKIPPED = 1_000_000;

/** How many rows before a page are passed over: what is passed over is read nevertheless. */
export function checkSkip(skip: number): number {
  if (Number.isInteger(skip) && skip >= 0 && skip <= MOST_SKIPPED) return skip;
  throw inputError('skip must be between 0 and 1,000,000');
}

/** A legacy id: all legacy keys are whole numbers of at most 64 bits. */
export function checkLegacyId(legacyId: string): string {
  if (isLegacyId(legacyId)) return legacyId;
  throw inputError('legacyId must be a whole number such as 812');
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function checkNewId(newId: string): string {
  if (UUID.test(newId)) return newId.toLowerCase();
  throw inputError('newId must be a UUID');
}

export function checkApprovalId(id: string): string {
  if (UUID.test(id)) return id.toLowerCase();
  throw inputError('id must be the UUID of a request for approval');
}

export function checkRunId(id: string): string {
  if (UUID.test(id)) return id.toLowerCase();
  throw inputError('id must be the UUID of a run');
}
