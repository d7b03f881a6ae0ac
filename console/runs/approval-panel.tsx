import type { RunsWholeFragment } from '../generated/operations';
import { Instant } from '../parts/instant';
import { countText } from '../parts/number';
import { Panel } from '../parts/panel';
import { Facts } from './facts';

/** The second person, where one has to agree. */
export function ApprovalPanel({ run }: { readonly run: RunsWholeFragment }) {
  if (!run.needsApproval) return null;
  const isAgreed = run.approvedBy !== null;
  return (
    <Panel title="Approval">
      <Facts
        of={[
          ['Would write', run.plannedWrites === null ? 'not known' : `${countText(run.plannedWrites)} rows`],
          ['Approved by', run.approvedBy ?? 'nobody yet'],
          isAgreed ? ['Approved at', <Instant key="at" at={run.approvedAt} />] : null,
          run.approvalExpiresAt === null
            ? null
            : [
                isAgreed ? 'May write until' : 'Can be approved until',
                <Instant key="until" at={run.approvalExpiresAt} />,
              ],
        ]}
      />
    </Panel>
  );
}
