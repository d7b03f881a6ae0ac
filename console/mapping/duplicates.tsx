import { Anchor, Group, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { MappingDuplicatesQuery } from '../generated/operations';
import { Empty } from '../parts/empty';
import { HeadedTable } from '../parts/headed-table';
import { counted, countText } from '../parts/number';
import { RecordName } from '../parts/record-name';
import { placeOfRecord } from '../places';
import { useTitleOf } from '../shell/shell-context';
import classes from './mapping.module.css';

type Found = MappingDuplicatesQuery['duplicates'];
type DuplicateGroup = Found['groups'][number];

interface DuplicatesProps {
  readonly mapping: string;
  readonly of: Found;
}

/** What was loaded more than once, and legacy records that one row cannot tell apart. */
export function Duplicates({ mapping, of }: DuplicatesProps) {
  return (
    <>
      {of.isMasked && <Text size="sm">Pseudonyms stand for the personal and medical parts of keys.</Text>}
      {of.total === 0 && <Empty title="Nothing was loaded twice">No legacy record is claimed by two new rows.</Empty>}
      {of.total > 0 && <LoadedTwice mapping={mapping} of={of} />}
      {of.legacyTotal !== null && of.legacyTotal > 0 && <SharedKeys mapping={mapping} of={of} />}
    </>
  );
}

function LoadedTwice({ mapping, of: { total, surplus, groups } }: DuplicatesProps) {
  return (
    <>
      <Text size="sm" mb="xs">
        {`${counted(total, 'legacy record')} with several new rows; ${counted(surplus, 'row')} too many.${cutText(groups.length, total)}`}
      </Text>
      <HeadedTable
        label="Loaded more than once"
        minWidth={760}
        heads={['Legacy record', 'Rows', 'New rows', 'What hangs on them']}
        numbers={['Rows']}
      >
        {groups.map((group) => (
          <Table.Tr key={group.claim.join(' ')}>
            <Table.Td>
              {group.legacyId === null ? (
                group.claim.join(', ')
              ) : (
                <RecordName mapping={mapping} legacyId={group.legacyId} isShort />
              )}
            </Table.Td>
            <Table.Td ta="right">{countText(group.count)}</Table.Td>
            <Table.Td className={classes.name}>
              {group.newIds.map((newId) => (
                <div key={newId} className={classes.line}>
                  <Anchor component={Link} href={placeOfRecord({ mapping, newId })} size="sm">
                    {newId}
                  </Anchor>
                </div>
              ))}
            </Table.Td>
            <Table.Td>
              <References of={group} />
            </Table.Td>
          </Table.Tr>
        ))}
      </HeadedTable>
    </>
  );
}

const cutText = (shown: number, total: number): string => (shown < total ? ` Shown are ${countText(shown)}.` : '');

function References({ of: { newIds, references } }: { readonly of: DuplicateGroup }) {
  const titleOf = useTitleOf();
  return newIds.map((newId) => {
    const own = references.filter((reference) => reference.newId === newId);
    const words = own.map(({ count, mapping, field }) => `${countText(count)} of ${titleOf(mapping)} by ${field}`);
    return (
      <div key={newId} className={classes.line}>
        {words.length === 0 ? 'nothing' : words.join(', ')}
      </div>
    );
  });
}

function SharedKeys({ mapping, of: { legacyTotal, legacyGroups } }: DuplicatesProps) {
  return (
    <>
      <Text size="sm" my="xs">
        {`${counted(legacyTotal ?? 0, 'natural key')} that several legacy records share.${cutText(legacyGroups.length, legacyTotal ?? 0)}`}
      </Text>
      <HeadedTable
        label="Keys that several legacy records share"
        minWidth={600}
        heads={['Key', 'Records', 'Legacy records']}
        numbers={['Records']}
      >
        {legacyGroups.map(({ claim, count, legacyIds }) => (
          <Table.Tr key={claim.join(' ')}>
            <Table.Td className={classes.name}>{claim.join(', ')}</Table.Td>
            <Table.Td ta="right">{countText(count)}</Table.Td>
            <Table.Td>
              <Group gap={8} className={classes.sample}>
                {legacyIds.map((legacyId) => (
                  <RecordName key={legacyId} mapping={mapping} legacyId={legacyId} isShort />
                ))}
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </HeadedTable>
    </>
  );
}
