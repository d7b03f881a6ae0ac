import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Nothing to show, and why that may be so or what would change it. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Stack gap={4} align="center" p="lg" role="note">
      <Text fw={600}>{title}</Text>
      {children !== undefined && (
        <Text size="sm" c="var(--page-muted)" ta="center" maw={560} component="div">
          {children}
        </Text>
      )}
    </Stack>
  );
}
