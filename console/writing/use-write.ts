import { useState } from 'react';
import { useClient } from 'urql';
import type { WritingApprovalFragment, WritingErrorFragment } from '../generated/operations';
import { asUnmasked } from '../graphql/client';
import { type Failure, failureOf } from '../graphql/failure';
import { useSessionState } from '../sign-in/session';
import { newKey } from './new-key';
import { type Choices, sendWrite, type WriteAnswer } from './send-write';
import type { WriteRequest } from './write-request';

/** A dry run, and the key under which exactly this may be written: once, however often it is sent. */
export interface Preview {
  readonly choices: Choices;
  readonly answer: WriteAnswer;
  readonly key: string;
  /** Whether personal values were asked for. */
  readonly isClear: boolean;
}

/** How far a write has come. */
export type Stage =
  | { readonly at: 'CHOICE' }
  | { readonly at: 'PREVIEWING' }
  | { readonly at: 'PREVIEW' }
  /** The dry run got no answer, so that nothing is known. */
  | { readonly at: 'FAILED'; readonly failure: Failure }
  | { readonly at: 'WRITING' }
  | { readonly at: 'REFUSED'; readonly errors: readonly WritingErrorFragment[] }
  /** A second person has to agree to it. */
  | { readonly at: 'WAITING'; readonly approval: WritingApprovalFragment | null }
  /** Nobody can say whether it was written. */
  | { readonly at: 'LOST'; readonly message: string }
  /** Refused before anything was carried out. */
  | { readonly at: 'DENIED'; readonly failure: Failure }
  | { readonly at: 'DONE'; readonly answer: WriteAnswer };

export interface Write {
  readonly stage: Stage;
  readonly preview: Preview | null;
  /** Back to what was chosen. */
  readonly choose: () => void;
  /** Carries it out and undoes it; `isClear`: with personal values, which is logged. */
  previewWith(choices: Choices, isClear?: boolean): Promise<void>;
  /** Writes what was previewed. Sent again with the same reason it is done once at most. */
  apply(reason: string): Promise<void>;
}

/** Answers that the API gives before it carries anything out. After any other error the write may have been done. */
const BEFORE_WORK = new Set([
  'FORBIDDEN',
  'UNAUTHENTICATED',
  'RATE_LIMITED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_TOO_COMPLEX',
  'GRAPHQL_VALIDATION_FAILED',
]);

const isLost = ({ code }: WritingErrorFragment): boolean => code === 'OUTCOME_UNKNOWN';

function stageOf(answer: WriteAnswer): Stage {
  // It was written; only the legacy record moved meanwhile.
  const errors = answer.userErrors.filter(({ code }) => code !== 'NEEDS_RECHECK');
  const lost = errors.find(isLost);
  if (lost !== undefined) return { at: 'LOST', message: lost.message };
  if (errors.some(({ code }) => code === 'APPROVAL_REQUIRED'))
    return { at: 'WAITING', approval: answer.approval ?? null };
  return errors.length > 0 ? { at: 'REFUSED', errors } : { at: 'DONE', answer };
}

export function useWrite(request: WriteRequest, onDone: () => void): Write {
  const api = useClient();
  const { session } = useSessionState();
  const [stage, setStage] = useState<Stage>({ at: 'CHOICE' });
  const [preview, setPreview] = useState<Preview | null>(null);

  const previewWith = async (choices: Choices, isClear = false): Promise<void> => {
    const isShownAgain = stage.at === 'PREVIEW' && preview?.choices === choices;
    setStage({ at: 'PREVIEWING' });
    const context = isClear && session !== null ? asUnmasked(session) : {};
    const { data, error } = await sendWrite(api, request, choices, { dryRun: true }, context);
    if (data == null) {
      const failure = error === undefined ? NO_ANSWER : failureOf(error);
      return setStage({ at: 'FAILED', failure });
    }
    const { answer } = data;
    const isSame = isShownAgain && preview.answer.fingerprint === answer.fingerprint;
    setPreview({ choices, answer, isClear, key: isSame ? preview.key : newKey() });
    setStage({ at: 'PREVIEW' });
  };

  const apply = async (reason: string): Promise<void> => {
    const expectedFingerprint = preview?.answer.fingerprint ?? null;
    if (preview === null || expectedFingerprint === null) return;
    setStage({ at: 'WRITING' });
    const sending = { dryRun: false, expectedFingerprint, reason, idempotencyKey: preview.key } as const;
    const { data, error } = await sendWrite(api, request, preview.choices, sending, {});
    const next = data == null ? unanswered(error === undefined ? NO_ANSWER : failureOf(error)) : stageOf(data.answer);
    setStage(next);
    // Where it is not known whether it was written, what is shown may be old as well.
    if (next.at === 'DONE' || next.at === 'LOST') onDone();
  };

  return { stage, preview, choose: () => setStage({ at: 'CHOICE' }), previewWith, apply };
}

const NO_ANSWER: Failure = { code: 'UNREACHABLE', message: 'No answer came.', errorId: null };

const unanswered = (failure: Failure): Stage =>
  BEFORE_WORK.has(failure.code) ? { at: 'DENIED', failure } : { at: 'LOST', message: failure.message };
