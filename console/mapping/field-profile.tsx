import { Code, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MappingFieldProfileQuery } from '../generated/operations';
import { countText } from '../parts/number';
import { Value } from '../parts/value';
import { Findings } from './findings';
import { shareOf } from './words';

type Profile = MappingFieldProfileQuery['fieldProfile'];
type Side = Profile['new'];

const numberOrNone = (count: number | null): string => (count === null ? '–' : countText(count));
const extreme = (text: string | null): ReactNode => (text === null ? '–' : <Value text={text} />);

/** What is measured, in the order in which people look. */
const MEASURES: readonly { readonly name: string; readonly of: (side: Side) => ReactNode }[] = [
  { name: 'Records or rows', of: ({ rows }) => countText(rows) },
  { name: 'Filled', of: ({ filled, rows }) => `${countText(filled)} (${shareOf(filled, rows)})` },
  { name: 'NULL', of: ({ nulls }) => countText(nulls) },
  { name: 'Empty text', of: ({ empty }) => countText(empty) },
  { name: 'Different values', of: ({ distinct }) => countText(distinct) },
  { name: 'Least', of: ({ least }) => extreme(least) },
  { name: 'Greatest', of: ({ greatest }) => extreme(greatest) },
  { name: 'Shortest, characters', of: ({ shortest }) => numberOrNone(shortest) },
  { name: 'Longest, characters', of: ({ longest }) => numberOrNone(longest) },
];

/** What the values of a field look like on both sides. */
export function FieldProfile({ of }: { readonly of: Profile }) {
  const sides = [
    ...of.legacy.map((side) => ({ key: `legacy ${side.path}`, title: 'Legacy', side })),
    { key: 'new', title: 'New', side: of.new },
  ];
  return (
    <>
      <Findings of={of.findings} />
      <Table fz="sm" verticalSpacing={2} w="auto">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Measure</Table.Th>
            {sides.map(({ key, title, side }) => (
              <Table.Th key={key} scope="col" ta="right">
                {title} <Code>{side.path}</Code>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {MEASURES.map(({ name, of: measure }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {name}
              </Table.Th>
              {sides.map(({ key, side }) => (
                <Table.Td key={key} ta="right">
                  {measure(side)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="var(--page-muted)" mt={4}>
        Legacy counts the records that the scope leaves out too. Least and greatest of personal and medical fields are
        not shown.
      </Text>
    </>
  );
}
