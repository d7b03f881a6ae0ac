import { List, Stack, Text } from '@mantine/core';
import { Empty } from '../parts/empty';
import { useMay } from '../shell/shell-context';

interface IncompleteProps {
  /** Nothing was ever compared. */
  readonly hasNothing: boolean;
  readonly notes: readonly string[];
}

/** What keeps the figures from being complete, and what to do about it. */
export function Incomplete({ hasNothing, notes }: IncompleteProps) {
  const mayStart = useMay()('startRun');
  if (hasNothing)
    return (
      <Empty title="Nothing was compared yet">
        {mayStart
          ? 'Start with a mapping below: Compare reads both sides and remembers what differs; it writes to neither.'
          : 'Figures appear after the first comparison. Your role does not start one: ask somebody whose role does.'}{' '}
        All mappings at once: <code>counterpart compare</code>.
      </Empty>
    );
  return (
    <Stack gap={4} mb="xs" role="note">
      <Text size="sm" fw={600}>
        The figures are not complete
      </Text>
      <List size="sm">
        {notes.map((note) => (
          <List.Item key={note}>{note}</List.Item>
        ))}
      </List>
    </Stack>
  );
}
