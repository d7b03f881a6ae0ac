import { Group, NativeSelect } from '@mantine/core';
import type { RefObject } from 'react';
import { faultOfLegacyId } from '../parts/ids';
import { SearchBox } from '../parts/search-box';
import { useViewer } from '../shell/shell-context';
import type { Conditions, UsedConditions } from './conditions';
import { RootCauseChip } from './root-cause-chip';

interface ConditionsBarProps extends UsedConditions {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Where the key for the search leads. */
  readonly idBox: RefObject<HTMLInputElement | null>;
  readonly textBox: RefObject<HTMLInputElement | null>;
}

const faultOfText = (text: string): string | null =>
  text.length >= 2 && text.length <= 100 ? null : 'From 2 to 100 characters.';

/** Why texts cannot be looked for; null: they can. */
function reasonOf(mapping: string | null, seesPersonal: boolean): string | null {
  if (!seesPersonal) return 'Your role does not see personal values.';
  return mapping === null ? 'Choose a mapping first.' : null;
}

/** The conditions that are written rather than chosen, and the order. */
export function ConditionsBar({ conditions, narrow, text, onText, idBox, textBox }: ConditionsBarProps) {
  const { seesPersonal } = useViewer();
  return (
    <Group gap="sm" mb="xs" align="flex-start">
      <SearchBox
        label="Legacy id"
        width={150}
        value={conditions.legacyId ?? ''}
        faultOf={faultOfLegacyId}
        onSearch={(id) => narrow({ legacyId: id === '' ? null : id })}
        box={idBox}
      />
      <SearchBox
        label="Text of the legacy record"
        width={240}
        value={text}
        faultOf={faultOfText}
        onSearch={onText}
        closed={reasonOf(conditions.mapping, seesPersonal)}
        box={textBox}
      />
      <NativeSelect
        label="Order"
        size="xs"
        w={130}
        value={conditions.orderBy}
        onChange={(event) => narrow({ orderBy: event.currentTarget.value as Conditions['orderBy'] })}
        data={[
          { value: 'OLDEST', label: 'Oldest first' },
          { value: 'NEWEST', label: 'Newest first' },
        ]}
      />
      {conditions.rootCause !== null && (
        <RootCauseChip
          id={conditions.rootCause}
          mapping={conditions.mapping}
          onRemove={() => narrow({ rootCause: null })}
        />
      )}
    </Group>
  );
}
