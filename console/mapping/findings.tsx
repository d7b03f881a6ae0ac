import { Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './mapping.module.css';

/** What stands out in an answer, in the API's words. */
export function Findings({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0)
    return (
      <Text size="sm" c="var(--page-muted)" mb="xs">
        Nothing stands out.
      </Text>
    );
  return (
    <ul className={classes.findings} aria-label="What stands out">
      {of.map((finding) => (
        <li key={finding}>
          <Group gap={6} wrap="nowrap" align="flex-start" mb={4}>
            <IconAlertTriangle size={16} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
            <Text size="sm">{finding}</Text>
          </Group>
        </li>
      ))}
    </ul>
  );
}
