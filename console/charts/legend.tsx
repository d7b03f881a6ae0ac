import { Group, Text } from '@mantine/core';
import classes from './legend.module.css';

/** Which colour is what. */
export function Legend({ of }: { readonly of: readonly { readonly name: string; readonly color: string }[] }) {
  return (
    <Group gap="md">
      {of.map(({ name, color }) => (
        <Group gap={6} key={name} wrap="nowrap">
          <span className={classes.swatch} style={{ background: `var(--mantine-color-${color}-filled)` }} aria-hidden />
          <Text size="xs">{name}</Text>
        </Group>
      ))}
    </Group>
  );
}

interface LineLegendProps {
  readonly of: readonly { readonly label: string; readonly color: string; readonly isDashed: boolean }[];
}

/** Which line is what, by its colour and by how it is drawn. */
export function LineLegend({ of }: LineLegendProps) {
  return (
    <Group gap="md">
      {of.map(({ label, color, isDashed }) => (
        <Group gap={6} key={label} wrap="nowrap">
          <span
            className={classes.line}
            style={{
              borderTopStyle: isDashed ? 'dashed' : 'solid',
              borderTopColor: `var(--mantine-color-${color}-filled)`,
            }}
            aria-hidden
          />
          <Text size="xs">{label}</Text>
        </Group>
      ))}
    </Group>
  );
}
