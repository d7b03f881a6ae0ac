import { Button, Group, Text } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useViewer } from '../shell/shell-context';
import { ApplyForm } from './apply-form';
import { Consequences } from './consequences';
import { OwnRequests } from './own-requests';
import { PlannedRows } from './planned-rows';
import { Refused } from './refused';
import type { Preview, Write } from './use-write';
import type { WriteRequest } from './write-request';

interface PreviewStepProps {
  readonly request: WriteRequest;
  readonly write: Write;
  readonly preview: Preview;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}

/** What the dry run did: refused, with the way back, or the rows, their consequences, and the form that applies them. */
export function PreviewStep({ request, write, preview, reason, onReason }: PreviewStepProps) {
  const { answer, choices } = preview;
  const onBack = hasChoice(request) ? write.choose : undefined;
  if (answer.userErrors.length > 0)
    return <Refused errors={answer.userErrors} onBack={onBack} onRetry={() => void write.previewWith(choices)} />;
  return (
    <>
      <Consequences request={request} choices={choices} answer={answer} />
      <PersonalValues write={write} preview={preview} />
      <PlannedRows plan={answer.plan} />
      <OwnRequests request={request} answer={answer} onReason={onReason} />
      <div style={{ marginTop: 16 }}>
        <ApplyForm reason={reason} onReason={onReason} onApply={() => void write.apply(reason)} onBack={onBack} />
      </div>
    </>
  );
}

export const hasChoice = ({ kind }: WriteRequest): boolean =>
  kind === 'MIGRATE' || kind === 'RECONCILE' || kind === 'WAIVE';

interface PersonalValuesProps {
  readonly write: Write;
  readonly preview: Preview;
}

/** Personal values come by a dry run of their own, which the access log keeps; nothing is offered where nothing is masked. */
function PersonalValues({ write, preview: { answer, choices, isClear } }: PersonalValuesProps) {
  const { seesPersonal } = useViewer();
  const isMasked = answer.plan.some(({ columns }) => columns.some((column) => column.isMasked));
  if (!isClear && !isMasked) return null;
  if (!seesPersonal)
    return (
      <Text size="sm" c="var(--page-muted)" mb="xs">
        Some values are masked: your role does not see them.
      </Text>
    );
  const Icon = isClear ? IconEyeOff : IconEye;
  return (
    <Group mb="xs">
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon size={14} aria-hidden />}
        onClick={() => void write.previewWith(choices, !isClear)}
      >
        {isClear ? 'Hide personal values' : 'Show personal values'}
      </Button>
      <Text size="xs" c="var(--page-muted)">
        {isClear ? 'That they were shown is in the access log.' : 'The access log keeps who was shown them.'}
      </Text>
    </Group>
  );
}
