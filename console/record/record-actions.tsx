import { Button, Text } from '@mantine/core';
import { IconArrowBarRight, IconArrowsDiff, IconRefresh, IconTrash, IconWaveSine } from '@tabler/icons-react';
import { useSingleKeys } from '../keyboard/single-keys';
import { useMay } from '../shell/shell-context';
import type { WriteRequest } from '../writing/write-request';
import type { useCompareAgain } from './use-compare-again';
import { requestsOf, type Subject, whichRow } from './write-requests';

const ACTIONS = [
  { action: 'MIGRATE', name: 'Migrate', key: 'm', Icon: IconArrowBarRight },
  { action: 'RECONCILE', name: 'Reconcile', key: 'r', Icon: IconArrowsDiff },
  { action: 'WAIVE', name: 'Waive', key: 'w', Icon: IconWaveSine },
  { action: 'REMOVE', name: 'Remove', key: null, Icon: IconTrash },
] as const;

const MUTATIONS = {
  MIGRATE: 'migrateRecord',
  RECONCILE: 'reconcileRecord',
  WAIVE: 'waiveDiscrepancy',
  REMOVE: 'removeRecord',
} as const;

interface RecordActionsProps {
  readonly subject: Subject;
  readonly again: ReturnType<typeof useCompareAgain>;
  readonly onWrite: (request: WriteRequest) => void;
}

/** What can be done about the record as it stands, by whoever looks at it. Each button opens a preview. */
export function RecordActions({ subject, again, onWrite }: RecordActionsProps) {
  const may = useMay();
  const possible = ACTIONS.filter(({ action }) => subject.record.allowedActions.includes(action));
  const offered = possible.flatMap((one) => {
    const requests = may(MUTATIONS[one.action]) ? requestsOf(one.action, subject) : [];
    return requests.map((request) => ({
      ...one,
      name: `${one.name}${whichRow(request, requests)}`,
      open: () => onWrite(request),
    }));
  });
  useSingleKeys('This record', [
    ...offered.flatMap(({ name, key, open }) =>
      key === null ? [] : [{ key, does: `${name}: opens a preview`, run: open }],
    ),
    { key: 'c', does: 'Compare again, without writing the ledger', run: again.look },
  ]);
  return (
    <>
      {possible.length > 0 && offered.length === 0 && (
        <Text size="sm" c="var(--page-muted)">
          Your role looks at records and changes none.
        </Text>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        loading={again.isComparing}
        onClick={() => void again.compare()}
      >
        Compare again
      </Button>
      {offered.map(({ action, name, Icon, open }, index) => (
        <Button
          key={name}
          size="xs"
          variant={index === 0 && action !== 'WAIVE' ? 'filled' : 'default'}
          leftSection={<Icon size={14} aria-hidden />}
          onClick={open}
        >
          {name}…
        </Button>
      ))}
    </>
  );
}
