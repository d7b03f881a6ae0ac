import { Code, Table } from '@mantine/core';
import type { MappingTablePartsQuery } from '../generated/operations';
import { Empty } from '../parts/empty';
import { HeadedTable } from '../parts/headed-table';
import { wordsOf } from '../parts/words';
import classes from './mapping.module.css';

type Parts = NonNullable<MappingTablePartsQuery['mapping']>;

/** Keys, checks and unique indexes of both tables. */
export function ConstraintsTable({ constraints }: { readonly constraints: Parts['constraints'] }) {
  if (constraints.length === 0) return <Empty title="Neither table has a constraint" />;
  return (
    <HeadedTable label="Constraints" minWidth={800} heads={['Side', 'Table', 'Kind', 'Definition', 'Enforced']}>
      {constraints.map(({ side, table, kind, name, definition, enforced }) => (
        <Table.Tr key={`${side} ${table} ${name}`}>
          <Table.Td>{wordsOf(side)}</Table.Td>
          <Table.Td>
            <Code>{table}</Code>
          </Table.Td>
          <Table.Td>{wordsOf(kind)}</Table.Td>
          <Table.Td className={classes.name} title={name}>
            {definition}
          </Table.Td>
          <Table.Td>{enforced ? 'yes' : 'no: nothing guards it'}</Table.Td>
        </Table.Tr>
      ))}
    </HeadedTable>
  );
}

export function TriggersTable({ triggers }: { readonly triggers: Parts['triggers'] }) {
  if (triggers.length === 0)
    return (
      <Empty title="No triggers are seen">
        MySQL and MariaDB show none to a login that only reads, so the legacy side may have some there.
      </Empty>
    );
  return (
    <HeadedTable label="Triggers" minWidth={700} heads={['Side', 'Table', 'Trigger', 'Fires', 'Switched on']}>
      {triggers.map(({ side, table, name, timing, events, enabled }) => (
        <Table.Tr key={`${side} ${table} ${name}`}>
          <Table.Td>{wordsOf(side)}</Table.Td>
          <Table.Td>
            <Code>{table}</Code>
          </Table.Td>
          <Table.Td className={classes.name}>{name}</Table.Td>
          <Table.Td>{`${timing.toLowerCase()} ${events.join(', ').toLowerCase()}`}</Table.Td>
          <Table.Td>{enabled ? 'yes' : 'no'}</Table.Td>
        </Table.Tr>
      ))}
    </HeadedTable>
  );
}
