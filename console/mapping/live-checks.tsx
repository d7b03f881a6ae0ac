import { Badge, Code, Table } from '@mantine/core';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import type { MappingChecksQuery } from '../generated/operations';
import { Empty } from '../parts/empty';
import { HeadedTable } from '../parts/headed-table';
import { wordsOf } from '../parts/words';
import classes from './mapping.module.css';

type Check = MappingChecksQuery['mappingChecks'][number];

/** What does not fit between the mapping and the live tables. */
export function LiveChecks({ of }: { readonly of: readonly Check[] }) {
  if (of.length === 0) return <Empty title="All fits">Both databases are what the mapping relies on.</Empty>;
  return (
    <HeadedTable
      label="What does not fit"
      minWidth={900}
      heads={['Severity', 'What', 'Where', 'Finding', 'What to do']}
    >
      {of.map(({ code, severity, side, table, column, message, remedy }) => (
        <Table.Tr key={`${code} ${side} ${table} ${column} ${message}`}>
          <Table.Td>
            <Severity of={severity} />
          </Table.Td>
          <Table.Td>{wordsOf(code)}</Table.Td>
          <Table.Td>
            {wordsOf(side)} <Code>{column === null ? table : `${table}.${column}`}</Code>
          </Table.Td>
          <Table.Td className={classes.name}>{message}</Table.Td>
          <Table.Td className={classes.name}>{remedy}</Table.Td>
        </Table.Tr>
      ))}
    </HeadedTable>
  );
}

function Severity({ of }: { readonly of: Check['severity'] }) {
  const Icon = of === 'ERROR' ? IconX : IconAlertTriangle;
  return (
    <Badge
      color={of === 'ERROR' ? 'red' : 'orange'}
      variant="light"
      radius="sm"
      autoContrast
      miw="max-content"
      leftSection={<Icon size={12} aria-hidden />}
    >
      {wordsOf(of)}
    </Badge>
  );
}
