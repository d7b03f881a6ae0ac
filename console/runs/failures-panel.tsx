import { Table } from '@mantine/core';
import { RunsFailuresDocument, type RunsWholeFragment } from '../generated/operations';
import { Empty } from '../parts/empty';
import { HeadedTable } from '../parts/headed-table';
import { Instant } from '../parts/instant';
import { countText } from '../parts/number';
import { Pages } from '../parts/pages';
import { Panel } from '../parts/panel';
import { RecordName } from '../parts/record-name';
import { wordsOf } from '../parts/words';

const NONE = { nodes: [], pageInfo: { endCursor: null, hasNextPage: false } };

/** Records that it could not do, each with the reason. */
export function FailuresPanel({ run: { id, mapping, counts, message } }: { readonly run: RunsWholeFragment }) {
  if (counts.failed === 0)
    return (
      <Panel title="Failures">
        <Empty title="No record failed" />
      </Panel>
    );
  return (
    <Panel title="Failures" aside={countText(counts.failed)}>
      <HeadedTable
        label="Records that could not be done"
        minWidth={640}
        heads={['Record', 'Why', 'In words', 'Met at']}
      >
        <Pages
          // A run that goes on meets more of them.
          key={`${counts.failed} ${message ?? ''}`}
          query={RunsFailuresDocument}
          variablesOf={(after) => ({ id, after })}
          connectionOf={({ run }) => run?.failures ?? NONE}
          columns={4}
          empty={<Empty title="No sample of them was kept" />}
        >
          {(failure) => (
            <Table.Tr key={failure.id}>
              <Table.Td>
                {failure.legacyId === null ? (
                  'no single record'
                ) : (
                  <RecordName mapping={mapping} legacyId={failure.legacyId} isShort />
                )}
              </Table.Td>
              <Table.Td>{wordsOf(failure.code)}</Table.Td>
              <Table.Td>{failure.message}</Table.Td>
              <Table.Td>
                <Instant at={failure.at} />
              </Table.Td>
            </Table.Tr>
          )}
        </Pages>
      </HeadedTable>
    </Panel>
  );
}
