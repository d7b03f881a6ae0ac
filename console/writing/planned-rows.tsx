import { Badge, Group, Stack, Table, Text } from '@mantine/core';
import type { WritingPlannedFragment } from '../generated/operations';
import { Value } from '../parts/value';
import { useTitleOf } from '../shell/shell-context';

type Planned = WritingPlannedFragment;

const WORDS: Readonly<Record<Planned['kind'], string>> = {
  INSERT: 'new row',
  UPDATE: 'changed row',
  DELETE: 'removed row',
};
const COLORS: Readonly<Record<Planned['kind'], string>> = { INSERT: 'teal', UPDATE: 'orange', DELETE: 'red' };

/** The rows as they were carried out, read back and undone: defaults and triggers of the database are in them. */
export function PlannedRows({ plan }: { readonly plan: readonly Planned[] }) {
  return (
    <Stack gap="md">
      {plan.map((planned) => (
        <PlannedRow key={`${planned.table} ${planned.newId}`} planned={planned} />
      ))}
    </Stack>
  );
}

function PlannedRow({ planned }: { readonly planned: Planned }) {
  const { mapping, table, kind, legacyId, newId, columns } = planned;
  const titleOf = useTitleOf();
  const name = `${table}, ${WORDS[kind]}`;
  return (
    <section aria-label={name}>
      <Group gap="xs" mb={4}>
        <Badge variant="light" color={COLORS[kind]} radius="sm" autoContrast>
          {WORDS[kind]}
        </Badge>
        <Text size="sm" fw={600}>
          {table}
        </Text>
        <Text size="sm" c="var(--page-muted)" style={{ overflowWrap: 'anywhere' }}>
          {legacyId === null ? '' : `${titleOf(mapping)} ${legacyId}, `}
          {newId}
        </Text>
      </Group>
      <Table.ScrollContainer minWidth={480} tabIndex={0} role="group" aria-label={`Columns of ${name}`}>
        <Table withTableBorder verticalSpacing={3} fz="sm" layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="30%">Column</Table.Th>
              {kind !== 'INSERT' && <Table.Th>Before</Table.Th>}
              {kind !== 'DELETE' && <Table.Th>{kind === 'INSERT' ? 'Value' : 'After'}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map((column) => (
              <PlannedColumn key={column.name} kind={kind} column={column} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {columns.length === 0 && <Text size="sm">No column of the row changes.</Text>}
    </section>
  );
}

interface PlannedColumnProps {
  readonly kind: Planned['kind'];
  readonly column: Planned['columns'][number];
}

function PlannedColumn({ kind, column: { name, before, after, isMasked } }: PlannedColumnProps) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Table.Th>
      {kind !== 'INSERT' && (
        <Table.Td>
          <Value text={before} isMasked={isMasked} />
        </Table.Td>
      )}
      {kind !== 'DELETE' && (
        <Table.Td>
          <Value text={after} isMasked={isMasked} />
        </Table.Td>
      )}
    </Table.Tr>
  );
}
