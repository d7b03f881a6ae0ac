import { Badge, Group, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { MappingCodeMapQuery } from '../generated/operations';
import { counted, countText } from '../parts/number';
import { Value } from '../parts/value';
import { Findings } from './findings';

type Map = MappingCodeMapQuery['codeMap'];
type Entry = Map['entries'][number];

/** Legacy codes against new values: what the rule gives for a code, and what stands there. */
export function CodeMap({ of }: { readonly of: Map }) {
  return (
    <>
      <Findings of={of.findings} />
      {of.isMasked && (
        <Text size="sm" mb="xs">
          The field is personal or medical: value 1, value 2 stand for its values, one for each different text.
        </Text>
      )}
      <Table fz="sm" verticalSpacing={4} w="auto">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Legacy code</Table.Th>
            <Table.Th scope="col">Expected</Table.Th>
            <Table.Th scope="col" ta="right">
              Legacy records
            </Table.Th>
            <Table.Th scope="col">New values</Table.Th>
            <Table.Th scope="col" ta="right">
              Without new row
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.entries.map((entry) => (
            <EntryRow key={JSON.stringify(entry.code)} entry={entry} />
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="var(--page-muted)" mt={4}>
        {`In no line: ${counted(of.excluded, 'record')} that the scope leaves out, ${countText(of.unreadable)} that cannot be read.`}
      </Text>
    </>
  );
}

function EntryRow({ entry }: { readonly entry: Entry }) {
  const { code, expectedValue, isListed, problem, legacyCount, withoutNewRow, values } = entry;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Value text={code} />
          {problem === null && isListed === false && <Mark says="not in the map" />}
        </Group>
      </Table.Td>
      <Table.Td>{problem === null ? <Value text={expectedValue} /> : <Mark says="unmapped" why={problem} />}</Table.Td>
      <Table.Td ta="right">{countText(legacyCount)}</Table.Td>
      <Table.Td>
        {values.map(({ value, count, isExpected }) => (
          <Group key={JSON.stringify(value)} gap={6} wrap="nowrap">
            {isExpected ? <IconCheck size={14} aria-label="expected" /> : <Mark says="unexpected" />}
            <Value text={value} /> × {countText(count)}
          </Group>
        ))}
        {values.length === 0 && '–'}
      </Table.Td>
      <Table.Td ta="right">{countText(withoutNewRow)}</Table.Td>
    </Table.Tr>
  );
}

function Mark({ says, why }: { readonly says: string; readonly why?: string }) {
  return (
    <Badge
      color="orange"
      variant="light"
      radius="sm"
      autoContrast
      tt="none"
      title={why}
      leftSection={<IconAlertTriangle size={12} aria-hidden />}
    >
      {says}
    </Badge>
  );
}
