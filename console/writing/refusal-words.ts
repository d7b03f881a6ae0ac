import type { UserErrorCode } from '../generated/operations';

interface Words {
  readonly title: string;
  /** What to do now; the API's own message stands before it. */
  readonly advice: string;
}

const LOOK = 'Close this and look at the record again.';

const WORDS: Readonly<Record<UserErrorCode, Words>> = {
  ALREADY_IN_SYNC: { title: 'There is nothing left to do', advice: LOOK },
  APPROVAL_REJECTED: {
    title: 'A second person decided against it',
    advice: 'That stands until the request expires. With another reason it can be asked for again.',
  },
  APPROVAL_REQUIRED: { title: 'A second person has to agree', advice: 'Then apply it again.' },
  CONSTRAINT_VIOLATION: {
    title: 'The new database does not take it',
    advice: 'Give another value, or put right what stands in the way first.',
  },
  IDEMPOTENCY_IN_PROGRESS: { title: 'It is being carried out already', advice: 'Try again in a moment.' },
  IDEMPOTENCY_KEY_REUSED: { title: 'This was sent with other words before', advice: 'Ask for a new preview.' },
  INVALID_INPUT: { title: 'Something chosen cannot be used', advice: 'Go back and change it.' },
  LEGACY_CHANGED: {
    title: 'The legacy record changed since the preview',
    advice: 'Nothing was written. Look at a new preview before you apply.',
  },
  NEEDS_RECHECK: {
    title: 'It was written, and the legacy record changed meanwhile',
    advice: 'Compare the record again.',
  },
  NEW_CHANGED: {
    title: 'The new row changed since the preview',
    advice: 'Nothing was written. Look at a new preview before you apply.',
  },
  NOT_APPLICABLE: { title: 'This is not possible as the record stands', advice: LOOK },
  NOT_FOUND: { title: 'It is not there any more', advice: LOOK },
  NOT_REVERTIBLE: {
    title: 'It cannot be taken back',
    advice: 'Nothing was written. What came after it would be lost: settle that first.',
  },
  OUTCOME_UNKNOWN: { title: 'It is not known whether it was written', advice: 'Send it again.' },
  PARENT_MISSING: {
    title: 'A parent is not on the new side',
    advice: 'Go back: migrate it along where that is offered, or give another record.',
  },
  PARENT_NOT_ELIGIBLE: {
    title: 'A parent is not what the mapping asks for',
    advice: 'Go back and give another record.',
  },
  PLAN_EXPIRED: { title: 'Nobody decided in time', advice: 'Ask for a new preview and apply again.' },
  READ_ONLY: { title: 'Writing is switched off', advice: 'Nothing was written. Try again when it is switched on.' },
  RECORD_BUSY: { title: 'Somebody else holds the record', advice: 'Nothing was written. Try again in a moment.' },
  RULE_NOT_SATISFIED: { title: 'A rule gives no value', advice: 'Go back and give one for the field.' },
  RUN_ACTIVE: { title: 'A run of the mapping is not over', advice: 'Nothing was written. Wait for it.' },
  SELF_APPROVAL: { title: 'Nobody approves what they asked for', advice: 'Somebody else has to.' },
  STALE_PLAN: {
    title: 'A parent or the rules changed since the preview',
    advice: 'Nothing was written. Look at a new preview before you apply.',
  },
  UNAVAILABLE: { title: 'A database cannot be reached', advice: 'Nothing was written. Try again in a moment.' },
  UNREADABLE: { title: 'A value cannot be read', advice: 'It has to be put right on the legacy side first.' },
  VERIFY_FAILED: {
    title: 'What was written was not what was planned',
    advice: 'Nothing was kept. Ask for a new preview; if it stays so, tell whoever looks after the new database.',
  },
};

export const wordsOf = (code: UserErrorCode): Words => WORDS[code];
