import { Button, Group, Text } from '@mantine/core';
import { IconFileCheck, IconHistory, IconPencil, IconWaveSine } from '@tabler/icons-react';
import { Instant } from '../parts/instant';
import { useMay } from '../shell/shell-context';
import type { WriteRequest } from '../writing/write-request';
import { ChangedColumns } from './changed-columns';
import type { HistoryEvent } from './history-events';
import classes from './record.module.css';

const ICONS = { LEDGER: IconHistory, CHANGE: IconPencil, WAIVER: IconWaveSine, AUDIT: IconFileCheck };

interface HistoryItemProps {
  readonly event: HistoryEvent;
  readonly mapping: string;
  readonly onWrite: (request: WriteRequest) => void;
}

export function HistoryItem({ event, mapping, onWrite }: HistoryItemProps) {
  const Icon = ICONS[event.kind];
  return (
    <li>
      <Icon size={16} aria-hidden className={classes.arrow} />
      <div className={classes.event}>
        <Group gap="xs" justify="space-between">
          <Text size="sm" fw={500}>
            {event.says}
          </Text>
          <Undo event={event} mapping={mapping} onWrite={onWrite} />
        </Group>
        <Text size="xs" c="var(--page-muted)" component="div">
          <Instant at={event.at} />
          {event.actor !== null && ` by ${event.actor}`}
          {event.reason !== '' && `: ${event.reason}`}
        </Text>
        {event.change !== null && <ChangedColumns change={event.change} />}
      </div>
    </li>
  );
}

/** What takes it back, where it still stands and the role may. */
function Undo({ event: { change, standingWaiver }, mapping, onWrite }: HistoryItemProps) {
  const may = useMay();
  if (change?.revertedBy != null)
    return (
      <Text size="xs" c="var(--page-muted)">
        taken back by change {change.revertedBy}
      </Text>
    );
  const request: WriteRequest | null =
    change?.revertible === true && may('revertChange')
      ? { kind: 'REVERT', mapping, changeId: change.id }
      : standingWaiver !== null && may('withdrawWaiver')
        ? { kind: 'WITHDRAW', mapping, waiverId: standingWaiver }
        : null;
  if (request === null) return null;
  return (
    <Button size="compact-sm" variant="default" mih={24} onClick={() => onWrite(request)}>
      {request.kind === 'REVERT' ? 'Take back…' : 'Withdraw…'}
    </Button>
  );
}
