import { Anchor, Table } from '@mantine/core';
import { Link } from 'wouter';
import { ApprovalsRunsDocument, type ApprovalsRunsQuery } from '../generated/operations';
import { Empty } from '../parts/empty';
import { HeadedTable } from '../parts/headed-table';
import { Instant } from '../parts/instant';
import { countText } from '../parts/number';
import { Pages } from '../parts/pages';
import { Panel } from '../parts/panel';
import { placeOfRun } from '../places';
import { verbOf } from '../runs/run-words';
import { useTitleOf } from '../shell/shell-context';

const HEADS = ['Run', 'Would write', 'Asked for by', 'Reason', 'Until'];

/** So often is looked whether one more waits. */
const EVERY_MS = 15_000;

/** Paused runs that wait for a second person; those that wait for something else are no matter of approval. */
const waiting = ({ runs: { nodes, pageInfo } }: ApprovalsRunsQuery) => ({
  pageInfo,
  nodes: nodes.filter(({ pauseReason }) => pauseReason === 'APPROVAL_REQUIRED'),
});

/** Runs are decided about on their own pages, where all of what they would do is told. */
export function WaitingRuns() {
  const titleOf = useTitleOf();
  return (
    <Panel title="Runs that wait">
      <HeadedTable label="Runs that wait for a second person" minWidth={640} heads={HEADS} numbers={['Would write']}>
        <Pages
          query={ApprovalsRunsDocument}
          variablesOf={(after) => ({ after })}
          connectionOf={waiting}
          columns={HEADS.length}
          refreshMs={() => EVERY_MS}
          empty={<Empty title="No run waits for a second person" />}
        >
          {({ id, kind, mapping, plannedWrites, requestedBy, reason, approvalExpiresAt }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Anchor component={Link} href={placeOfRun(id)} size="sm">
                  {verbOf(kind)} {titleOf(mapping)}
                </Anchor>
              </Table.Td>
              <Table.Td ta="right">{plannedWrites === null ? '–' : `${countText(plannedWrites)} rows`}</Table.Td>
              <Table.Td>{requestedBy}</Table.Td>
              <Table.Td>{reason}</Table.Td>
              <Table.Td>
                <Instant at={approvalExpiresAt} />
              </Table.Td>
            </Table.Tr>
          )}
        </Pages>
      </HeadedTable>
    </Panel>
  );
}
