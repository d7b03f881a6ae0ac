import { Button, Text } from '@mantine/core';
import { useId } from 'react';
import { Link } from 'wouter';
import type { RunRequest } from '../runs/run-request';
import type { WriteRequest } from '../writing/write-request';
import classes from './mapping.module.css';
import { actionOf, type Circumstances, type Remedy, type RemedyAction, type RootCause } from './remedy-action';
import { sentence } from './words';

interface RemediesProps {
  readonly cause: RootCause;
  readonly circumstances: Circumstances;
  readonly onRun: (request: RunRequest) => void;
  readonly onWrite: (request: WriteRequest) => void;
}

/** What can be done about a cause: each in words, with a button where it can be done from here. */
export function Remedies({ cause, circumstances, ...on }: RemediesProps) {
  return (
    <ul className={classes.remedies} aria-label="What can be done">
      {cause.remedies.map((remedy) => (
        <RemedyLine
          key={`${remedy.kind} ${remedy.message}`}
          remedy={remedy}
          action={actionOf(remedy, cause, circumstances)}
          {...on}
        />
      ))}
    </ul>
  );
}

/** What the API's message leaves to be known. */
const MORE: Partial<Record<Remedy['kind'], string>> = {
  EXTEND_CODE_MAP:
    'The table stands in the declaration of the mapping, in the rule of this field. Once it is changed there and Counterpart runs with it, compare again.',
};

interface RemedyLineProps extends Pick<RemediesProps, 'onRun' | 'onWrite'> {
  readonly remedy: Remedy;
  readonly action: RemedyAction | null;
}

function RemedyLine({ remedy, action, ...on }: RemedyLineProps) {
  const id = useId();
  const more = MORE[remedy.kind];
  return (
    <li className={classes.remedy}>
      <Text size="sm" id={id} pt={2}>
        {sentence(remedy.message)}
        {more !== undefined && <Text span inherit c="var(--page-muted)">{`. ${more}`}</Text>}
      </Text>
      {action !== null && <ActionButton action={action} describedBy={id} {...on} />}
    </li>
  );
}

interface ActionButtonProps extends Pick<RemediesProps, 'onRun' | 'onWrite'> {
  readonly action: RemedyAction;
  readonly describedBy: string;
}

function ActionButton({ action, describedBy, onRun, onWrite }: ActionButtonProps) {
  const looks = { size: 'compact-sm', variant: 'default', flex: 'none', 'aria-describedby': describedBy } as const;
  if (action.does === 'GO')
    return (
      <Button component={Link} href={action.place} {...looks}>
        {action.label}
      </Button>
    );
  const press = (): void => (action.does === 'RUN' ? onRun(action.request) : onWrite(action.request));
  return (
    <Button onClick={press} {...looks}>
      {action.label}
    </Button>
  );
}
