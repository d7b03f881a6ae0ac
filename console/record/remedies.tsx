import { Button, Group, Text } from '@mantine/core';
import { RecordName } from '../parts/record-name';
import { useMay } from '../shell/shell-context';
import type { WriteRequest } from '../writing/write-request';
import type { Cause, Compared } from './compared';
import classes from './record.module.css';
import { placeOfRemedy, requestOfRemedy } from './write-requests';

interface RemediesProps {
  readonly cause: Cause;
  readonly record: Compared;
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
export function Remedies({ cause, record, onWrite }: RemediesProps) {
  const may = useMay();
  if (cause.remedies.length === 0) return null;
  return (
    <ul className={classes.remedies} aria-label="What can be done">
      {cause.remedies.map((remedy) => {
        const request =
          remedy.mutation !== null && may(remedy.mutation) ? requestOfRemedy(remedy, cause, record) : null;
        const elsewhere = placeOfRemedy(remedy, cause);
        return (
          <li key={`${remedy.kind} ${remedy.field}`}>
            <Group gap="xs">
              <Text size="sm">{remedy.message}</Text>
              {request !== null && (
                <Button size="compact-sm" variant="default" mih={24} onClick={() => onWrite(request)}>
                  {NAMES[remedy.kind] ?? 'Do it'}…
                </Button>
              )}
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
