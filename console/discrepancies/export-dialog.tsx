import { Alert, Button, Checkbox, Group, Modal, Progress, Stack, Text, Textarea } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { saveFile } from '../downloads/save-file';
import type { DiscrepancyWhere } from '../generated/operations';
import { counted, countText } from '../parts/number';
import { useViewer } from '../shell/shell-context';
import type { Session } from '../sign-in/session';
import type { Exported } from './export-parts';
import { type Export, useExport } from './use-export';

interface ExportProps {
  readonly session: Session;
  readonly where: DiscrepancyWhere;
  /** Records to come; null: not counted. */
  readonly total: number | null;
}

/** The list as a file for a spreadsheet. Who took it out and what for is in the audit trail. */
export function ExportButton(props: ExportProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Export CSV
      </Button>
      {isOpen && <ExportDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function ExportDialog({ session, where, total, onClose }: ExportProps & { readonly onClose: () => void }) {
  const taking = useExport(session, where);
  const close = (): void => {
    taking.reset();
    onClose();
  };
  return (
    <Modal opened onClose={close} title="Export as CSV" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Text size="sm">
          {total === null ? 'All records of the list are' : `${counted(total, 'record')} will be`} compared now, a
          thousand at a time, with a line for each field that is not as it should be.
        </Text>
        {taking.exported.isWhole ? (
          <Whole exported={taking.exported} onClose={close} />
        ) : (
          <ExportForm taking={taking} total={total} />
        )}
      </Stack>
    </Modal>
  );
}

function ExportForm({ taking, total }: { readonly taking: Export; readonly total: number | null }) {
  const { seesPersonal } = useViewer();
  const [reason, setReason] = useState('');
  const [isUnmasked, setUnmasked] = useState(false);
  const { exported, isRunning, fault, start } = taking;
  // What was begun in one way goes on in it: one file does not mix masked lines with others.
  const isBegun = isRunning || exported.parts.length > 0;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    start(reason, isUnmasked);
  };
  return (
    <Stack component="form" gap="sm" onSubmit={submit}>
      <Textarea
        label="Reason"
        description="What the file is for. It is in the audit trail."
        required
        maxLength={2_000}
        autosize
        minRows={2}
        value={reason}
        disabled={isBegun}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      {seesPersonal && (
        <Checkbox
          label="With personal and medical values"
          description="They are in the access log, record by record. Otherwise they are masked."
          checked={isUnmasked}
          disabled={isBegun}
          onChange={(event) => setUnmasked(event.currentTarget.checked)}
        />
      )}
      {isBegun && <Share exported={exported} total={total} />}
      {fault !== null && <Stopped why={fault} />}
      <Group justify="flex-end">
        {!isRunning && exported.parts.length > 0 && (
          <Button variant="default" onClick={() => saveFile(exported.fileName, 'csv', exported.parts)}>
            Save what is there
          </Button>
        )}
        <Button type="submit" loading={isRunning} disabled={reason.trim() === ''}>
          {fault === null ? 'Export' : 'Go on'}
        </Button>
      </Group>
    </Stack>
  );
}

function Stopped({ why }: { readonly why: string }) {
  return (
    <Alert role="alert" color="red" title="The export stopped">
      {why}
    </Alert>
  );
}

function Share({ exported: { records }, total }: { readonly exported: Exported; readonly total: number | null }) {
  const words = total === null ? countText(records) : `${countText(records)} of ${countText(total)}`;
  return (
    <div>
      {total !== null && total > 0 && (
        <Progress value={Math.min(100, (records / total) * 100)} aria-label="Records that were exported" mb={4} />
      )}
      <Text size="sm" role="status">{`${words} records`}</Text>
    </div>
  );
}

function Whole({ exported, onClose }: { readonly exported: Exported; readonly onClose: () => void }) {
  return (
    <>
      <Text size="sm" role="status">
        {`${exported.fileName}: ${counted(exported.rows, 'line')} about ${counted(exported.records, 'record')}.`}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={() => saveFile(exported.fileName, 'csv', exported.parts)}>
          Save it again
        </Button>
        <Button onClick={onClose}>Done</Button>
      </Group>
    </>
  );
}
