import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Failure } from '../graphql/failure';

const TITLES: Record<string, string> = {
  FORBIDDEN: 'Your role does not allow this',
  UPSTREAM_UNAVAILABLE: 'A database cannot be reached',
  TIMEOUT: 'This took too long',
  UNREACHABLE: 'No answer',
};

interface FailedProps {
  readonly failure: Failure;
  /** Whether something is shown nevertheless. */
  readonly isPartly?: boolean;
  readonly onRetry?: () => void;
}

/** What went wrong and what to do. It never stands for a verdict: nothing is known about the records. */
export function Failed({ failure: { code, message, errorId }, isPartly = false, onRetry }: FailedProps) {
  const title = TITLES[code] ?? 'This could not be answered';
  return (
    <Alert
      role="alert"
      variant="light"
      color={isPartly ? 'yellow' : 'red'}
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={isPartly ? `${title}: what is shown is from before` : title}
      my="xs"
    >
      <Group justify="space-between" align="flex-end">
        <Text size="sm" c="inherit">
          {message}
          {errorId !== null && !message.includes(errorId) && (
            <>
              {' '}
              Error <Code>{errorId}</Code>
            </>
          )}
        </Text>
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
