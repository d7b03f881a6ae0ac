import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type MappingName, WritingFiguresDocument } from '../generated/operations';
import { Answer } from '../parts/answer';
import { RecordName } from '../parts/record-name';
import { useAnswer } from '../parts/use-answer';
import { Verdict } from '../parts/verdict';
import { useMay } from '../shell/shell-context';
import { FiguresChange, type MappingFigures } from './figures-change';
import { Refused } from './refused';
import type { WriteAnswer } from './send-write';
import { TakeBackWaiver } from './take-back-waiver';
import type { WriteRequest } from './write-request';

interface DoneStepProps {
  readonly request: WriteRequest;
  readonly answer: WriteAnswer;
  readonly figuresBefore: MappingFigures | null;
  readonly onTakeBack: (request: WriteRequest) => void;
  readonly onClose: () => void;
}

const DONE: Readonly<Record<WriteRequest['kind'], string>> = {
  MIGRATE: 'Migrated',
  RECONCILE: 'Reconciled',
  REMOVE: 'Removed',
  WAIVE: 'Waived',
  WITHDRAW: 'The waiver is withdrawn',
  REVERT: 'Taken back',
};

/** What was written, how the record and its mapping stand now, and the way back. */
export function DoneStep({ request, answer, figuresBefore, onTakeBack, onClose }: DoneStepProps) {
  // What was known before the write is no answer.
  const figures = useAnswer(WritingFiguresDocument, { mapping: request.mapping as MappingName });
  return (
    <Stack gap="sm">
      <Alert
        role="status"
        variant="light"
        color="teal"
        icon={<IconCheck size={18} aria-hidden />}
        title={DONE[request.kind]}
      >
        <Text size="sm" c="inherit">
          {answer.replayed ? 'It had been done already when this was sent again; it was done once. ' : ''}
          The history keeps it with your name and reason.
        </Text>
      </Alert>
      {answer.userErrors.length > 0 && <Refused errors={answer.userErrors} />}
      <RecordNow request={request} answer={answer} />
      <Changes answer={answer} onTakeBack={onTakeBack} />
      <Answer of={{ ...figures, isLoading: figures.isStale }} rows={2}>
        {({ mapping }) => mapping !== null && <FiguresChange before={figuresBefore} after={mapping} />}
      </Answer>
      <Group justify="flex-end" gap="xs">
        {request.kind === 'WAIVE' && <TakeBackWaiver request={request} onTakeBack={onTakeBack} />}
        <Button onClick={onClose}>Close</Button>
      </Group>
    </Stack>
  );
}

function RecordNow({ request, answer: { record } }: Pick<DoneStepProps, 'request' | 'answer'>) {
  if (record == null)
    return request.kind === 'REMOVE' ? <Text size="sm">Neither side has the record any more.</Text> : null;
  return (
    <Group gap="xs">
      <RecordName mapping={request.mapping} legacyId={record.legacyId} newId={record.newId} />
      <Text size="sm">is now</Text>
      <Verdict of={record.verdict} />
    </Group>
  );
}

const KINDS = { INSERT: 'row created', UPDATE: 'row changed', DELETE: 'row removed' };

/** The newest first: what hangs on another row has to go before it. */
function Changes({ answer: { changes }, onTakeBack }: Pick<DoneStepProps, 'answer' | 'onTakeBack'>) {
  const mayRevert = useMay()('revertChange');
  if (changes.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={480} tabIndex={0} role="group" aria-label="Changes that were written">
      <Table withTableBorder verticalSpacing={3} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Change</Table.Th>
            <Table.Th>Table</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>Record</Table.Th>
            <Table.Th ta="right">Way back</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.toReversed().map(({ id, table, kind, mapping, legacyId, newId, revertible }) => (
            <Table.Tr key={id}>
              <Table.Td>{id}</Table.Td>
              <Table.Td>{table}</Table.Td>
              <Table.Td>{KINDS[kind]}</Table.Td>
              <Table.Td>
                <RecordName mapping={mapping} legacyId={legacyId} newId={newId} />
              </Table.Td>
              <Table.Td ta="right">
                {mayRevert && revertible && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Take back change ${id}`}
                    onClick={() => onTakeBack({ kind: 'REVERT', mapping, changeId: id })}
                  >
                    Take back
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
