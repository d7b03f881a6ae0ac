import { Anchor, Table } from '@mantine/core';
import { Link } from 'wouter';
import { recomputedText, statedText } from '../claims/claim-text';
import { placeOfClaim, placeOfClaims } from '../claims/place-of-claims';
import type { OverviewClaimsQuery } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { Panel } from '../parts/panel';
import type { Answered } from '../parts/use-answer';

/** Stated figures that live data contradict. */
export function ClaimsPanel({ answer }: { readonly answer: Answered<OverviewClaimsQuery> }) {
  return (
    <Panel
      title="Claims that fail"
      aside={
        <Anchor component={Link} href={placeOfClaims()} size="sm">
          All claims
        </Anchor>
      }
    >
      <Answer of={answer} rows={6}>
        {({ claims }) => <Failing claims={claims} />}
      </Answer>
    </Panel>
  );
}

function Failing({ claims }: { readonly claims: OverviewClaimsQuery['claims'] }) {
  const failing = claims.filter(({ outcome }) => outcome === 'FAILS');
  if (claims.length === 0) return <Empty title="No claim is about your systems" />;
  if (failing.length === 0)
    return <Empty title="No claim fails">Of {claims.length} claims none is contradicted.</Empty>;
  return (
    <Table verticalSpacing={4} horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Claim</Table.Th>
          <Table.Th ta="right">Stated</Table.Th>
          <Table.Th ta="right">Recomputed</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {failing.map((claim) => (
          <Table.Tr key={`${claim.section} ${claim.name}`}>
            <Table.Td>
              <Anchor component={Link} href={placeOfClaim(claim)} size="sm">
                {claim.name}
              </Anchor>
            </Table.Td>
            <Table.Td ta="right">{statedText(claim)}</Table.Td>
            <Table.Td ta="right">{recomputedText(claim)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
