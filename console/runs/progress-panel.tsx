import { Alert, Progress, Text, VisuallyHidden } from '@mantine/core';
import { IconInfoCircle, IconPlayerPause } from '@tabler/icons-react';
import type { RunsWholeFragment } from '../generated/operations';
import { Instant } from '../parts/instant';
import { counted, countText } from '../parts/number';
import { Panel } from '../parts/panel';
import { wordsOf } from '../parts/words';
import { Facts } from './facts';
import { durationText, pauseText, shareOf } from './run-words';

/** How far it is, how fast, and what holds it up. */
export function ProgressPanel({ run }: { readonly run: RunsWholeFragment }) {
  const share = shareOf(run);
  const percent = Math.floor(share);
  return (
    <Panel
      title="Progress"
      aside={
        <Text size="sm" fw={600}>
          {run.rowsTotal === null ? 'not planned yet' : `${percent} %`}
        </Text>
      }
    >
      <Progress value={share} size="lg" aria-label="Records done" striped={run.state === 'RUNNING'} />
      {/* Told in steps: every single one would be all that one hears. */}
      <VisuallyHidden role="status">
        {wordsOf(run.state)}, {Math.floor(percent / 10) * 10} percent of the records done
      </VisuallyHidden>
      <Holding run={run} />
      <Figures run={run} />
    </Panel>
  );
}

/** The library's dark yellow on its light one is too faint for WCAG AA. */
const READABLE = { title: { color: 'var(--mantine-color-text)' } };

/** Why it does not go on, how it ended, and what its result does not cover. */
function Holding({ run }: { readonly run: RunsWholeFragment }) {
  const { pauseReason, message, throttledBy, note, state } = run;
  const said = [throttledBy === null ? null : `Slowed down: ${throttledBy}`, note].filter((text) => text !== null);
  return (
    <>
      {pauseReason !== null && <Paused run={run} reason={pauseReason} />}
      {pauseReason === null && message !== null && (
        <Alert
          variant="light"
          color={state === 'FAILED' ? 'red' : 'gray'}
          my="xs"
          icon={<IconInfoCircle size={18} aria-hidden />}
        >
          <Text size="sm" c="inherit">
            {message}
          </Text>
        </Alert>
      )}
      {said.map((text) => (
        <Text key={text} size="sm" my="xs">
          {text}
        </Text>
      ))}
    </>
  );
}

interface PausedProps {
  readonly run: RunsWholeFragment;
  readonly reason: NonNullable<RunsWholeFragment['pauseReason']>;
}

function Paused({ run: { message, resumesAt }, reason }: PausedProps) {
  return (
    <Alert
      variant="light"
      color="yellow"
      my="xs"
      styles={READABLE}
      icon={<IconPlayerPause size={18} aria-hidden />}
      title={pauseText(reason)}
    >
      <Text size="sm" c="inherit" component="div">
        {message}
        {resumesAt !== null && (
          <>
            {' '}
            It is tried again at <Instant at={resumesAt} />.
          </>
        )}
      </Text>
    </Alert>
  );
}

function Figures({ run }: { readonly run: RunsWholeFragment }) {
  const { rowsDone, rowsTotal, ratePerSecond, etaAt, coverage, segments, segmentsDone, segmentsFailed } = run;
  const isOver = run.finishedAt !== null;
  return (
    <Facts
      of={[
        [
          'Records done',
          rowsTotal === null ? countText(rowsDone) : `${countText(rowsDone)} of ${countText(rowsTotal)}`,
        ],
        ['Rate', ratePerSecond === null ? '–' : `${counted(Math.round(ratePerSecond), 'record')} a second`],
        run.state !== 'RUNNING'
          ? null
          : ['Will be done at', etaAt === null ? 'cannot be said' : <Estimate key="eta" at={etaAt} />],
        ['Begun', <Instant key="begun" at={run.startedAt} />],
        isOver ? ['Ended', <Instant key="ended" at={run.finishedAt} />] : null,
        [isOver ? 'Took' : 'So far', durationText(run.startedAt, run.finishedAt)],
        [
          'Segments',
          `${countText(segmentsDone)} of ${countText(segments)} done${segmentsFailed === 0 ? '' : `, ${countText(segmentsFailed)} given up`}${
            coverage === null ? '' : ` (${Math.floor(coverage * 100)} %)`
          }`,
        ],
        isOver ? null : ['Workers on it', countText(run.workers)],
      ]}
    />
  );
}

const Estimate = ({ at }: { readonly at: string }) => (
  <>
    <Instant at={at} /> (estimate)
  </>
);
