import { Anchor, Button, Table } from '@mantine/core';
import { Link } from 'wouter';
import type { OverviewCausesQuery } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { countText } from '../parts/number';
import { Panel } from '../parts/panel';
import type { Answered } from '../parts/use-answer';
import { usePlace } from '../parts/use-place';
import { wordsOf } from '../parts/words';
import { placeOfMapping } from '../places';
import { useTitleOf } from '../shell/shell-context';

/** The first of them explain nearly all. */
const FEW = 15;

/** Why what is open is open. */
export function CausesPanel({ answer }: { readonly answer: Answered<OverviewCausesQuery> }) {
  return (
    <Panel title="Open by cause">
      <Answer of={answer} rows={10}>
        {({ openByCause }) => <Causes causes={openByCause} />}
      </Answer>
    </Panel>
  );
}

function Causes({ causes }: { readonly causes: OverviewCausesQuery['openByCause'] }) {
  const titleOf = useTitleOf();
  const [search, become] = usePlace();
  if (causes.length === 0)
    return <Empty title="No discrepancy is open">As last compared, nothing waits for anybody.</Empty>;
  const isAll = search.get('causes') === 'all';
  const toggle = (): void => become({ causes: isAll ? '' : 'all' });
  return (
    <>
      <Table verticalSpacing={4} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Root cause</Table.Th>
            <Table.Th>Mapping</Table.Th>
            <Table.Th ta="right">Discrepancies</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {causes.slice(0, isAll ? undefined : FEW).map(({ code, mapping, discrepancies }) => (
            <Table.Tr key={`${code} ${mapping}`}>
              <Table.Td>{wordsOf(code)}</Table.Td>
              <Table.Td>
                <Anchor component={Link} href={placeOfMapping(mapping)} size="sm">
                  {titleOf(mapping)}
                </Anchor>
              </Table.Td>
              <Table.Td ta="right">{countText(discrepancies)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {causes.length > FEW && (
        <Button size="xs" variant="subtle" mt="xs" aria-expanded={isAll} onClick={toggle}>
          {isAll ? `Only the first ${FEW}` : `All ${countText(causes.length)}`}
        </Button>
      )}
    </>
  );
}
