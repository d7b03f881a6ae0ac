import { Alert, Button, Group, Loader, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { type MappingName, WritingFiguresDocument } from '../generated/operations';
import type { Failure } from '../graphql/failure';
import { Failed } from '../parts/failed';
import { useAnswer } from '../parts/use-answer';
import { ChooseRecord } from './choose-record';
import { ChooseWaiver } from './choose-waiver';
import { DoneStep } from './done-step';
import type { MappingFigures } from './figures-change';
import { hasChoice, PreviewStep } from './preview-step';
import { Refused } from './refused';
import { NO_CHOICES } from './send-write';
import { type Stage, useWrite, type Write } from './use-write';
import { Waiting } from './waiting';
import type { WriteRequest } from './write-request';
import classes from './writing.module.css';

interface WriteStepsProps {
  readonly request: WriteRequest;
  readonly onDone: () => void;
  /** Whether an answer to a write is being waited for. */
  readonly onWriting: (isWriting: boolean) => void;
  readonly onTakeBack: (request: WriteRequest) => void;
  readonly onClose: () => void;
}

const STEPS: Readonly<Record<Stage['at'], string>> = {
  CHOICE: 'Choose',
  PREVIEWING: 'Preview',
  PREVIEW: 'Preview: nothing is written yet',
  FAILED: 'Preview',
  WRITING: 'Apply',
  REFUSED: 'Not applied',
  WAITING: 'Waiting for approval',
  LOST: 'No answer',
  DENIED: 'Not applied',
  DONE: 'Done',
};

function headingOf(stage: Stage): string {
  const isRefused = stage.at === 'PREVIEW' && stage.answer.userErrors.length > 0;
  return isRefused ? 'The dry run was refused: nothing is written' : STEPS[stage.at];
}

/** From what is wanted to what was written, in one place: choose, preview, apply with a reason, result. */
export function WriteSteps({ request, onDone, onWriting, onTakeBack, onClose }: WriteStepsProps) {
  const write = useWrite(request, onDone);
  const [reason, setReason] = useState('');
  const before = useFiguresBefore(request, write.stage);
  const heading = useStepFocus(write.stage.at);
  const isWriting = write.stage.at === 'WRITING';
  useEffect(() => onWriting(isWriting), [isWriting, onWriting]);
  return (
    <>
      <Title order={3} size="h5" mb="xs" tabIndex={-1} data-autofocus ref={heading} className={classes.step}>
        {headingOf(write.stage)}
      </Title>
      <Step
        request={request}
        write={write}
        reason={reason}
        onReason={setReason}
        figuresBefore={before}
        onTakeBack={onTakeBack}
        onClose={onClose}
      />
    </>
  );
}

/** As they stand while nothing is written yet. */
function useFiguresBefore({ mapping }: WriteRequest, { at }: Stage): MappingFigures | null {
  const { data } = useAnswer(WritingFiguresDocument, { mapping: mapping as MappingName });
  const [kept, setKept] = useState<MappingFigures | null>(null);
  const current = data?.mapping ?? null;
  const isBefore = at !== 'DONE' && at !== 'WRITING' && at !== 'LOST';
  if (isBefore && current !== kept) setKept(current);
  return kept;
}

/** Whoever uses the keyboard or hears the page is taken along to the next step. */
function useStepFocus(at: Stage['at']) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(at);
  useEffect(() => {
    if (shown.current !== at) heading.current?.focus();
    shown.current = at;
  }, [at]);
  return heading;
}

interface StepProps extends Omit<WriteStepsProps, 'onDone' | 'onWriting'> {
  readonly write: Write;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly figuresBefore: MappingFigures | null;
}

function Step(props: StepProps) {
  const { request, write, reason, onReason } = props;
  const { stage, previewAgain } = write;
  const apply = (): void => void write.apply(reason);
  switch (stage.at) {
    case 'CHOICE':
      return <Choice request={request} write={write} />;
    case 'PREVIEWING':
      return <Busy says="Carrying out the dry run, which is undone…" />;
    case 'WRITING':
      return <Busy says="Writing…" />;
    case 'FAILED':
      return <NoPreview request={request} write={write} failure={stage.failure} />;
    case 'DENIED':
      return <Failed failure={stage.failure} onRetry={apply} />;
    case 'PREVIEW':
      return <PreviewStep request={request} write={write} preview={stage} reason={reason} onReason={onReason} />;
    case 'REFUSED':
      return stage.errors.every(({ retryable }) => retryable) ? (
        <Refused errors={stage.errors} onRetry={apply} retry="Try again" />
      ) : (
        <Refused errors={stage.errors} onRetry={previewAgain} />
      );
    case 'WAITING':
      return <Waiting approval={stage.approval} onApply={apply} onAgain={previewAgain} />;
    case 'LOST':
      return <Lost message={stage.message} onAgain={apply} />;
    default:
      return <DoneStep {...props} answer={stage.answer} />;
  }
}

function Choice({ request, write }: Pick<StepProps, 'request' | 'write'>) {
  const { chosen } = write;
  const isSent = useRef(false);
  const isAtOnce = !hasChoice(request);
  useEffect(() => {
    if (isAtOnce && !isSent.current) {
      isSent.current = true;
      void write.previewWith(NO_CHOICES);
    }
  });
  if (request.kind === 'MIGRATE' || request.kind === 'RECONCILE')
    return <ChooseRecord request={request} chosen={chosen} onChosen={(choices) => void write.previewWith(choices)} />;
  if (request.kind === 'WAIVE')
    return <ChooseWaiver request={request} chosen={chosen} onChosen={(choices) => void write.previewWith(choices)} />;
  return null;
}

interface NoPreviewProps extends Pick<StepProps, 'request' | 'write'> {
  readonly failure: Failure;
}

/** What was chosen may be why there was no answer, so that there is a way back to it beside another try. */
function NoPreview({ request, write, failure }: NoPreviewProps) {
  return (
    <>
      <Failed failure={failure} onRetry={write.previewAgain} />
      {hasChoice(request) && (
        <Group justify="flex-end">
          <Button onClick={write.choose}>Back</Button>
        </Group>
      )}
    </>
  );
}

function Busy({ says }: { readonly says: string }) {
  return (
    <Group role="status" gap="xs">
      <Loader size="sm" aria-hidden />
      <Text size="sm">{says}</Text>
    </Group>
  );
}

/** The key is the same: what was done is answered again, and what was not is done now. */
function Lost({ message, onAgain }: { readonly message: string; readonly onAgain: () => void }) {
  return (
    <Alert
      role="alert"
      variant="light"
      color="yellow"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title="It is not known whether it was written"
    >
      <Group justify="space-between" align="flex-end">
        <Text size="sm" c="inherit">
          {message} Send it again: it is done once, however often it is sent.
        </Text>
        <Button size="xs" onClick={onAgain}>
          Send again
        </Button>
      </Group>
    </Alert>
  );
}
