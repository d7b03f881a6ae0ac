import { Anchor, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { RunsWholeFragment } from '../generated/operations';
import { Panel } from '../parts/panel';
import { placeOfList } from '../places';
import { useMay } from '../shell/shell-context';

/** Where to see what it wrote, and what of its mapping is still open. */
export function WrittenPanel({ run: { kind, dryRun, mapping, counts } }: { readonly run: RunsWholeFragment }) {
  const mayAudit = useMay()('auditEntries');
  const hasWritten = kind !== 'COMPARE' && !dryRun && counts.written > 0;
  const search = new URLSearchParams({ mapping }).toString();
  return (
    <Panel title="What follows from it">
      <Group gap="md">
        {hasWritten && (
          <Anchor component={Link} href={`/audit?tab=changes&${search}`} size="sm">
            Changes of single records
          </Anchor>
        )}
        {mayAudit && (
          <Anchor component={Link} href={`/audit?tab=trail&${search}`} size="sm">
            Audit trail of the mapping
          </Anchor>
        )}
        <Anchor component={Link} href={placeOfList({ mapping, state: ['OPEN'] })} size="sm">
          Open discrepancies of the mapping
        </Anchor>
      </Group>
      {hasWritten && (
        <Text size="xs" c="var(--page-muted)" mt={4}>
          Rows that were written many at a time are told of by the audit trail, one entry for each batch.
        </Text>
      )}
    </Panel>
  );
}
