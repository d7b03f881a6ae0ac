import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { type MappingName, RunsStartDocument, type StartRunInput } from '../generated/operations';
import { countText } from '../parts/number';
import { useTitleOf } from '../shell/shell-context';
import { newKey } from '../writing/new-key';
import { ChooseSubject, type Subject } from './choose-subject';
import { isReason, ReasonField } from './reason-dialog';
import { RefusedRun } from './refused-run';
import { RunOptions } from './run-options';
import type { RunChoices, RunRequest } from './run-request';
import { useTelling } from './use-telling';

interface StartRunFormProps {
  readonly request: RunRequest;
  readonly onStarted: (id: string) => void;
  readonly onClose: () => void;
}

/** Nobody writes many rows by accident: a dry run comes first unless somebody decides otherwise. */
const FIRST: Omit<RunChoices, 'withParents'> = {
  dryRun: true,
  incremental: false,
  onFailure: 'STOP',
  maxFailures: 1_000,
  rowsPerSecond: null,
  reason: '',
};

const choicesOf = ({ as, withParents = false }: RunRequest): RunChoices => as ?? { ...FIRST, withParents };

export function StartRunForm({ request, onStarted, onClose }: StartRunFormProps) {
  const [key] = useState(newKey);
  const [subject, setSubject] = useState<Subject>({ kind: request.kind ?? 'COMPARE', mapping: request.mapping ?? '' });
  const [choices, setChoices] = useState(() => choicesOf(request));
  const start = useTelling(RunsStartDocument);
  const change = (part: Partial<RunChoices>): void => setChoices((before) => ({ ...before, ...part }));
  const isWriting = subject.kind !== 'COMPARE' && !choices.dryRun;
  const isFit = isReason(choices.reason) && (subject.kind === 'REVERT' || subject.mapping !== '');
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (!isFit) return;
    const told = await start.tell({ input: inputOf(request, subject, choices, key) });
    const id = told?.answer.run?.id;
    if (id !== undefined) onStarted(id);
  };
  return (
    <Stack component="form" onSubmit={(event) => void submit(event)} gap="sm">
      <ChooseSubject request={request} subject={subject} onChange={setSubject} />
      <AboutWhat request={request} subject={subject} />
      {subject.kind !== 'COMPARE' && (
        <Radio.Group
          label="What it does"
          value={choices.dryRun ? 'dry' : 'write'}
          onChange={(value) => change({ dryRun: value === 'dry' })}
        >
          <Stack gap={6} mt={4}>
            <Radio
              value="dry"
              label="Dry run"
              description="Everything is done and counted, and then rolled back. It can be carried out from its page."
            />
            <Radio value="write" label="Write" description="Rows are written. What it wrote can be taken back." />
          </Stack>
        </Radio.Group>
      )}
      <RunOptions request={request} kind={subject.kind} choices={choices} onChange={change} />
      <ReasonField reason={choices.reason} onChange={(reason) => change({ reason })} />
      <RefusedRun errors={start.errors} failure={start.failure} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Back
        </Button>
        <Button type="submit" disabled={!isFit} loading={start.isBusy}>
          {subject.kind === 'COMPARE' ? 'Start comparing' : isWriting ? 'Start writing' : 'Start the dry run'}
        </Button>
      </Group>
    </Stack>
  );
}

/** How much of the mapping it is about. */
function AboutWhat({ request, subject }: { readonly request: RunRequest; readonly subject: Subject }) {
  const title = useTitleOf()(subject.mapping);
  const { legacyIds, rootCause, reverts } = request;
  if (reverts !== undefined) return <Text size="sm">About all that the run {reverts} wrote.</Text>;
  if (legacyIds !== undefined)
    return (
      <Text size="sm">
        About the {countText(legacyIds.length)} records of {title} that were chosen.
      </Text>
    );
  if (rootCause !== undefined)
    return <Text size="sm">About the records of {title} that one root cause blocks, as it was last compared.</Text>;
  return subject.mapping === '' ? null : <Text size="sm">About all records of {title}.</Text>;
}

/** Only what the kind knows: the rest is refused. */
function inputOf(request: RunRequest, subject: Subject, choices: RunChoices, key: string): StartRunInput {
  const { kind, mapping } = subject;
  const { legacyIds, rootCause, reverts } = request;
  const isChosen = legacyIds !== undefined || rootCause !== undefined;
  const creates = kind === 'MIGRATE' || kind === 'RECONCILE';
  return {
    idempotencyKey: key,
    kind,
    // The schema's own list of names is closed; the page has them from the API.
    mapping: kind === 'REVERT' ? null : (mapping as MappingName),
    legacyIds: legacyIds === undefined ? null : [...legacyIds],
    rootCause: rootCause ?? null,
    reverts: reverts ?? null,
    dryRun: kind !== 'COMPARE' && choices.dryRun,
    incremental: kind === 'COMPARE' && !isChosen && choices.incremental,
    withParents: creates && isChosen && choices.withParents,
    onFailure: choices.onFailure,
    maxFailures: choices.maxFailures,
    rowsPerSecond: choices.rowsPerSecond,
    reason: choices.reason,
  };
}
