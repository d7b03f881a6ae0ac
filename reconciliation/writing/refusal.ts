/** Why a write was not done. A closed list: clients switch on it. */
export enum RefusalCode {
  /** Neither side has the record, or the id names nothing. */
  NOT_FOUND = 'NOT_FOUND',
  /** The input cannot be used; `field` says which part. */
  INVALID_INPUT = 'INVALID_INPUT',
  /** There is nothing to do. */
  ALREADY_IN_SYNC = 'ALREADY_IN_SYNC',
  /** The record's verdict does not allow this action. */
  NOT_APPLICABLE = 'NOT_APPLICABLE',
  /** The rules or a parent changed since the fingerprint was taken: look again. */
  STALE_PLAN = 'STALE_PLAN',
  /** The legacy record changed since the fingerprint was taken. */
  LEGACY_CHANGED = 'LEGACY_CHANGED',
  /** The new row changed since the fingerprint was taken. */
  NEW_CHANGED = 'NEW_CHANGED',
  /** Somebody else holds the record; try again. */
  RECORD_BUSY = 'RECORD_BUSY',
  /** A parent is not on the new side. */
  PARENT_MISSING = 'PARENT_MISSING',
  /** A parent is not what the mapping asks for. */
  PARENT_NOT_ELIGIBLE = 'PARENT_NOT_ELIGIBLE',
  /** A rule cannot be satisfied. */
  RULE_NOT_SATISFIED = 'RULE_NOT_SATISFIED',
  /** A value could not be read or decoded. */
  UNREADABLE = 'UNREADABLE',
  /** The new database refused the row. */
  CONSTRAINT_VIOLATION = 'CONSTRAINT_VIOLATION',
  /** What was read back is not what was planned; nothing was kept. */
  VERIFY_FAILED = 'VERIFY_FAILED',
  /** The change cannot be taken back; the message says why. */
  NOT_REVERTIBLE = 'NOT_REVERTIBLE',
  /** Another run of the mapping is not over. */
  RUN_ACTIVE = 'RUN_ACTIVE',
  /** A second person has to agree first; then the same request is carried out. */
  APPROVAL_REQUIRED = 'APPROVAL_REQUIRED',
  /** A second person decided against it. */
  APPROVAL_REJECTED = 'APPROVAL_REJECTED',
  /** Whoever asked for a write or a run cannot be the second person who agrees to it. */
  SELF_APPROVAL = 'SELF_APPROVAL',
  /** Nobody decided in time about what was asked for: ask again. */
  PLAN_EXPIRED = 'PLAN_EXPIRED',
  /** The key was used for another request. */
  IDEMPOTENCY_KEY_REUSED = 'IDEMPOTENCY_KEY_REUSED',
  /** The first request with this key is still running; try again. */
  IDEMPOTENCY_IN_PROGRESS = 'IDEMPOTENCY_IN_PROGRESS',
  /** The write was done, and the legacy record changed while it was: compare again. */
  NEEDS_RECHECK = 'NEEDS_RECHECK',
  /** The connection was lost during COMMIT and the server cannot be asked: repeat with the same key. */
  OUTCOME_UNKNOWN = 'OUTCOME_UNKNOWN',
  /** A database cannot be reached or has no room; nothing was written. */
  UNAVAILABLE = 'UNAVAILABLE',
  /** Writing is switched off; nothing was written. */
  READ_ONLY = 'READ_ONLY',
}

const RETRYABLE: ReadonlySet<RefusalCode> = new Set([
  RefusalCode.RECORD_BUSY,
  RefusalCode.APPROVAL_REQUIRED,
  RefusalCode.IDEMPOTENCY_IN_PROGRESS,
  RefusalCode.OUTCOME_UNKNOWN,
  RefusalCode.UNAVAILABLE,
  RefusalCode.READ_ONLY,
]);

/** A refusal as the API shows it. */
export interface RefusalView {
  readonly code: RefusalCode;
  readonly message: string;
  readonly field: string | null;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
}

/** Stops a write; whatever it did is rolled back. */
export class Refusal extends Error {
  /** The request for approval that it is about. */
  readonly approvalId: string | null = null;

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly field: string | null = null,
  ) {
    super(message);
  }

  /** Whether the same request may succeed later, so that the answer must not be remembered. */
  get isRetryable(): boolean {
    return RETRYABLE.has(this.code);
  }

  view(): RefusalView {
    return { code: this.code, message: this.message, field: this.field, retryable: this.isRetryable };
  }
}
