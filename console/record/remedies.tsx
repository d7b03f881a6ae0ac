import { Button, Group, Text } from '@mantine/core';
import { RecordName } from '../parts/record-name';
import { useMay } from '../shell/shell-context';
import type { WriteRequest } from '../writing/write-request';
import type { Cause } from './compared';
import classes from './record.module.css';
import { placeOfRemedy, requestsOfRemedy, type Subject, whichRow } from './write-requests';

interface RemediesProps {
  readonly cause: Cause;
  readonly subject: Subject;
  readonly onWrite: (request: WriteRequest) => void;
}

const NAMES: Readonly<Record<string, string>> = {
  ASSIGN_SUBSTITUTE: 'Assign another',
  CORRECT_VALUE: 'Give a value',
  MIGRATE: 'Migrate',
  MIGRATE_PARENTS: 'Migrate with parents',
  RECONCILE: 'Reconcile',
  REMOVE: 'Remove',
  WAIVE: 'Waive',
};

/** What can be done about a cause; a button where it is done on this record, a link where on another. */
export function Remedies({ cause, subject, onWrite }: RemediesProps) {
  const may = useMay();
  if (cause.remedies.length === 0) return null;
  return (
    <ul className={classes.remedies} aria-label="What can be done">
      {cause.remedies.map((remedy) => {
        const requests =
          remedy.mutation !== null && may(remedy.mutation) ? requestsOfRemedy(remedy, cause, subject) : [];
        const elsewhere = placeOfRemedy(remedy, cause);
        return (
          <li key={`${remedy.kind} ${remedy.field}`}>
            <Group gap="xs">
              <Text size="sm">{remedy.message}</Text>
              {requests.map((request) => (
                <Button
                  key={JSON.stringify(request)}
                  size="compact-sm"
                  variant="default"
                  mih={24}
                  onClick={() => onWrite(request)}
                >
                  {NAMES[remedy.kind] ?? 'Do it'}
                  {whichRow(request, requests)}…
                </Button>
              ))}
              {elsewhere !== null && (
                <Text size="sm" component="span">
                  at <RecordName {...elsewhere} />
                </Text>
              )}
            </Group>
          </li>
        );
      })}
    </ul>
  );
}
