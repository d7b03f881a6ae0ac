import { Group, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { MappingSelect } from '../parts/mapping-select';
import { SearchBox } from '../parts/search-box';
import { usePlace } from '../parts/use-place';

/** What a list is narrowed by; all of it but names of people stands in the address. */
export function Conditions({ children }: { readonly children: ReactNode }) {
  return (
    <Group gap="sm" mb="sm" align="flex-start" role="search" aria-label="Conditions of the list">
      {children}
    </Group>
  );
}

interface ConditionProps {
  /** In the address. */
  readonly name: string;
  readonly label: string;
}

interface TextConditionProps extends ConditionProps {
  readonly placeholder?: string;
  /** Why the list cannot be asked with a text; null: it can. */
  readonly faultOf?: (text: string) => string | null;
}

const WIDTH = 180;
const anyText = (): string | null => null;

/** A text becomes a condition with Enter, and when somebody goes on. */
export function TextCondition({ name, label, placeholder, faultOf = anyText }: TextConditionProps) {
  const [search, become] = usePlace();
  return (
    <SearchBox
      label={label}
      width={WIDTH}
      placeholder={placeholder}
      value={search.get(name) ?? ''}
      faultOf={faultOf}
      onSearch={(text) => become({ [name]: text })}
      searchesOnLeave
    />
  );
}

interface ActorConditionProps {
  /** Null: anybody. */
  readonly actor: string | null;
  readonly onChange: (actor: string | null) => void;
}

/** Who did it. An identity provider names people by their names, and those stand in no address. */
export function ActorCondition({ actor, onChange }: ActorConditionProps) {
  return (
    <SearchBox
      label="Who"
      width={WIDTH}
      value={actor ?? ''}
      faultOf={anyText}
      onSearch={(text) => onChange(text === '' ? null : text)}
      searchesOnLeave
    />
  );
}

interface ChoiceConditionProps extends ConditionProps {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export function ChoiceCondition({ name, label, choices }: ChoiceConditionProps) {
  const [search, become] = usePlace();
  return (
    <NativeSelect
      label={label}
      size="xs"
      value={search.get(name) ?? ''}
      data={[{ value: '', label: 'any' }, ...choices]}
      onChange={(event) => become({ [name]: event.currentTarget.value })}
    />
  );
}

export function MappingCondition() {
  const [search, become] = usePlace();
  return (
    <MappingSelect
      label="Mapping"
      none="any"
      size="xs"
      value={search.get('mapping') ?? ''}
      onChange={(mapping) => become({ mapping })}
    />
  );
}
