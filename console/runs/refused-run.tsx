import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { RunsErrorFragment, UserErrorCode } from '../generated/operations';
import type { Failure } from '../graphql/failure';
import { Failed } from '../parts/failed';
import { wordsOf } from '../parts/words';

/** What the codes mean where no single record is written. */
const TITLES: Partial<Readonly<Record<UserErrorCode, string>>> = {
  APPROVAL_REJECTED: 'A second person decided against it',
  IDEMPOTENCY_KEY_REUSED: 'This was sent with other words before: close it and begin again',
  INVALID_INPUT: 'Something given cannot be used',
  NOT_APPLICABLE: 'This is not possible as it stands now',
  NOT_FOUND: 'It is not there any more',
  NOT_REVERTIBLE: 'It cannot be taken back',
  PLAN_EXPIRED: 'Nobody decided in time',
  READ_ONLY: 'Writing is switched off',
  RECORD_BUSY: 'Writes that began before are still under way',
  RUN_ACTIVE: 'A run of this mapping is not over: a mapping has one at a time',
  SELF_APPROVAL: 'Nobody approves what they asked for: somebody else has to',
  STALE_PLAN: 'Something changed since it was planned',
  UNAVAILABLE: 'A database cannot be reached: try again in a moment',
};

interface RefusedRunProps {
  readonly errors: readonly RunsErrorFragment[];
  readonly failure?: Failure | null;
}

/** Why something was not done, as the API says it. */
export function RefusedRun({ errors, failure = null }: RefusedRunProps) {
  return (
    <>
      {failure !== null && <Failed failure={failure} />}
      {errors.map(({ code, message, field }) => (
        <Alert
          key={`${code} ${field ?? ''} ${message}`}
          role="alert"
          variant="light"
          color="red"
          icon={<IconAlertTriangle size={18} aria-hidden />}
          title={TITLES[code] ?? wordsOf(code)}
        >
          <Text size="sm" c="inherit">
            {field === null ? '' : `${field}: `}
            {message}
          </Text>
        </Alert>
      ))}
    </>
  );
}
