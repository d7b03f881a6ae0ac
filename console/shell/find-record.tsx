import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { isLegacyId } from '../parts/ids';
import { useMappingGroups } from '../parts/mapping-select';
import { placeOfRecord } from '../places';
import { focusView } from './focus-view';
import { useMappings } from './shell-context';

interface FindRecordProps {
  readonly visibleFrom?: 'sm';
  /** Where the header has no room for it, as on a page at 200 %. */
  readonly hiddenFrom?: 'sm';
  readonly onFound?: () => void;
}

/** From a legacy number in a ticket to the record: the mapping that was used last stays chosen. */
export function FindRecord({ onFound, ...shown }: FindRecordProps) {
  const mappings = useMappings();
  const [, go] = useLocation();
  const [mapping, setMapping] = useState(() => readLast(mappings.map(({ name }) => name)));
  const [id, setId] = useState('');
  const find = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!isLegacyId(id)) return;
    sessionStorage.setItem(KEY, mapping);
    go(placeOfRecord({ mapping, legacyId: id }));
    setId('');
    onFound?.();
    focusView();
  };
  return (
    <Group
      component="form"
      role="search"
      aria-label="Find a record"
      gap="xs"
      p={shown.hiddenFrom === undefined ? 0 : 'xs'}
      wrap={shown.hiddenFrom === undefined ? 'nowrap' : 'wrap'}
      {...shown}
      onSubmit={find}
    >
      <MappingChoice mapping={mapping} onChange={setMapping} />
      <TextInput
        aria-label="Legacy id"
        placeholder="Legacy id"
        size="xs"
        w={120}
        inputMode="numeric"
        value={id}
        error={id !== '' && !isLegacyId(id.trim())}
        onChange={(event) => setId(event.currentTarget.value.trim())}
        data-find-record
      />
      <Button type="submit" size="xs" variant="default" leftSection={<IconSearch size={14} aria-hidden />}>
        Find
      </Button>
    </Group>
  );
}

interface MappingChoiceProps {
  readonly mapping: string;
  readonly onChange: (mapping: string) => void;
}

function MappingChoice({ mapping, onChange }: MappingChoiceProps) {
  return (
    <NativeSelect
      aria-label="Mapping"
      size="xs"
      value={mapping}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={useMappingGroups()}
      w={190}
    />
  );
}

const KEY = 'counterpart.mapping';

/** A name of a mapping, which is about nobody. */
function readLast(names: readonly string[]): string {
  const last = sessionStorage.getItem(KEY);
  return last !== null && names.includes(last) ? last : (names[0] ?? '');
}
