import { Code, Table, Text } from '@mantine/core';
import type { MappingPathCoverageQuery } from '../generated/operations';
import { counted, countText } from '../parts/number';
import { useTitleOf } from '../shell/shell-context';

type Coverage = MappingPathCoverageQuery['pathCoverage'];
type Path = Coverage['paths'][number];
type Hop = Path['hops'][number];

const HEADS = ['Named', 'On the legacy side', 'Migrated', 'Eligible', 'Survive so far', 'Lost here'];

const countOrNone = (count: number | null): string => (count === null ? '–' : countText(count));

/** Where records are lost on the way to a parent, hop by hop. */
export function PathCoverage({ of }: { readonly of: Coverage }) {
  return (
    <>
      {of.paths.map((path) => (
        <OnePath key={`${path.path} ${path.parent}`} path={path} />
      ))}
      <Text size="sm" c="var(--page-muted)" mt={4}>
        {`In no count: ${counted(of.excluded, 'record')} that the scope leaves out, ${countText(of.unreadable)} whose scope cannot be read.`}
      </Text>
    </>
  );
}

function OnePath({ path: { path, parent, hops } }: { readonly path: Path }) {
  const titleOf = useTitleOf();
  return (
    <Table fz="sm" verticalSpacing={2} w="auto">
      <Table.Caption ta="left">
        <Code>{path}</Code> to {titleOf(parent)}
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Hop</Table.Th>
          {HEADS.map((head) => (
            <Table.Th key={head} scope="col" ta="right">
              {head}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {hops.map((hop, at) => (
          // A path may pass one table twice: the place in the path is what tells its hops apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: the hops of an answer never change places
          <HopRow key={at} hop={hop} before={hops[at - 1]} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function HopRow({ hop, before }: { readonly hop: Hop; readonly before: Hop | undefined }) {
  const titleOf = useTitleOf();
  const lost = before === undefined ? 0 : before.survivors - hop.survivors;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {hop.mapping === null ? <Code>{hop.table}</Code> : titleOf(hop.mapping)}
      </Table.Th>
      <Table.Td ta="right">{countText(hop.named)}</Table.Td>
      <Table.Td ta="right">{countOrNone(hop.found)}</Table.Td>
      <Table.Td ta="right">{countOrNone(hop.migrated)}</Table.Td>
      <Table.Td ta="right">{countOrNone(hop.eligible)}</Table.Td>
      <Table.Td ta="right">{countText(hop.survivors)}</Table.Td>
      <Table.Td ta="right" fw={lost > 0 ? 600 : undefined}>
        {countText(lost)}
      </Table.Td>
    </Table.Tr>
  );
}
