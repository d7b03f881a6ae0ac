import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { Link } from 'wouter';
import { type WritingApprovalFragment, WritingApprovalStateDocument } from '../generated/operations';
import { Instant } from '../parts/instant';
import { useAnswer } from '../parts/use-answer';

interface WaitingProps {
  readonly approval: WritingApprovalFragment | null;
  readonly onApply: () => void;
}

const EVERY_MS = 10_000;

/** A request that waits for a second person. Once that one agreed, the same write is sent again by who asked. */
export function Waiting({ approval, onApply }: WaitingProps) {
  const variables = { id: approval?.id ?? '' };
  const { data, ask } = useAnswer(WritingApprovalStateDocument, variables, { pause: approval === null });
  const current = data?.approval ?? approval;
  const isPending = current?.state === 'PENDING';
  useInterval(() => isPending && ask(), EVERY_MS, { autoInvoke: true });
  return (
    <div role="status">
      <Alert
        variant="light"
        color={current?.state === 'APPROVED' ? 'teal' : 'yellow'}
        icon={<IconUsers size={18} aria-hidden />}
        title={titleOf(current)}
      >
        <Text size="sm" c="inherit">
          Nothing was written. {adviceOf(current)}{' '}
          {current !== null && (
            <>
              The request holds until <Instant at={current.expiresAt} />.{' '}
            </>
          )}
          <Anchor component={Link} href="/approvals" size="sm">
            See all approvals
          </Anchor>
        </Text>
      </Alert>
      <Group justify="flex-end" gap="xs" mt="sm">
        {isPending && (
          <Button variant="default" onClick={ask}>
            Look again
          </Button>
        )}
        <Button onClick={onApply} disabled={isPending || current?.state === 'REJECTED'}>
          Apply
        </Button>
      </Group>
    </div>
  );
}

function titleOf(approval: WritingApprovalFragment | null): string {
  const by = approval?.decidedBy ?? 'a second person';
  if (approval?.state === 'APPROVED') return `Approved by ${by}`;
  return approval?.state === 'REJECTED' ? `Rejected by ${by}` : 'A second person has to agree';
}

function adviceOf(approval: WritingApprovalFragment | null): string {
  if (approval?.state === 'APPROVED') return 'Apply it now; the approval holds for exactly this.';
  if (approval?.state === 'REJECTED') return `The reason: ${approval.decidedBecause ?? 'none was given'}.`;
  return 'The request waits; when it is approved you can apply it here, or later in the same way with the same reason.';
}
