import { Stack } from '@mantine/core';
import { useState } from 'react';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { ViewTitle } from '../parts/view-title';
import { useTitleOf } from '../shell/shell-context';
import { WriteDialog } from '../writing/write-dialog';
import type { WriteRequest } from '../writing/write-request';
import { CausesPanel } from './causes-panel';
import type { RecordId } from './compared';
import { FieldsPanel } from './fields-panel';
import { HistoryPanel } from './history-panel';
import { RecordActions } from './record-actions';
import { RecordStanding } from './record-standing';
import { RelativesPanel } from './relatives-panel';
import { useBackKey } from './use-back-key';
import { useCompareAgain } from './use-compare-again';
import { useRecord } from './use-record';

/** Everything about one record: how it stands, why, what it hangs together with, and what was done to it. */
export function RecordPage({ id }: { readonly id: RecordId }) {
  const title = useTitleOf()(id.mapping);
  const { compared, relatives, history, rowChanges, discrepancy, isAnswered, askAll } = useRecord(id);
  const [request, setRequest] = useState<WriteRequest | null>(null);
  const record = compared.data?.record ?? null;
  const again = useCompareAgain(id, record, askAll);
  useBackKey(id.mapping);
  return (
    <>
      <ViewTitle
        title={`${title} ${id.legacyId ?? id.newId}`}
        tab={`${title} record`}
        under={<span role="status">{compared.isStale ? null : again.says}</span>}
        aside={record !== null && <RecordActions subject={{ id, record }} again={again} onWrite={setRequest} />}
      />
      <Stack gap="sm">
        <Answer of={compared} rows={12}>
          {({ record: shown }) =>
            shown === null ? (
              <Missing />
            ) : (
              <>
                <RecordStanding record={shown} isStale={compared.isStale} />
                <FieldsPanel id={id} record={shown} />
                <CausesPanel subject={{ id, record: shown }} onWrite={setRequest} />
              </>
            )
          }
        </Answer>
        {record !== null && <RelativesPanel answer={relatives} />}
        {isAnswered && (
          <HistoryPanel
            answer={history}
            mapping={id.mapping}
            rowChanges={rowChanges}
            discrepancy={discrepancy}
            isAlone={record === null}
            onWrite={setRequest}
          />
        )}
      </Stack>
      <WriteDialog request={request} onClose={() => setRequest(null)} onDone={askAll} />
    </>
  );
}

const Missing = () => (
  <Empty title="Neither side has this record">
    The legacy table has no row with this id, and no new row claims it. It may have been removed, or the number may be
    of another mapping: choose it above.
  </Empty>
);
