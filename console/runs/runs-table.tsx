import { Anchor, Badge, Group, Progress, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import { RunsListDocument, type RunsListQuery } from '../generated/operations';
import { Empty } from '../parts/empty';
import { HeadedTable } from '../parts/headed-table';
import { Instant } from '../parts/instant';
import { countText } from '../parts/number';
import { Pages } from '../parts/pages';
import { wordsOf } from '../parts/words';
import { placeOfRun } from '../places';
import { useTitleOf } from '../shell/shell-context';
import { RunStateMark } from './run-state-mark';
import { durationText, shareOf, verbOf } from './run-words';
import type { RunsPlace } from './use-runs-place';

type Line = RunsListQuery['runs']['nodes'][number];

const HEADS = ['Run', 'State', 'Progress', 'Written', 'Failed', 'Started by', 'Asked at', 'Took'];

/** So often is looked at runs that go on: their own page shows every step. */
const LEAST_MS = 3_000;

function refreshMs(lines: readonly Line[]): number | null {
  const wanted = lines.flatMap(({ pollAfterMs }) => pollAfterMs ?? []);
  return wanted.length === 0 ? null : Math.max(LEAST_MS, Math.min(...wanted));
}

export function RunsTable({ place: { where } }: { readonly place: RunsPlace }) {
  return (
    <HeadedTable label="Runs, the newest first" minWidth={940} heads={HEADS} numbers={['Written', 'Failed', 'Took']}>
      <Pages
        key={JSON.stringify(where)}
        query={RunsListDocument}
        variablesOf={(after) => ({ where, after })}
        connectionOf={({ runs }) => runs}
        columns={HEADS.length}
        refreshMs={refreshMs}
        empty={<Empty title="There is no such run">None was asked for, or none meets the conditions.</Empty>}
      >
        {(line) => <RunRow key={line.id} run={line} />}
      </Pages>
    </HeadedTable>
  );
}

function RunRow({ run }: { readonly run: Line }) {
  const title = useTitleOf()(run.mapping);
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Anchor component={Link} href={placeOfRun(run.id)} size="sm">
            {verbOf(run.kind)} {title}
          </Anchor>
          {run.dryRun && (
            <Badge variant="default" radius="sm" size="sm" miw="max-content">
              dry run
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <RunStateMark of={run.state} />
        {run.pauseReason !== null && (
          <Text size="xs" c="var(--page-muted)">
            {wordsOf(run.pauseReason)}
          </Text>
        )}
      </Table.Td>
      <Table.Td miw={150}>
        <RunProgress run={run} name={`${verbOf(run.kind)} ${title}`} />
      </Table.Td>
      <Table.Td ta="right">{run.kind === 'COMPARE' ? '–' : countText(run.counts.written)}</Table.Td>
      <Table.Td ta="right">{countText(run.counts.failed)}</Table.Td>
      <Table.Td maw={220}>
        {run.requestedBy}
        <Text size="xs" c="var(--page-muted)" lineClamp={2} title={run.reason}>
          {run.reason}
        </Text>
      </Table.Td>
      <Table.Td>
        <Instant at={run.createdAt} />
      </Table.Td>
      <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
        {durationText(run.startedAt, run.finishedAt)}
      </Table.Td>
    </Table.Tr>
  );
}

function RunProgress({ run, name }: { readonly run: Line; readonly name: string }) {
  return (
    <>
      {run.finishedAt === null && <Progress value={shareOf(run)} aria-label={`Progress of ${name}`} mb={2} />}
      <Text size="xs" c="var(--page-muted)">
        {run.rowsTotal === null
          ? `${countText(run.rowsDone)}, not counted yet`
          : `${countText(run.rowsDone)} of ${countText(run.rowsTotal)}`}
        {run.throttledBy !== null && `, slowed down: ${run.throttledBy}`}
      </Text>
    </>
  );
}
