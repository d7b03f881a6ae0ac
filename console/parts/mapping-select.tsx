import { NativeSelect } from '@mantine/core';
import { useMappings } from '../shell/shell-context';

interface MappingSelectProps {
  readonly label: string;
  /** What the empty choice says. */
  readonly none: string;
  /** Empty: none. */
  readonly value: string;
  readonly onChange: (mapping: string) => void;
  readonly size?: string;
}

/** The mappings by system, as far as the viewer may know them, to choose from. */
export function useMappingGroups() {
  const mappings = useMappings();
  const systems = [...new Set(mappings.map(({ system }) => system))];
  return systems.map((group) => ({
    group,
    items: mappings.filter(({ system }) => system === group).map(({ name, title }) => ({ value: name, label: title })),
  }));
}

export function MappingSelect({ label, none, value, onChange, size = 'sm' }: MappingSelectProps) {
  const groups = useMappingGroups();
  return (
    <NativeSelect
      label={label}
      size={size}
      value={value}
      data={[{ value: '', label: none }, ...groups]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
