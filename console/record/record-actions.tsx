import { Button, Text } from '@mantine/core';
import { IconArrowBarRight, IconArrowsDiff, IconRefresh, IconTrash, IconWaveSine } from '@tabler/icons-react';
import { useSingleKeys } from '../keyboard/single-keys';
import { useMay } from '../shell/shell-context';
import type { WriteRequest } from '../writing/write-request';
import type { Compared } from './compared';
import type { useCompareAgain } from './use-compare-again';
import { requestOf } from './write-requests';

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
  readonly record: Compared;
  readonly again: ReturnType<typeof useCompareAgain>;
  readonly onWrite: (request: WriteRequest) => void;
}

/** What can be done about the record as it stands, by whoever looks at it. Each button opens a preview. */
export function RecordActions({ record, again, onWrite }: RecordActionsProps) {
  const may = useMay();
  const possible = ACTIONS.filter(({ action }) => record.allowedActions.includes(action));
  const offered = possible.flatMap((one) => {
    const request = may(MUTATIONS[one.action]) ? requestOf(one.action, record) : null;
    return request === null ? [] : [{ ...one, open: () => onWrite(request) }];
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
          key={action}
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
