import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import { counted } from '../parts/number';
import { Panel } from '../parts/panel';
import { placeOfList } from '../places';
import type { WriteRequest } from '../writing/write-request';
import { CausePath } from './cause-path';
import type { Cause } from './compared';
import { Remedies } from './remedies';
import type { Subject } from './write-requests';

interface CausesPanelProps {
  readonly subject: Subject;
  readonly onWrite: (request: WriteRequest) => void;
}

/** Why the record is not matched: each cause with the way to what explains it, and what can be done. */
export function CausesPanel({ subject, onWrite }: CausesPanelProps) {
  const { causes } = subject.record;
  if (causes.length === 0) return null;
  return (
    <Panel title="Causes" aside={<Text size="sm">{counted(causes.length, 'cause')}</Text>}>
      <Stack gap="md">
        {causes.map((cause) => (
          <CauseOf key={`${cause.rootId} ${cause.field}`} cause={cause} subject={subject} onWrite={onWrite} />
        ))}
      </Stack>
    </Panel>
  );
}

function CauseOf({ cause, subject, onWrite }: CausesPanelProps & { readonly cause: Cause }) {
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {cause.message}
      </Text>
      <CausePath cause={cause} />
      <Remedies cause={cause} subject={subject} onWrite={onWrite} />
      <Anchor
        component={Link}
        href={placeOfList({ mapping: subject.record.mapping.name, rootCause: cause.rootId })}
        size="sm"
        display="inline-block"
        mih={24}
      >
        All discrepancies with this root cause
      </Anchor>
    </div>
  );
}
