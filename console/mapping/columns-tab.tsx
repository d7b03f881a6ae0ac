import { Stack } from '@mantine/core';
import { MappingColumnsDocument, type MappingName, MappingTablePartsDocument } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Panel } from '../parts/panel';
import { useAnswer } from '../parts/use-answer';
import { ColumnsTable } from './columns-table';
import { ConstraintsTable, TriggersTable } from './table-parts';

/** Both tables as the servers have them now, beside what the mapping declares. */
export function ColumnsTab({ mapping }: { readonly mapping: MappingName }) {
  const columns = useAnswer(MappingColumnsDocument, { mapping });
  const parts = useAnswer(MappingTablePartsDocument, { mapping });
  return (
    <Stack gap="md">
      <Panel title="Columns of both sides">
        <Answer of={columns} rows={12}>
          {({ mapping: found }) => found !== null && <ColumnsTable of={found} />}
        </Answer>
      </Panel>
      <Panel title="Constraints">
        <Answer of={parts} rows={4}>
          {({ mapping: found }) => found !== null && <ConstraintsTable constraints={found.constraints} />}
        </Answer>
      </Panel>
      <Panel title="Triggers">
        <Answer of={parts} rows={2}>
          {({ mapping: found }) => found !== null && <TriggersTable triggers={found.triggers} />}
        </Answer>
      </Panel>
    </Stack>
  );
}
