import { Button } from '@mantine/core';
import { RunsNamedDocument, type RunsWholeFragment } from '../generated/operations';
import { useAnswer } from '../parts/use-answer';
import { useMay, useTitleOf } from '../shell/shell-context';
import type { RunRequest } from './run-request';
import { verbOf } from './run-words';

interface CarryOutProps {
  readonly run: RunsWholeFragment;
  readonly onWanted: (request: RunRequest) => void;
}

/** After a dry run: the same in earnest, about the same records. */
export function CarryOut({ run, onWanted }: CarryOutProps) {
  const mayStart = useMay()('startRun');
  const isOffered = mayStart && run.dryRun && run.finishedAt !== null && run.counts.written > 0;
  const title = `${verbOf(run.kind)} ${useTitleOf()(run.mapping)}`;
  // Not known which records were named: then all of the mapping would be written.
  const { data, failure, ask } = useAnswer(RunsNamedDocument, { id: run.id }, { pause: !isOffered, isKept: true });
  if (!isOffered) return null;
  if (failure !== null)
    return (
      <Button variant="default" onClick={ask}>
        Ask again which records
      </Button>
    );
  const named = data?.run;
  return (
    <Button
      loading={named === undefined}
      onClick={() => {
        if (named != null) onWanted(requestOf(run, named.legacyIds, title));
      }}
    >
      Carry it out…
    </Button>
  );
}

function requestOf(run: RunsWholeFragment, legacyIds: readonly string[] | null, title: string): RunRequest {
  const { kind, mapping, rootCause, reverts, incremental, withParents, onFailure, maxFailures, rowsPerSecond } = run;
  return {
    kind,
    title,
    mapping,
    ...(rootCause === null ? {} : { rootCause }),
    ...(legacyIds === null ? {} : { legacyIds }),
    ...(reverts === null ? {} : { reverts }),
    as: { dryRun: false, incremental, withParents, onFailure, maxFailures, rowsPerSecond, reason: run.reason },
  };
}
