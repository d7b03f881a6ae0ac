import { useState } from 'react';
import { type OperationContext, useClient } from 'urql';
import type { WritingApprovalFragment, WritingErrorFragment } from '../generated/operations';
import { asUnmasked } from '../graphql/client';
import { type Failure, failureOf } from '../graphql/failure';
import { useSessionState } from '../sign-in/session';
import { isBeforeWork, NO_ANSWER } from './before-work';
import { newKey } from './new-key';
import { type Choices, NO_CHOICES, sendWrite, type WriteAnswer } from './send-write';
import type { WriteRequest } from './write-request';

/** The same dry run with personal values; they are shown until then, in milliseconds of the page's clock. */
export interface ClearPreview {
  readonly answer: WriteAnswer;
  readonly until: number;
}

/** How far a write has come. What a step shows goes with it: personal values above all. */
export type Stage =
  | { readonly at: 'CHOICE' }
  | { readonly at: 'PREVIEWING' }
  /** Masked; and clear for who asked for that. */
  | { readonly at: 'PREVIEW'; readonly answer: WriteAnswer; readonly clear: ClearPreview | null }
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
  /** What was last asked for a preview of, whatever came of it; null: nothing yet. */
  readonly chosen: Choices | null;
  /** Back to what was chosen. */
  readonly choose: () => void;
  /** Carries it out and undoes it. */
  previewWith(choices: Choices): Promise<void>;
  /** The same, as it was chosen last. */
  readonly previewAgain: () => void;
  /** Another dry run, with personal values; that is logged. */
  showClear(): Promise<void>;
  readonly hideClear: () => void;
  /** Writes what was previewed. Sent again with the same reason it is done once at most. */
  apply(reason: string): Promise<void>;
}

/** As long as a revealed field. */
const CLEAR_MS = 60_000;

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

/** What a preview confirms, and the key under which exactly this is written: once, however often it is sent. */
interface Confirmed {
  readonly choices: Choices;
  readonly fingerprint: string | null;
  readonly key: string;
}

export function useWrite(request: WriteRequest, onDone: () => void): Write {
  const api = useClient();
  const { session } = useSessionState();
  const [stage, setStage] = useState<Stage>({ at: 'CHOICE' });
  const [chosen, setChosen] = useState<Choices | null>(null);
  const [confirmed, setConfirmed] = useState<Confirmed | null>(null);

  const tryOut = async (choices: Choices, context: Partial<OperationContext>): Promise<WriteAnswer | null> => {
    setChosen(choices);
    setStage({ at: 'PREVIEWING' });
    const { answer, failure } = await outcomeOf(sendWrite(api, request, choices, { dryRun: true }, context));
    if (answer === null) setStage({ at: 'FAILED', failure });
    return answer;
  };

  const previewWith = async (choices: Choices): Promise<void> => {
    const answer = await tryOut(choices, {});
    if (answer === null) return;
    setConfirmed({ choices, fingerprint: answer.fingerprint, key: newKey() });
    setStage({ at: 'PREVIEW', answer, clear: null });
  };

  const showClear = async (): Promise<void> => {
    if (stage.at !== 'PREVIEW' || confirmed === null || session === null) return;
    const answer = await tryOut(confirmed.choices, asUnmasked(session));
    if (answer === null) return;
    // Something changed meanwhile: what is confirmed is what was last looked at.
    if (answer.fingerprint !== confirmed.fingerprint) return previewWith(confirmed.choices);
    setStage({ ...stage, clear: { answer, until: Date.now() + CLEAR_MS } });
  };

  const apply = async (reason: string): Promise<void> => {
    if (confirmed === null || confirmed.fingerprint === null) return;
    setStage({ at: 'WRITING' });
    const { choices, fingerprint: expectedFingerprint, key: idempotencyKey } = confirmed;
    const sending = { dryRun: false, expectedFingerprint, reason, idempotencyKey } as const;
    const { answer, failure } = await outcomeOf(sendWrite(api, request, choices, sending, {}));
    const next = answer === null ? unanswered(failure) : stageOf(answer);
    setStage(next);
    // Where it is not known whether it was written, what is shown may be old as well.
    if (next.at === 'DONE' || next.at === 'LOST') onDone();
  };

  const choose = (): void => setStage({ at: 'CHOICE' });
  const previewAgain = (): void => void previewWith(chosen ?? NO_CHOICES);
  const hideClear = (): void => setStage(withoutClear);
  return { stage, chosen, choose, previewWith, previewAgain, showClear, hideClear, apply };
}

type Outcome =
  | { readonly answer: WriteAnswer; readonly failure: null }
  | { readonly answer: null; readonly failure: Failure };

async function outcomeOf(sent: ReturnType<typeof sendWrite>): Promise<Outcome> {
  const { data, error } = await sent;
  if (data != null) return { answer: data.answer, failure: null };
  return { answer: null, failure: error === undefined ? NO_ANSWER : failureOf(error) };
}

const withoutClear = (stage: Stage): Stage => (stage.at === 'PREVIEW' ? { ...stage, clear: null } : stage);

const unanswered = (failure: Failure): Stage =>
  isBeforeWork(failure) ? { at: 'DENIED', failure } : { at: 'LOST', message: failure.message };
