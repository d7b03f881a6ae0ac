import { Button, Collapse, Stack } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Loading } from '../parts/answer';
import { Failed } from '../parts/failed';
import { VERDICTS } from '../parts/verdict';
import { useTitleOf } from '../shell/shell-context';
import { STATES, type UsedConditions } from './conditions';
import classes from './discrepancies.module.css';
import { FacetGroup } from './facet-group';
import type { FacetCounts, Facets as FacetsAnswer } from './use-facets';

interface FacetsProps extends UsedConditions {
  readonly facets: FacetsAnswer;
}

/** What the list can be narrowed to, with how many there are; each may be taken back. */
export function Facets({ facets, ...used }: FacetsProps) {
  const { counts, failure, ask } = facets;
  return (
    <Frame chosen={chosenOf(used)}>
      {failure !== null && <Failed failure={failure} isPartly={counts !== undefined} onRetry={ask} />}
      {counts !== undefined && <Groups counts={counts} {...used} />}
      {counts === undefined && failure === null && <Loading rows={12} />}
    </Frame>
  );
}

const chosenOf = ({ conditions: { state, verdict, mapping, field } }: UsedConditions): number =>
  state.length + verdict.length + (mapping === null ? 0 : 1) + (field === null ? 0 : 1);

/** Beside the list where there is room, else above it, to be opened. */
function Frame({ chosen, children }: { readonly chosen: number; readonly children: ReactNode }) {
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <aside aria-label="Filters" className={classes.facets}>
      {!isWide && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFilter size={14} aria-hidden />}
          aria-expanded={isOpen}
          onClick={toggle}
          mb="xs"
        >
          {chosen === 0 ? 'Filters' : `Filters: ${chosen} chosen`}
        </Button>
      )}
      <Collapse expanded={isWide || isOpen}>{children}</Collapse>
    </aside>
  );
}

const lower = (value: string): string => value.toLowerCase();

/** Chosen among several, in the order of the API's enum. */
const toggled = (values: readonly string[], value: string, all: readonly string[]): string[] =>
  all.filter((one) => (one === value) !== values.includes(one));

function Groups({ counts, conditions, narrow }: UsedConditions & { readonly counts: FacetCounts }) {
  const titleOf = useTitleOf();
  const { mapping, verdict, state, field } = conditions;
  return (
    <Stack gap="sm">
      <FacetGroup
        title="State"
        note={state.length === 0 ? 'Open and waived, as long as none is chosen.' : null}
        counts={counts.states}
        chosen={state}
        nameOf={lower}
        onToggle={(value) => narrow({ state: toggled(state, value, STATES) })}
      />
      <FacetGroup
        title="Verdict"
        counts={counts.verdicts}
        chosen={verdict}
        nameOf={lower}
        onToggle={(value) => narrow({ verdict: toggled(verdict, value, VERDICTS) })}
      />
      <FacetGroup
        title="Mapping"
        counts={counts.mappings}
        chosen={mapping === null ? [] : [mapping]}
        nameOf={titleOf}
        onToggle={(value) => narrow({ mapping: value === mapping ? null : value })}
      />
      <FacetGroup
        title="Field"
        counts={counts.fields}
        chosen={field === null ? [] : [field]}
        nameOf={(name) => name}
        onToggle={(value) => narrow({ field: value === field ? null : value })}
      />
    </Stack>
  );
}
