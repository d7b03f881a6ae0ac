import { Group, NativeSelect } from '@mantine/core';
import { MappingSelect } from '../parts/mapping-select';
import { wordsOf } from '../parts/words';
import { KINDS, STATES } from './run-words';
import type { RunsPlace } from './use-runs-place';

/** They narrow the list as soon as they are chosen, and stand in its address. */
export function RunFilters({ place: { kind, state, mapping, become } }: { readonly place: RunsPlace }) {
  return (
    <Group gap="sm" mb="sm" role="search" aria-label="Conditions of the list">
      <NativeSelect
        label="State"
        size="xs"
        value={state}
        data={[
          { value: '', label: 'any' },
          { value: 'ACTIVE', label: 'not over' },
          ...STATES.map((name) => ({ value: name, label: wordsOf(name) })),
        ]}
        onChange={(event) => become({ state: event.currentTarget.value })}
      />
      <NativeSelect
        label="Kind"
        size="xs"
        value={kind}
        data={[{ value: '', label: 'any' }, ...KINDS.map((name) => ({ value: name, label: wordsOf(name) }))]}
        onChange={(event) => become({ kind: event.currentTarget.value })}
      />
      <MappingSelect
        label="Mapping"
        none="any"
        size="xs"
        value={mapping}
        onChange={(name) => become({ mapping: name })}
      />
    </Group>
  );
}
