import { Button, Group, Text } from '@mantine/core';
import { useSearchParams } from 'wouter';
import type { RecordChangeFragment, RecordDiscrepancyFragment, RecordHistoryQuery } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { Instant } from '../parts/instant';
import { Panel } from '../parts/panel';
import type { Answered } from '../parts/use-answer';
import { Verdict } from '../parts/verdict';
import type { WriteRequest } from '../writing/write-request';
import { eventsOf } from './history-events';
import { HistoryItem } from './history-item';
import classes from './record.module.css';

interface HistoryPanelProps {
  readonly answer: Answered<RecordHistoryQuery>;
  readonly mapping: string;
  readonly rowChanges: readonly RecordChangeFragment[];
  readonly discrepancy: RecordDiscrepancyFragment | null;
  /** There is no comparison beside it: one of the sides does not answer, or neither has the record. */
  readonly isAlone: boolean;
  readonly onWrite: (request: WriteRequest) => void;
}

/** What the ledger remembers of the record; it lies on the new side and is there when the legacy side is not. */
export function HistoryPanel({ answer, discrepancy, isAlone, ...rest }: HistoryPanelProps) {
  return (
    <Panel title={isAlone ? 'What the ledger remembers' : 'History'}>
      {discrepancy !== null && <Remembered discrepancy={discrepancy} />}
      <Answer of={answer} rows={3}>
        {(history) => <Events history={history} discrepancy={discrepancy} {...rest} />}
      </Answer>
    </Panel>
  );
}

function Remembered({ discrepancy: { state, verdict, seenAt, fields } }: Pick<RememberedProps, 'discrepancy'>) {
  return (
    <Group gap="xs" mb="xs">
      <Verdict of={verdict} />
      <Text size="sm">
        {fields.length > 0 && `in ${fields.join(', ')}, `}as last seen at <Instant at={seenAt} />: {STATES[state]}
      </Text>
    </Group>
  );
}

interface RememberedProps {
  readonly discrepancy: RecordDiscrepancyFragment;
}

const STATES = { OPEN: 'open', WAIVED: 'waived', CLOSED: 'closed since' } as const;

type EventsProps = Omit<HistoryPanelProps, 'answer' | 'isAlone'> & { readonly history: RecordHistoryQuery };

function Events({ history, rowChanges, discrepancy, mapping, onWrite }: EventsProps) {
  const [search, setSearch] = useSearchParams();
  const events = eventsOf({ history, rowChanges, discrepancy });
  if (events.length === 0)
    return (
      <Empty title="Nothing is remembered">
        It was never seen not matching, and nothing was written to it through this service.
      </Empty>
    );
  const hasMore = [history.changes, history.waivers, history.auditEntries].some((list) => list?.pageInfo.hasNextPage);
  return (
    <>
      <ol className={classes.history}>
        {events.map((event) => (
          <HistoryItem key={event.key} event={event} mapping={mapping} onWrite={onWrite} />
        ))}
      </ol>
      {hasMore && search.get('history') !== 'all' && (
        <Button size="xs" variant="default" onClick={() => setSearch(withHistory, { replace: true })}>
          Show older
        </Button>
      )}
      {hasMore && search.get('history') === 'all' && <Text size="sm">The newest hundred of each are shown.</Text>}
    </>
  );
}

const withHistory = (before: URLSearchParams): URLSearchParams => {
  const after = new URLSearchParams(before);
  after.set('history', 'all');
  return after;
};
