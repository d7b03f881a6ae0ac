import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Link } from 'wouter';
import { type MappingName, WritingApprovalsDocument } from '../generated/operations';
import { Instant } from '../parts/instant';
import { useAnswer } from '../parts/use-answer';
import { useMay, useViewer } from '../shell/shell-context';
import { MUTATION_OF, type WriteAnswer } from './send-write';
import type { WriteRequest } from './write-request';

interface OwnRequestsProps {
  readonly request: WriteRequest;
  readonly answer: WriteAnswer;
  readonly onReason: (reason: string) => void;
}

/**
 * What one asked a second person for before. An approval holds for the very same write, its reason included, so that the
 * reason is given again as it was.
 */
export function OwnRequests({ request, answer, onReason }: OwnRequestsProps) {
  const { name } = useViewer();
  const mayAsk = useMay()('approvals');
  const variables = { mapping: request.mapping as MappingName, requestedBy: name };
  const { data } = useAnswer(WritingApprovalsDocument, variables, { pause: !mayAsk });
  const [planned] = answer.plan.slice(-1);
  const legacyId = planned?.legacyId ?? ('legacyId' in request ? request.legacyId : null);
  const newId = planned?.newId ?? ('newId' in request ? request.newId : null);
  const found = (data?.approvals.nodes ?? []).filter(
    (approval) =>
      approval.mutation === MUTATION_OF[request.kind] &&
      approval.legacyId === legacyId &&
      (newId === null || approval.newId === null || approval.newId === newId),
  );
  return (
    <>
      {found.map(({ id, state, reason, decidedBy, expiresAt }) => (
        <Alert
          key={id}
          variant="light"
          color={state === 'APPROVED' ? 'teal' : 'yellow'}
          icon={<IconUsers size={18} aria-hidden />}
          title={state === 'APPROVED' ? `Approved by ${decidedBy ?? 'a second person'}` : 'A request of yours waits'}
          mt="sm"
        >
          <Group justify="space-between" align="flex-end">
            <Text size="sm" c="inherit">
              Asked for with the reason “{reason}”, until <Instant at={expiresAt} />. It holds for exactly this reason.{' '}
              <Anchor component={Link} href="/approvals" size="sm">
                Approvals
              </Anchor>
            </Text>
            <Button size="xs" variant="default" onClick={() => onReason(reason)}>
              Use this reason
            </Button>
          </Group>
        </Alert>
      ))}
    </>
  );
}
