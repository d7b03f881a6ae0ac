import { Table, Text } from '@mantine/core';
import type { RunsWholeFragment } from '../generated/operations';
import { countText } from '../parts/number';
import { Panel } from '../parts/panel';
import { Verdict } from '../parts/verdict';

const VERDICTS = [
  'matched',
  'different',
  'missing',
  'blocked',
  'excluded',
  'ambiguous',
  'unreadable',
  'extra',
] as const;

/** What became of its records. */
export function CountsPanel({ run: { kind, dryRun, counts } }: { readonly run: RunsWholeFragment }) {
  const found = VERDICTS.filter((name) => counts[name] > 0);
  return (
    <Panel title="What became of the records">
      <Table fz="sm" verticalSpacing={3} aria-label="Records by what became of them">
        <Table.Tbody>
          <Count name="records looked at" count={counts.rows} />
          {found.map((name) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                <Verdict of={name.toUpperCase()} />
              </Table.Th>
              <Table.Td ta="right">{countText(counts[name])}</Table.Td>
            </Table.Tr>
          ))}
          {counts.moving > 0 && (
            <Count name="changed while they were looked at: left for the next run" count={counts.moving} />
          )}
          {kind !== 'COMPARE' && (
            <Count name={dryRun ? 'rows that would have been written' : 'rows written'} count={counts.written} />
          )}
          <Count name="records that could not be done" count={counts.failed} />
        </Table.Tbody>
      </Table>
      {kind !== 'COMPARE' && found.length > 0 && (
        <Text size="xs" c="var(--page-muted)" mt="xs">
          {dryRun ? 'The verdicts are what they would be after it.' : 'The verdicts are as they stand after it.'}
        </Text>
      )}
    </Panel>
  );
}

function Count({ name, count }: { readonly name: string; readonly count: number }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {name}
      </Table.Th>
      <Table.Td ta="right">{countText(count)}</Table.Td>
    </Table.Tr>
  );
}
