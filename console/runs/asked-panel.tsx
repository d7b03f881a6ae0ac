import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { RunsWholeFragment } from '../generated/operations';
import { countText } from '../parts/number';
import { Panel } from '../parts/panel';
import { wordsOf } from '../parts/words';
import { placeOfList, placeOfMapping, placeOfRun } from '../places';
import { useTitleOf } from '../shell/shell-context';
import { Facts } from './facts';

/** What it was told to do, and why. */
export function AskedPanel({ run }: { readonly run: RunsWholeFragment }) {
  const title = useTitleOf()(run.mapping);
  const { mapping, rootCause, reverts, kind } = run;
  return (
    <Panel title="What was asked for">
      <Facts
        of={[
          ['Reason', run.reason],
          [
            'Kind',
            `${wordsOf(kind)}${run.dryRun ? ', as a dry run' : ''}${run.incremental ? ', what changed only' : ''}`,
          ],
          [
            'Mapping',
            <Anchor key="mapping" component={Link} href={placeOfMapping(mapping)} size="sm">
              {title}
            </Anchor>,
          ],
          rootCause === null
            ? null
            : [
                'Root cause',
                <Anchor key="cause" component={Link} href={placeOfList({ mapping, rootCause })} size="sm">
                  the records that it blocks
                </Anchor>,
              ],
          reverts === null
            ? null
            : [
                'Takes back',
                <Anchor key="reverts" component={Link} href={placeOfRun(reverts)} size="sm">
                  run {reverts}
                </Anchor>,
              ],
          run.withParents ? ['Parents', 'missing ones are migrated along'] : null,
          kind === 'COMPARE' ? null : ['A failure', failureText(run)],
          ['Limit', run.rowsPerSecond === null ? 'as configured' : `${countText(run.rowsPerSecond)} records a second`],
          ['Planned writes', run.plannedWrites === null ? 'not known' : `${countText(run.plannedWrites)} rows`],
          ['Id', run.id],
        ]}
      />
    </Panel>
  );
}

const failureText = ({ onFailure, maxFailures }: RunsWholeFragment): string =>
  onFailure === 'STOP' ? 'ends the run' : `is told of; more than ${countText(maxFailures)} end it`;
