import { Button, Text, Title, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { countText } from '../parts/number';
import classes from './discrepancies.module.css';

interface FacetGroupProps {
  readonly title: string;
  readonly note?: string | null;
  readonly counts: readonly { readonly value: string; readonly count: number }[];
  readonly chosen: readonly string[];
  readonly nameOf: (value: string) => string;
  readonly onToggle: (value: string) => void;
}

const SHOWN = 8;

/** The values of one kind as buttons that stay pressed. What is chosen is there even when none has it any more. */
export function FacetGroup({ title, note = null, counts, chosen, nameOf, onToggle }: FacetGroupProps) {
  const id = useId();
  const [isWhole, setWhole] = useState(false);
  const gone = chosen.filter((value) => !counts.some((one) => one.value === value));
  const all = [...counts, ...gone.map((value) => ({ value, count: 0 }))];
  const shown = isWhole ? all : all.filter(({ value }, index) => index < SHOWN || chosen.includes(value));
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h6" id={id} mb={2}>
        {title}
      </Title>
      {note !== null && (
        <Text size="xs" c="var(--page-muted)" mb={2}>
          {note}
        </Text>
      )}
      {all.length === 0 && (
        <Text size="sm" c="var(--page-muted)">
          none
        </Text>
      )}
      {shown.map(({ value, count }) => (
        <UnstyledButton
          key={value}
          className={classes.facet}
          aria-pressed={chosen.includes(value)}
          onClick={() => onToggle(value)}
        >
          <span className={classes.facetName}>{nameOf(value)}</span>
          {chosen.includes(value) && <IconCheck size={14} aria-hidden />}
          <span className={classes.facetCount}>
            {countText(count)}
            <VisuallyHidden> {count === 1 ? 'record' : 'records'}</VisuallyHidden>
          </span>
        </UnstyledButton>
      ))}
      {all.length > SHOWN && (
        <Button size="compact-xs" variant="subtle" onClick={() => setWhole(!isWhole)} aria-expanded={isWhole}>
          {isWhole ? 'Fewer' : `All ${all.length}`}
        </Button>
      )}
    </section>
  );
}
