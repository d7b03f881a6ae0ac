import { Group, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { MappingParentSpreadQuery } from '../generated/operations';
import { countText } from '../parts/number';
import { RecordName } from '../parts/record-name';
import { Findings } from './findings';

type Spread = MappingParentSpreadQuery['parentSpread'];

const percent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

const shareText = (share: number): string => percent.format(share).replace('%', ' %');

const sideText = (side: string, { rows, named, unset, parents }: Spread['new']): string =>
  `${side}: ${countText(named)} of ${countText(rows)} name a parent, ${countText(unset)} none; ${countText(parents)} different parents.`;

/** How the records are spread over the parents that one field names. */
export function ParentSpread({ of }: { readonly of: Spread }) {
  return (
    <>
      <Findings of={of.findings} />
      <Text size="sm">{sideText('Legacy', of.legacy)}</Text>
      <Text size="sm" mb="xs">
        {sideText('New', of.new)}
      </Text>
      <Table fz="sm" verticalSpacing={2} w="auto">
        <Table.Caption ta="left">The parents with most new rows, at most 20</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Parent</Table.Th>
            <Table.Th scope="col" ta="right">
              Legacy records
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Share
            </Table.Th>
            <Table.Th scope="col" ta="right">
              New rows
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Share
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.parents.map((owner) => (
            <OwnerRow key={`${owner.parent.mapping} ${owner.parent.legacyId} ${owner.parent.newId}`} owner={owner} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function OwnerRow({ owner }: { readonly owner: Spread['parents'][number] }) {
  const { parent, legacyCount, legacyShare, newCount, newShare, isOutlier } = owner;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <RecordName {...parent} />
          {isOutlier && (
            <Text span size="sm" fw={600}>
              <IconAlertTriangle size={14} aria-hidden /> more than can be explained
            </Text>
          )}
        </Group>
      </Table.Td>
      <Table.Td ta="right">{countText(legacyCount)}</Table.Td>
      <Table.Td ta="right">{shareText(legacyShare)}</Table.Td>
      <Table.Td ta="right">{countText(newCount)}</Table.Td>
      <Table.Td ta="right">{shareText(newShare)}</Table.Td>
    </Table.Tr>
  );
}
