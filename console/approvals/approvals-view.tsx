import { NativeSelect, Stack } from '@mantine/core';
import {
  type ApprovalState,
  ApprovalsListDocument,
  type ApprovalWhere,
  type MappingName,
} from '../generated/operations';
import { Empty } from '../parts/empty';
import { MappingSelect } from '../parts/mapping-select';
import { Pages } from '../parts/pages';
import { Panel } from '../parts/panel';
import { usePlace } from '../parts/use-place';
import { ViewTitle } from '../parts/view-title';
import { useMay } from '../shell/shell-context';
import { ApprovalItem } from './approval-item';
import classes from './approvals.module.css';
import { STATE_WORDS, STATES } from './state-words';
import { WaitingRuns } from './waiting-runs';

/** So often is looked whether somebody decided. */
const EVERY_MS = 15_000;

/** What one person may not decide alone. */
export default function ApprovalsView() {
  const may = useMay();
  return (
    <>
      <ViewTitle
        title="Approvals"
        under={
          may('approveWrite')
            ? 'What somebody else asked for, exactly as it was planned'
            : 'What waits for a second person. The roles approver and admin decide about it'
        }
      />
      <Stack gap="md">
        <WaitingRuns />
        <Writes />
      </Stack>
    </>
  );
}

function Writes() {
  const [search, become] = usePlace();
  const wanted = search.get('state') ?? 'PENDING';
  const state = STATES.find((name) => name === wanted) ?? null;
  const mapping = search.get('mapping') ?? '';
  const where = whereOf(state, mapping);
  return (
    <Panel title="Writes of single records">
      <search className={classes.conditions} aria-label="Conditions of the list">
        <NativeSelect
          label="State"
          size="xs"
          value={state ?? 'ANY'}
          data={[...STATES.map((name) => ({ value: name, label: STATE_WORDS[name] })), { value: 'ANY', label: 'any' }]}
          onChange={({ currentTarget: { value } }) => become({ state: value === 'PENDING' ? '' : value })}
        />
        <MappingSelect
          label="Mapping"
          none="any"
          size="xs"
          value={mapping}
          onChange={(name) => become({ mapping: name })}
        />
      </search>
      <Stack gap="sm">
        <Pages
          key={JSON.stringify(where)}
          query={ApprovalsListDocument}
          variablesOf={(after) => ({ where, after })}
          connectionOf={({ approvals }) => approvals}
          refreshMs={() => EVERY_MS}
          empty={
            <Empty title={state === 'PENDING' ? 'No write waits for a second person' : 'There is no such request'}>
              A write that needs one is asked for where the record is, and stands here until it is decided about.
            </Empty>
          }
        >
          {(approval) => <ApprovalItem key={approval.id} approval={approval} />}
        </Pages>
      </Stack>
    </Panel>
  );
}

const whereOf = (state: ApprovalState | null, mapping: string): ApprovalWhere => ({
  state: state === null ? null : [state],
  mapping: mapping === '' ? null : (mapping as MappingName),
});
