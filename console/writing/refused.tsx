import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { WritingErrorFragment } from '../generated/operations';
import { wordsOf } from './refusal-words';

interface RefusedProps {
  readonly errors: readonly WritingErrorFragment[];
  readonly onBack?: (() => void) | undefined;
  readonly onRetry?: (() => void) | undefined;
  /** What `onRetry` does. */
  readonly retry?: string;
}

/** Why something is not done, as the API says it, and what to do about it. */
export function Refused({ errors, onBack, onRetry, retry = 'New preview' }: RefusedProps) {
  return (
    <>
      {errors.map(({ code, message, field }) => (
        <Alert
          key={`${code} ${field ?? ''} ${message}`}
          role="alert"
          variant="light"
          color={code === 'NEEDS_RECHECK' ? 'yellow' : 'red'}
          icon={<IconAlertTriangle size={18} aria-hidden />}
          title={wordsOf(code).title}
          my="xs"
        >
          <Text size="sm" c="inherit">
            {field === null ? '' : `${field}: `}
            {message}. {wordsOf(code).advice}
          </Text>
        </Alert>
      ))}
      <Group justify="flex-end" gap="xs" mt="sm">
        {onRetry !== undefined && (
          <Button variant={onBack === undefined ? 'filled' : 'default'} onClick={onRetry}>
            {retry}
          </Button>
        )}
        {onBack !== undefined && <Button onClick={onBack}>Back</Button>}
      </Group>
    </>
  );
}
