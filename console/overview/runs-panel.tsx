import { Anchor, Badge, Group, Progress, Stack, Text } from '@mantine/core';
import { IconClock, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { OverviewRunsQuery } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { Instant } from '../parts/instant';
import { countText } from '../parts/number';
import { Panel } from '../parts/panel';
import type { Answered } from '../parts/use-answer';
import { wordsOf } from '../parts/words';
import { placeOfRun } from '../places';
import { shareOf } from '../runs/run-words';
import { useTitleOf } from '../shell/shell-context';

type Run = OverviewRunsQuery['runs']['nodes'][number];

const ICONS: Record<string, typeof IconClock> = { RUNNING: IconPlayerPlay, PAUSED: IconPlayerPause };

/** Runs that are not over. */
export function RunsPanel({ answer }: { readonly answer: Answered<OverviewRunsQuery> }) {
  return (
    <Panel
      title="Running"
      aside={
        <Anchor component={Link} href="/runs" size="sm">
          All runs
        </Anchor>
      }
    >
      <Answer of={answer} rows={2}>
        {({ runs }) => (
          <>
            {runs.nodes.length === 0 && <Empty title="Nothing is running" />}
            <Stack gap="sm">
              {runs.nodes.map((run) => (
                <RunLine key={run.id} run={run} />
              ))}
            </Stack>
            {runs.pageInfo.hasNextPage && <Text size="sm">There are more than these.</Text>}
          </>
        )}
      </Answer>
    </Panel>
  );
}

function RunLine({ run }: { readonly run: Run }) {
  const title = useTitleOf()(run.mapping);
  const Icon = ICONS[run.state] ?? IconClock;
  const name = `${wordsOf(run.kind)[0]?.toUpperCase()}${wordsOf(run.kind).slice(1)} ${title}`;
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Anchor component={Link} href={placeOfRun(run.id)} size="sm">
          {name}
          {run.dryRun && ' (dry run)'}
        </Anchor>
        <Badge variant="default" radius="sm" leftSection={<Icon size={12} aria-hidden />}>
          {wordsOf(run.state)}
        </Badge>
      </Group>
      <Progress value={shareOf(run)} my={4} aria-label={name} />
      <Text size="xs" c="var(--page-muted)">
        {run.rowsTotal === null
          ? `${countText(run.rowsDone)} records done, not planned yet`
          : `${countText(run.rowsDone)} of ${countText(run.rowsTotal)} records done`}
        {run.etaAt !== null && (
          <>
            {', estimated to end '}
            <Instant at={run.etaAt} />
          </>
        )}
        {run.pauseReason !== null && `, ${wordsOf(run.pauseReason)}`}
        {run.throttledBy !== null && `, slowed down: ${run.throttledBy}`}
        {`, by ${run.requestedBy}`}
      </Text>
    </div>
  );
}
