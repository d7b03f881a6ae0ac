import { Anchor, Code, Table } from '@mantine/core';
import { Link } from 'wouter';
import type { MappingIntegrityQuery } from '../generated/operations';
import { Empty } from '../parts/empty';
import { HeadedTable } from '../parts/headed-table';
import { countText } from '../parts/number';
import { placeOfList, placeOfRecord } from '../places';
import { useTitleOf } from '../shell/shell-context';
import classes from './mapping.module.css';

type Check = MappingIntegrityQuery['integrityChecks'][number];

interface IntegrityProps {
  readonly mapping: string;
  readonly of: readonly Check[];
}

/** Each reference of the mapping: where it leads. */
export function Integrity({ mapping, of }: IntegrityProps) {
  if (of.length === 0) return <Empty title="No references">No field of this mapping names a parent.</Empty>;
  return (
    <HeadedTable
      label="References"
      minWidth={800}
      heads={['Field', 'Parent', 'Set', 'NULL', 'Point at no row', 'Point at a wrong parent']}
      numbers={['Set', 'NULL', 'Point at no row', 'Point at a wrong parent']}
    >
      {of.map((check) => (
        <IntegrityRow key={check.field} mapping={mapping} check={check} />
      ))}
    </HeadedTable>
  );
}

function IntegrityRow({ mapping, check }: { readonly mapping: string; readonly check: Check }) {
  const { field, parent, checked, unset, orphans, orphanSample, wrongParents } = check;
  const titleOf = useTitleOf();
  return (
    <Table.Tr>
      <Table.Td>
        <Code>{field}</Code>
      </Table.Td>
      <Table.Td>{parent.split(' or ').map(titleOf).join(' or ')}</Table.Td>
      <Table.Td ta="right">{countText(checked)}</Table.Td>
      <Table.Td ta="right">{countText(unset)}</Table.Td>
      <Table.Td ta="right" className={classes.name}>
        {countText(orphans)}
        {orphanSample.map((newId) => (
          <div key={newId} className={classes.line}>
            <Anchor component={Link} href={placeOfRecord({ mapping, newId })} size="sm">
              {newId}
            </Anchor>
          </div>
        ))}
      </Table.Td>
      <Table.Td ta="right">
        {wrongParents === 0 ? (
          '0'
        ) : (
          <Anchor component={Link} href={placeOfList({ mapping, field, verdict: ['DIFFERENT'] })} size="sm">
            {countText(wrongParents)}
          </Anchor>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
