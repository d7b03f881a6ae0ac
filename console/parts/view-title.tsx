import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

interface ViewTitleProps {
  /** Of the view, never of a person: it stands in the browser's history. */
  readonly title: string;
  /** Names the browser's tab where the heading has the id of a record. */
  readonly tab?: string;
  readonly under?: ReactNode;
  /** Buttons. */
  readonly aside?: ReactNode;
}

/** The heading of a view, which names the browser's tab too. */
export function ViewTitle({ title, tab = title, under, aside }: ViewTitleProps) {
  useEffect(() => {
    document.title = `${tab} · Counterpart`;
  }, [tab]);
  return (
    <Group justify="space-between" align="flex-start" mb="md">
      <Stack gap={2}>
        <Title order={1} size="h2">
          {title}
        </Title>
        {under !== undefined && (
          <Text size="sm" c="var(--page-muted)" component="div">
            {under}
          </Text>
        )}
      </Stack>
      {aside !== undefined && <Group gap="xs">{aside}</Group>}
    </Group>
  );
}
