import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { IconBan, IconCheck, IconClock, IconClockOff, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ApprovalState, ApprovalsOneFragment } from '../generated/operations';
import { Instant } from '../parts/instant';
import { RecordName } from '../parts/record-name';
import { useMay, useViewer } from '../shell/shell-context';
import { PlannedRows } from '../writing/planned-rows';
import classes from './approvals.module.css';
import { DecideDialog, type Decision } from './decide-dialog';
import { STATE_WORDS, writeWords } from './state-words';

const LOOKS: Readonly<Record<ApprovalState, { readonly color: string; readonly Icon: typeof IconCheck }>> = {
  PENDING: { color: 'yellow', Icon: IconClock },
  APPROVED: { color: 'teal', Icon: IconCheck },
  REJECTED: { color: 'red', Icon: IconX },
  USED: { color: 'gray', Icon: IconCheck },
  EXPIRED: { color: 'gray', Icon: IconClockOff },
};

/** Who wants what, why and until when; the rows as they would be written; and the decision. */
export function ApprovalItem({ approval }: { readonly approval: ApprovalsOneFragment }) {
  const id = useId();
  const { mutation, mapping, legacyId, newId, requestedBy, reason, askedAt, expiresAt, state, changes } = approval;
  return (
    <section className={classes.item} aria-labelledby={id}>
      <Group justify="space-between" align="flex-start">
        <Title order={3} size="h5" id={id}>
          {writeWords(mutation)} <RecordName mapping={mapping} legacyId={legacyId} newId={newId} />
        </Title>
        <StateMark of={state} />
      </Group>
      <Text size="sm">
        {requestedBy} asked for it at <Instant at={askedAt} />: {reason}
      </Text>
      <Text size="xs" c="var(--page-muted)" mb="xs">
        {state === 'PENDING' ? 'Can be decided about until ' : 'Held until '}
        <Instant at={expiresAt} />
      </Text>
      <Decided approval={approval} />
      {changes.length === 0 ? (
        <Text size="sm">No row of the new side is written.</Text>
      ) : (
        <PlannedRows plan={changes} />
      )}
      {state === 'PENDING' && <Decide approval={approval} />}
    </section>
  );
}

function StateMark({ of }: { readonly of: ApprovalState }) {
  const { color, Icon } = LOOKS[of];
  return (
    <Badge
      color={color}
      variant="light"
      radius="sm"
      c="var(--mantine-color-text)"
      miw="max-content"
      leftSection={<Icon size={12} aria-hidden />}
    >
      {STATE_WORDS[of]}
    </Badge>
  );
}

function Decided({ approval }: { readonly approval: ApprovalsOneFragment }) {
  const { state, decidedBy, decidedAt, decidedBecause, usedAt, requestedBy } = approval;
  const isOwn = useViewer().name === requestedBy;
  if (decidedBy === null) return null;
  return (
    <Text size="sm" mb="xs">
      {state === 'REJECTED' ? 'Rejected' : 'Approved'} by {decidedBy} at <Instant at={decidedAt} />: {decidedBecause}
      {usedAt !== null && (
        <>
          {'. '}Carried out at <Instant at={usedAt} />.
        </>
      )}
      {state === 'APPROVED' &&
        (isOwn
          ? ' Go to the record and apply the same with the same reason: then it is carried out.'
          : ` ${requestedBy} can carry it out now.`)}
    </Text>
  );
}

function Decide({ approval }: { readonly approval: ApprovalsOneFragment }) {
  const may = useMay();
  const isOwn = useViewer().name === approval.requestedBy;
  const [decision, setDecision] = useState<Decision | null>(null);
  if (!may('approveWrite')) return null;
  if (isOwn)
    return (
      <Text size="sm" mt="xs" role="note">
        <IconBan size={14} aria-hidden /> You asked for it: somebody else decides about it.
      </Text>
    );
  return (
    <Group justify="flex-end" gap="xs" mt="sm">
      <Button variant="default" onClick={() => setDecision('REJECT')}>
        Reject…
      </Button>
      <Button onClick={() => setDecision('APPROVE')}>Approve…</Button>
      <DecideDialog approval={approval} decision={decision} onClose={() => setDecision(null)} />
    </Group>
  );
}
