import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { MappingSelect } from '../parts/mapping-select';
import { usePlace } from '../parts/use-place';

/** What a list is narrowed by; all of it stands in the address. */
export function Conditions({ children }: { readonly children: ReactNode }) {
  return (
    <Group gap="sm" mb="sm" role="search" aria-label="Conditions of the list">
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
  /** Whether the list can be asked with it; what cannot be is not asked. */
  readonly isFit?: (text: string) => boolean;
}

const TYPING_MS = 400;

export function TextCondition({ name, label, placeholder = '', isFit = () => true }: TextConditionProps) {
  const [search, become] = usePlace();
  const [text, setText] = useState(search.get(name) ?? '');
  const tell = useDebouncedCallback((value: string) => become({ [name]: value }), TYPING_MS);
  const isWrong = text !== '' && !isFit(text);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      size="xs"
      value={text}
      error={isWrong}
      onChange={({ currentTarget: { value } }) => {
        const given = value.trim();
        setText(value);
        if (given === '' || isFit(given)) tell(given);
      }}
    />
  );
}

export const isWholeNumber = (text: string): boolean => /^\d{1,19}$/.test(text);

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
