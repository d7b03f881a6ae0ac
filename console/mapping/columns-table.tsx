import { Code, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { LiveColumnPartsFragment, MappingColumnsQuery } from '../generated/operations';
import { HeadedTable } from '../parts/headed-table';
import classes from './mapping.module.css';

type ColumnsOf = NonNullable<MappingColumnsQuery['mapping']>;
type Column = ColumnsOf['columns'][number];
type Legacy = Column['legacy'][number];

/** Every new column with what its rule reads, then the legacy columns that no rule reads. */
export function ColumnsTable({ of: { legacyTable, columns } }: { readonly of: ColumnsOf }) {
  return (
    <HeadedTable label="Columns of both sides" minWidth={1000} heads={['Legacy columns', 'Rule', 'New column']}>
      {columns.map((column) => (
        <ColumnRow
          key={column.column ?? `legacy ${column.legacy.map(wholeName).join(' ')}`}
          column={column}
          legacyTable={legacyTable}
        />
      ))}
    </HeadedTable>
  );
}

const wholeName = ({ table, column }: Legacy): string => `${table}.${column}`;

interface ColumnRowProps {
  readonly column: Column;
  /** A column of it is named without it. */
  readonly legacyTable: string;
}

function ColumnRow({ column: { column, kind, words, legacy, new: live }, legacyTable }: ColumnRowProps) {
  return (
    <Table.Tr>
      <Table.Td>
        {legacy.map((one) => (
          <Live
            key={wholeName(one)}
            name={one.table === legacyTable ? one.column : wholeName(one)}
            column={one.live}
            isDeclared={one.path !== null}
          />
        ))}
      </Table.Td>
      <Table.Td className={classes.name}>
        {words ?? (column === null ? 'No rule reads it' : 'No rule fills it')}
        {kind !== null && (
          <Text span size="sm" c="var(--page-muted)">
            {` (${kind})`}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{column !== null && <Live name={column} column={live} isDeclared />}</Table.Td>
    </Table.Tr>
  );
}

interface LiveProps {
  readonly name: string;
  /** Null: the table has no such column. */
  readonly column: LiveColumnPartsFragment | null;
  readonly isDeclared: boolean;
}

function Live({ name, column, isDeclared }: LiveProps) {
  return (
    <div>
      <Code className={classes.whole}>{name}</Code>{' '}
      {column === null ? (
        <>
          <IconAlertTriangle size={14} aria-hidden /> declared, and not in the table
        </>
      ) : (
        <>
          {column.type}
          <Text span size="sm" c="var(--page-muted)">{` ${notesOf(column, isDeclared).join(', ')}`}</Text>
        </>
      )}
    </div>
  );
}

const notesOf = (column: LiveColumnPartsFragment, isDeclared: boolean): readonly string[] => [
  column.nullable ? 'may be NULL' : 'never NULL',
  ...(column.unique ? ['unique'] : []),
  ...(column.default === null ? [] : [`default ${column.default}`]),
  ...(column.labels === null ? [] : [`one of ${column.labels.join(' | ')}`]),
  ...(isDeclared ? [] : ['not declared']),
];
