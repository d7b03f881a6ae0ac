import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { AuditChangesDocument, type AuditChangesQuery } from '../generated/operations';
import { Empty } from '../parts/empty';
import { HeadedTable } from '../parts/headed-table';
import { faultOfLegacyId } from '../parts/ids';
import { Instant } from '../parts/instant';
import { Pages } from '../parts/pages';
import { RecordName } from '../parts/record-name';
import { ChangedColumns } from '../record/changed-columns';
import { useMay } from '../shell/shell-context';
import { WriteDialog } from '../writing/write-dialog';
import type { WriteRequest } from '../writing/write-request';
import { ActorCondition, Conditions, MappingCondition, TextCondition } from './conditions';
import { useConditions } from './use-conditions';

type Change = AuditChangesQuery['changes']['nodes'][number];

const HEADS = ['Change', 'At', 'Who', 'Record', 'What', 'Before and after', 'Way back'];

const KINDS = { INSERT: 'row created', UPDATE: 'row changed', DELETE: 'row removed' } as const;

/** Every single write, with the row before and after it. */
export function Changes() {
  const { actor, setActor, mapping, legacyId } = useConditions();
  const [request, setRequest] = useState<WriteRequest | null>(null);
  const where = { actor, mapping, legacyId };
  return (
    <>
      <Conditions>
        <ActorCondition actor={actor} onChange={setActor} />
        <MappingCondition />
        <TextCondition name="legacyId" label="Legacy id" faultOf={faultOfLegacyId} />
      </Conditions>
      <HeadedTable label="Changes, the newest first" minWidth={980} heads={HEADS}>
        <Pages
          key={JSON.stringify(where)}
          query={AuditChangesDocument}
          variablesOf={(after) => ({ where, after })}
          connectionOf={({ changes }) => changes}
          columns={HEADS.length}
          empty={
            <Empty title="There is no such change">
              Nothing was written, or nothing meets the conditions. What runs write many rows at a time stands in the
              audit trail.
            </Empty>
          }
        >
          {(change) => <ChangeRow key={change.id} change={change} onWrite={setRequest} />}
        </Pages>
      </HeadedTable>
      <WriteDialog request={request} onClose={() => setRequest(null)} onDone={() => undefined} />
    </>
  );
}

interface ChangeRowProps {
  readonly change: Change;
  readonly onWrite: (request: WriteRequest) => void;
}

function ChangeRow({ change, onWrite }: ChangeRowProps) {
  const { id, at, actor, reason, mapping, legacyId, newId, kind, table, mutation } = change;
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>{id}</Table.Td>
      <Table.Td>
        <Instant at={at} />
      </Table.Td>
      <Table.Td maw={200} style={{ overflowWrap: 'break-word' }}>
        {actor}
        <Text size="xs" c="var(--page-muted)">
          {reason}
        </Text>
      </Table.Td>
      <Table.Td maw={180} style={{ overflowWrap: 'anywhere' }}>
        <RecordName mapping={mapping} legacyId={legacyId} newId={newId} />
      </Table.Td>
      <Table.Td>
        {KINDS[kind]}
        <Text size="xs" c="var(--page-muted)">
          {table}, {mutation}
        </Text>
      </Table.Td>
      <Table.Td>
        <ChangedColumns change={change} />
      </Table.Td>
      <Table.Td>
        <WayBack change={change} onWrite={onWrite} />
      </Table.Td>
    </Table.Tr>
  );
}

function WayBack({ change: { id, mapping, revertible, revertedBy, reverts }, onWrite }: ChangeRowProps) {
  const mayRevert = useMay()('revertChange');
  if (revertedBy !== null) return `taken back by ${revertedBy}`;
  return (
    <>
      {reverts !== null && <Text size="xs">took back {reverts}</Text>}
      {revertible && mayRevert && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Take back change ${id}`}
          onClick={() => onWrite({ kind: 'REVERT', mapping, changeId: id })}
        >
          Take back…
        </Button>
      )}
    </>
  );
}
