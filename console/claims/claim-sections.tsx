import { Stack, Table, Text } from '@mantine/core';
import type { ClaimsCheckedQuery } from '../generated/operations';
import { counted } from '../parts/number';
import { Panel } from '../parts/panel';
import { WideTable } from '../parts/wide-table';
import { ClaimRows } from './claim-rows';
import type { ClaimsPlace } from './use-claims-place';

interface ClaimSectionsProps {
  readonly claims: readonly ClaimsCheckedQuery['claims'][number][];
  readonly place: ClaimsPlace;
}

/** The claims under the headings that they were stated under. */
export function ClaimSections({ claims, place }: ClaimSectionsProps) {
  const sections = [...new Set(claims.map(({ section }) => section))];
  return (
    <Stack gap="md">
      {sections.map((name) => {
        const own = claims.filter(({ section }) => section === name);
        return (
          <Panel key={name} title={name} aside={<Text size="sm">{counted(own.length, 'claim')}</Text>}>
            <WideTable label={name} minWidth={760}>
              <Table verticalSpacing={4} horizontalSpacing="xs" layout="fixed">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th w="26%">Claim</Table.Th>
                    <Table.Th w="18%" ta="right">
                      Stated
                    </Table.Th>
                    <Table.Th w="15%" ta="right">
                      Recomputed
                    </Table.Th>
                    <Table.Th w={150}>Outcome</Table.Th>
                    <Table.Th>Base</Table.Th>
                    <Table.Th w={76}>Query</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {own.map((claim) => (
                    <ClaimRows key={claim.name} claim={claim} place={place} />
                  ))}
                </Table.Tbody>
              </Table>
            </WideTable>
          </Panel>
        );
      })}
    </Stack>
  );
}
