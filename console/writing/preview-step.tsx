import { Button, Group, Text } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { TimeLeft } from '../parts/time-left';
import { useTimeOver } from '../parts/use-time-over';
import { useViewer } from '../shell/shell-context';
import { ApplyForm } from './apply-form';
import { Consequences } from './consequences';
import { OwnRequests } from './own-requests';
import { PlannedRows } from './planned-rows';
import { Refused } from './refused';
import { NO_CHOICES } from './send-write';
import type { Stage, Write } from './use-write';
import type { WriteRequest } from './write-request';

type Preview = Stage & { readonly at: 'PREVIEW' };

interface PreviewStepProps {
  readonly request: WriteRequest;
  readonly write: Write;
  readonly preview: Preview;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}

/** What the dry run did: refused, with the way back, or the rows, their consequences, and the form that applies them. */
export function PreviewStep({ request, write, preview, reason, onReason }: PreviewStepProps) {
  const { answer, clear } = preview;
  const onBack = hasChoice(request) ? write.choose : undefined;
  if (answer.userErrors.length > 0)
    return <Refused errors={answer.userErrors} onBack={onBack} onRetry={write.previewAgain} />;
  return (
    <>
      <Consequences request={request} choices={write.chosen ?? NO_CHOICES} answer={answer} />
      <PersonalValues write={write} preview={preview} />
      <PlannedRows plan={(clear?.answer ?? answer).plan} />
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

/**
 * Personal values come by a dry run of their own, which the access log keeps, and go after a minute; nothing is offered
 * where nothing is masked.
 */
function PersonalValues({ write, preview: { answer, clear } }: PersonalValuesProps) {
  const { seesPersonal } = useViewer();
  const isMasked = answer.plan.some(({ columns }) => columns.some((column) => column.isMasked));
  useTimeOver(clear?.until ?? null, write.hideClear);
  if (!isMasked) return null;
  if (!seesPersonal)
    return (
      <Text size="sm" c="var(--page-muted)" mb="xs">
        Some values are masked: your role does not see them. {MASKS}
      </Text>
    );
  const Icon = clear === null ? IconEye : IconEyeOff;
  return (
    <Group mb="xs">
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon size={14} aria-hidden />}
        onClick={() => (clear === null ? void write.showClear() : write.hideClear())}
      >
        {clear === null ? 'Show personal values' : 'Hide personal values'}
      </Button>
      {clear !== null && <TimeLeft until={clear.until} />}
      <Text size="xs" c="var(--page-muted)">
        {clear === null
          ? `${MASKS} The access log keeps who was shown them.`
          : 'That they were shown is in the access log.'}
      </Text>
    </Group>
  );
}

const MASKS = 'Within a column, the same name such as “masked 1” stands for the same value.';
