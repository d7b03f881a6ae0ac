import { Badge, Group, SimpleGrid, Stack } from '@mantine/core';
import { useParams } from 'wouter';
import type { RunsWholeFragment } from '../generated/operations';
import { Loading } from '../parts/answer';
import { Empty } from '../parts/empty';
import { Failed } from '../parts/failed';
import { Instant } from '../parts/instant';
import { ViewTitle } from '../parts/view-title';
import { useTitleOf } from '../shell/shell-context';
import { ApprovalPanel } from './approval-panel';
import { AskedPanel } from './asked-panel';
import { CountsPanel } from './counts-panel';
import { FailuresPanel } from './failures-panel';
import { ProgressPanel } from './progress-panel';
import { RunActions } from './run-actions';
import { RunStateMark } from './run-state-mark';
import { verbOf } from './run-words';
import { SwitchBanner } from './switch-banner';
import { useRun } from './use-run';
import { WrittenPanel } from './written-panel';

export default function RunView() {
  const { id } = useParams<{ id: string }>();
  return <OneRun key={id} id={id} />;
}

function OneRun({ id }: { readonly id: string }) {
  const { answer, run, isUnknown } = useRun(id);
  return (
    <>
      {run === null && <ViewTitle title="Run" />}
      {run === null && answer.isLoading && <Loading rows={10} />}
      {answer.failure !== null && <Failed failure={answer.failure} isPartly={run !== null} onRetry={answer.ask} />}
      {run === null && isUnknown && (
        <Empty title="There is no such run">It is of another service, or about a system that you may not see.</Empty>
      )}
      {run !== null && <Whole run={run} />}
    </>
  );
}

function Whole({ run }: { readonly run: RunsWholeFragment }) {
  const title = useTitleOf()(run.mapping);
  return (
    <>
      <ViewTitle
        title={`${verbOf(run.kind)} ${title}`}
        tab="Run"
        under={
          <Group gap="xs">
            <RunStateMark of={run.state} />
            {run.dryRun && (
              <Badge variant="default" radius="sm">
                dry run
              </Badge>
            )}
            <span>
              asked for by {run.requestedBy} at <Instant at={run.createdAt} />
            </span>
          </Group>
        }
        aside={<RunActions run={run} />}
      />
      <SwitchBanner />
      <Stack gap="md">
        <ProgressPanel run={run} />
        <ApprovalPanel run={run} />
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <CountsPanel run={run} />
          <AskedPanel run={run} />
        </SimpleGrid>
        <WrittenPanel run={run} />
        <FailuresPanel run={run} />
      </Stack>
    </>
  );
}
