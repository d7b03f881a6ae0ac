import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { DiscrepancyRootCauseDocument, type MappingName } from '../generated/operations';
import { useAnswer } from '../parts/use-answer';

interface RootCauseChipProps {
  readonly id: string;
  /** Null: the cause is known by its id alone. */
  readonly mapping: string | null;
  readonly onRemove: () => void;
}

/** The root cause that the list is of, in its words where it is among those that block most. */
export function RootCauseChip({ id, mapping, onRemove }: RootCauseChipProps) {
  const variables = { mapping: mapping as MappingName };
  const { data } = useAnswer(DiscrepancyRootCauseDocument, variables, { pause: mapping === null });
  const message = data?.rootCauses.find((cause) => cause.id === id)?.message;
  const words = message === undefined ? 'Of one root cause' : `Root cause: ${message}`;
  return (
    <Button
      variant="light"
      size="xs"
      mt={22}
      maw={420}
      aria-label={`${words}. Take it back`}
      title={words}
      rightSection={<IconX size={14} aria-hidden />}
      onClick={onRemove}
    >
      {words}
    </Button>
  );
}
