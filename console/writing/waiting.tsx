import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Link } from 'wouter';
import {
  type ApprovalState,
  type WritingApprovalFragment,
  WritingApprovalStateDocument,
} from '../generated/operations';
import { Instant } from '../parts/instant';
import { useAnswer } from '../parts/use-answer';
import { useAskAgain } from '../parts/use-ask-again';

interface WaitingProps {
  readonly approval: WritingApprovalFragment | null;
  readonly onApply: () => void;
  /** Another preview, from which it can be asked for once more. */
  readonly onAgain: () => void;
}

const EVERY_MS = 10_000;

/** A request that waits for a second person. Once that one agreed, the same write is sent again by who asked. */
export function Waiting({ approval, onApply, onAgain }: WaitingProps) {
  const variables = { id: approval?.id ?? '' };
  const { data, ask } = useAnswer(WritingApprovalStateDocument, variables, { pause: approval === null });
  const current = data?.approval ?? approval;
  const isPending = current?.state === 'PENDING';
  const isOver = current !== null && OVER.has(current.state);
  useAskAgain(ask, isPending ? EVERY_MS : null);
  return (
    <div role="status">
      <Alert
        variant="light"
        color={current?.state === 'APPROVED' ? 'teal' : 'yellow'}
        icon={<IconUsers size={18} aria-hidden />}
        title={titleOf(current)}
      >
        <Text size="sm" c="inherit">
          {adviceOf(current)}{' '}
          {current !== null && !isOver && (
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
        {isOver ? (
          <Button onClick={onAgain}>New preview</Button>
        ) : (
          <Button onClick={onApply} disabled={isPending}>
            Apply
          </Button>
        )}
      </Group>
    </div>
  );
}

/** Nothing comes of the request any more. */
const OVER: ReadonlySet<ApprovalState> = new Set(['REJECTED', 'EXPIRED', 'USED']);

function titleOf(approval: WritingApprovalFragment | null): string {
  const by = approval?.decidedBy ?? 'a second person';
  switch (approval?.state) {
    case 'APPROVED':
      return `Approved by ${by}`;
    case 'REJECTED':
      return `Rejected by ${by}`;
    case 'EXPIRED':
      return 'The request expired';
    case 'USED':
      return 'It was carried out';
    default:
      return 'A second person has to agree';
  }
}

function adviceOf(approval: WritingApprovalFragment | null): string {
  switch (approval?.state) {
    case 'APPROVED':
      return 'Nothing was written. Apply it now; the approval holds for exactly this.';
    case 'REJECTED':
      return `Nothing was written. The reason: ${approval.decidedBecause ?? 'none was given'}. That stands until the request expires; with another reason it can be asked for again.`;
    case 'EXPIRED':
      return 'Nothing was written: nobody decided in time, or what was approved was not applied in time. It can be asked for again.';
    case 'USED':
      return 'What was approved was written from elsewhere. A new preview shows what is left to do.';
    default:
      return 'Nothing was written. The request waits; when it is approved you can apply it here, or later in the same way with the same reason.';
  }
}
