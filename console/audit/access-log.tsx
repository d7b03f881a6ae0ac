import { Table } from '@mantine/core';
import { AuditAccessDocument } from '../generated/operations';
import { Empty } from '../parts/empty';
import { HeadedTable } from '../parts/headed-table';
import { isLegacyId, isNewId } from '../parts/ids';
import { Instant } from '../parts/instant';
import { Pages } from '../parts/pages';
import { RecordName } from '../parts/record-name';
import { wordsOf } from '../parts/words';
import { ActorCondition, Conditions, MappingCondition, TextCondition } from './conditions';
import { useConditions } from './use-conditions';

const HEADS = ['At', 'Who', 'Record', 'Table', 'Class', 'Request'];

/** The legacy id, or the id of a row of the new side. */
const isRecordId = (text: string): boolean => isLegacyId(text) || isNewId(text);
const faultOfRecordId = (text: string): string | null =>
  isRecordId(text) ? null : 'A whole number or a UUID, please.';

/** Who was shown personal or medical values of which records; never the values. */
export function AccessLog() {
  const { actor, setActor, mapping, said } = useConditions();
  const recordId = said('recordId');
  const where = { actor, mapping, recordId: recordId !== null && isRecordId(recordId) ? recordId : null };
  return (
    <>
      <Conditions>
        <ActorCondition actor={actor} onChange={setActor} />
        <MappingCondition />
        <TextCondition
          name="recordId"
          label="Id of the record"
          placeholder="legacy id or UUID"
          faultOf={faultOfRecordId}
        />
      </Conditions>
      <HeadedTable label="Access log, the newest first" minWidth={860} heads={HEADS}>
        <Pages
          key={JSON.stringify(where)}
          query={AuditAccessDocument}
          variablesOf={(after) => ({ where, after })}
          connectionOf={({ accessEntries }) => accessEntries}
          columns={HEADS.length}
          empty={<Empty title="Nobody was shown personal values">Or nobody of whom the conditions are true.</Empty>}
        >
          {(entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td>
                <Instant at={entry.at} />
              </Table.Td>
              <Table.Td>{entry.actor}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <RecordName mapping={entry.mapping} table="" {...placeOf(entry.recordId)} />
              </Table.Td>
              <Table.Td>{entry.table}</Table.Td>
              <Table.Td>{wordsOf(entry.dataClass)}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{entry.requestId}</Table.Td>
            </Table.Tr>
          )}
        </Pages>
      </HeadedTable>
    </>
  );
}

const placeOf = (id: string) => (isNewId(id) ? { newId: id } : { legacyId: id });
