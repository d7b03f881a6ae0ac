import { Button, Group, Table, Text } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { TimeLeft } from '../parts/time-left';
import { useViewer } from '../shell/shell-context';
import type { Compared, ComparedField, Rule } from './compared';
import { FieldStateMark } from './field-state-mark';
import { LegacyCell, NewCell } from './field-values';
import type { RevealedField } from './use-revealed';

interface FieldRowProps {
  readonly field: ComparedField;
  /** Undefined: the API named a field and no rule of it, which it does not do. */
  readonly rule: Rule | undefined;
  readonly record: Compared;
  readonly revealed: RevealedField | undefined;
  readonly onReveal: () => void;
  readonly onHide: () => void;
}

/** One field: what the legacy side says, what the new side should say, what it says, and how the two stand. */
export function FieldRow({ field, rule, record, revealed, onReveal, onHide }: FieldRowProps) {
  const values = revealed?.values ?? field;
  const hasLegacy = record.verdict !== 'EXTRA' && rule?.reads.length !== 0;
  const isFilled = record.verdict !== 'EXTRA' && rule?.kind !== 'ignored' && field.state !== 'BLOCKED';
  return (
    <Table.Tr>
      <Table.Th scope="row" style={{ verticalAlign: 'top' }}>
        {field.field}
        <Text size="xs" fw={400} c="var(--page-muted)">
          {field.rule}
        </Text>
        <SightButton field={field} revealed={revealed} onReveal={onReveal} onHide={onHide} />
      </Table.Th>
      <Table.Td valign="top">{hasLegacy ? <LegacyCell values={values} rule={rule} /> : <None />}</Table.Td>
      <Table.Td valign="top">
        {isFilled || values.expectedValue !== null ? <NewCell values={values} rule={rule} of="expected" /> : <None />}
      </Table.Td>
      <Table.Td valign="top">
        {record.newIds.length > 0 ? <NewCell values={values} rule={rule} of="actual" /> : <None />}
      </Table.Td>
      <Table.Td valign="top">
        <FieldStateMark field={field} bytes={values.bytes} />
      </Table.Td>
    </Table.Tr>
  );
}

/** There is nothing that could have a value, which is not the same as NULL. */
const None = () => <span>–</span>;

type SightButtonProps = Pick<FieldRowProps, 'field' | 'revealed' | 'onReveal' | 'onHide'>;

/** Reveals and hides: one button, so that who uses the keyboard is still at it after either. */
function SightButton({ field: { field, isMasked, dataClass }, revealed, onReveal, onHide }: SightButtonProps) {
  const { seesPersonal } = useViewer();
  if (!isMasked || !seesPersonal || dataClass === 'SECRET') return null;
  const isShown = revealed !== undefined;
  const Icon = isShown ? IconEyeOff : IconEye;
  return (
    <Group gap="xs">
      <Button
        size="compact-xs"
        variant="subtle"
        mih={24}
        ml={-6}
        leftSection={<Icon size={14} aria-hidden />}
        aria-label={`${isShown ? 'Hide' : 'Reveal'} ${field}`}
        onClick={isShown ? onHide : onReveal}
      >
        {isShown ? 'Hide' : 'Reveal…'}
      </Button>
      {isShown && <TimeLeft until={revealed.until} />}
    </Group>
  );
}
