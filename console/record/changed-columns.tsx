import { Table } from '@mantine/core';
import type { RecordChangeFragment } from '../generated/operations';
import { counted } from '../parts/number';
import { Value } from '../parts/value';
import { isMask } from './is-mask';
import classes from './record.module.css';

/** The columns that a change gave another value; of a row that was made or removed, its columns, once wanted. */
export function ChangedColumns({ change: { kind, before, after } }: { readonly change: RecordChangeFragment }) {
  const names = Object.keys({ ...before, ...after }).filter((name) => before?.[name] !== after?.[name]);
  if (names.length === 0) return null;
  const table = <Columns names={names} before={before} after={after} />;
  if (kind === 'UPDATE') return table;
  return (
    <details>
      <summary className={classes.summary}>{counted(names.length, 'column')}</summary>
      {table}
    </details>
  );
}

interface ColumnsProps extends Pick<RecordChangeFragment, 'before' | 'after'> {
  readonly names: readonly string[];
}

function Columns({ names, before, after }: ColumnsProps) {
  return (
    <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} role="region" aria-label="Changed columns">
      <Table verticalSpacing={2} horizontalSpacing="xs" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Column</Table.Th>
            {before !== null && <Table.Th>Before</Table.Th>}
            {after !== null && <Table.Th>After</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((name) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {name}
              </Table.Th>
              {before !== null && <Cell text={before[name] ?? null} />}
              {after !== null && <Cell text={after[name] ?? null} />}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const Cell = ({ text }: { readonly text: string | null }) => (
  <Table.Td>
    <Value text={text} isMasked={isMask(text)} />
  </Table.Td>
);
