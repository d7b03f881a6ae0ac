import { Checkbox, Group, TextInput } from '@mantine/core';
import { useTitleOf } from '../shell/shell-context';
import { faultOf, type Given, type Rule, takesLegacyId } from './given-value';

interface GivenValueInputProps {
  readonly rule: Rule;
  readonly given: Given;
  readonly onChange: (given: Given) => void;
  /** Faults are told once somebody tried to go on, and not while they type. */
  readonly isTold: boolean;
}

/** One value for one field: a parent by its legacy id, a text that may be empty, or NULL. */
export function GivenValueInput({ rule, given, onChange, isTold }: GivenValueInputProps) {
  const titleOf = useTitleOf();
  const label =
    rule.parent === null
      ? `Value of ${rule.field}`
      : takesLegacyId(rule)
        ? `Legacy id in ${titleOf(rule.parent)}, for ${rule.field}`
        : `Id of the new row, for ${rule.field}`;
  return (
    <Group align="flex-start" gap="md">
      <TextInput
        label={label}
        flex="1 1 240px"
        value={given.text}
        disabled={given.instead !== null}
        error={isTold ? faultOf(rule, given) : null}
        onChange={(event) => onChange({ ...given, text: event.currentTarget.value })}
        {...(takesLegacyId(rule) ? { inputMode: 'numeric' as const } : {})}
      />
      {!rule.required && <Instead says="NULL" is="NULL" rule={rule} given={given} onChange={onChange} />}
      {rule.parent === null && <Instead says="empty text" is="EMPTY" rule={rule} given={given} onChange={onChange} />}
    </Group>
  );
}

interface InsteadProps extends Pick<GivenValueInputProps, 'rule' | 'given' | 'onChange'> {
  readonly is: 'NULL' | 'EMPTY';
  readonly says: string;
}

/** What cannot be typed. */
function Instead({ is, says, rule, given, onChange }: InsteadProps) {
  return (
    <Checkbox
      label={says}
      aria-label={`${rule.field} is ${says}`}
      mt={30}
      checked={given.instead === is}
      onChange={(event) => onChange({ ...given, instead: event.currentTarget.checked ? is : null })}
    />
  );
}
