import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { type MappingName, MappingRootCausesDocument } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { counted } from '../parts/number';
import { Panel } from '../parts/panel';
import { useAnswer } from '../parts/use-answer';
import type { RunRequest } from '../runs/run-request';
import { StartRunDialog } from '../runs/start-run-dialog';
import { useMay } from '../shell/shell-context';
import { WriteDialog } from '../writing/write-dialog';
import type { WriteRequest } from '../writing/write-request';
import type { About } from './about';
import classes from './mapping.module.css';
import { useMappingPlace } from './mapping-place';
import type { RootCause } from './remedy-action';
import { RootCauseItem } from './root-cause-item';

const FIRST = 20;
/** More the API does not give at once. */
const MOST = 100;

const WRITES = ['startRun', 'migrateRecord', 'waiveDiscrepancy'];

interface RootCausesProps {
  readonly mapping: MappingName;
  /** Null: not known yet, or it could not be asked. */
  readonly about: About | null;
  readonly onWritten: () => void;
}

/** What explains the open discrepancies, those first that block most, with what can be done about each. */
export function RootCauses({ mapping, about, onWritten }: RootCausesProps) {
  const { hasAllCauses, become } = useMappingPlace();
  const first = hasAllCauses ? MOST : FIRST;
  const answer = useAnswer(MappingRootCausesDocument, { mapping, first });
  const may = useMay();
  const [run, setRun] = useState<RunRequest | null>(null);
  const [write, setWrite] = useState<WriteRequest | null>(null);
  const done = (): void => {
    answer.ask();
    onWritten();
  };
  return (
    <Panel title="Root causes" aside={<HowMany of={answer.data?.rootCauses} first={first} />}>
      <Answer of={answer} rows={12}>
        {({ rootCauses }) => (
          <>
            {rootCauses.length === 0 && <NoCauses />}
            {rootCauses.length > 0 && !WRITES.some(may) && <ReadOnly />}
            <ol className={classes.causes}>
              {rootCauses.map((cause) => (
                <RootCauseItem
                  key={cause.id}
                  cause={cause}
                  circumstances={{ mapping, about, may }}
                  onRun={setRun}
                  onWrite={setWrite}
                />
              ))}
            </ol>
            {!hasAllCauses && rootCauses.length === FIRST && (
              <Button variant="default" size="xs" onClick={() => become({ causes: 'all' })}>
                {`Show more, ${MOST} at most`}
              </Button>
            )}
          </>
        )}
      </Answer>
      <StartRunDialog request={run} onClose={() => setRun(null)} />
      <WriteDialog request={write} onClose={() => setWrite(null)} onDone={done} />
    </Panel>
  );
}

interface HowManyProps {
  readonly of: readonly RootCause[] | undefined;
  readonly first: number;
}

function HowMany({ of, first }: HowManyProps) {
  if (of === undefined || of.length === 0) return null;
  const isCut = of.length === first;
  return (
    <Text size="sm" c="var(--page-muted)" role="status">
      {isCut ? `The ${first} that block most` : counted(of.length, 'cause')}
    </Text>
  );
}

const NoCauses = () => (
  <Empty title="No open discrepancies">
    Nothing is open that had to be explained, as last compared. What was waived has no cause that is still to be
    settled.
  </Empty>
);

const ReadOnly = () => (
  <Text size="sm" c="var(--page-muted)" mb="xs">
    Your role reads: what can be done is said with each cause, and somebody with another role can do it.
  </Text>
);
