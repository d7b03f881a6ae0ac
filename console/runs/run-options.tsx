import { Group, NativeSelect, NumberInput, Stack, Switch } from '@mantine/core';
import type { RunKind } from '../generated/operations';
import type { RunChoices, RunRequest } from './run-request';

interface RunOptionsProps {
  readonly request: RunRequest;
  readonly kind: RunKind;
  readonly choices: RunChoices;
  readonly onChange: (part: Partial<RunChoices>) => void;
}

/** What a run of this kind may be told beside what it is about. */
export function RunOptions({ request, kind, choices, onChange }: RunOptionsProps) {
  const isChosen = request.legacyIds !== undefined || request.rootCause !== undefined;
  return (
    <Stack gap="sm">
      {kind === 'COMPARE' && !isChosen && (
        <Switch
          checked={choices.incremental}
          onChange={(event) => onChange({ incremental: event.currentTarget.checked })}
          label="Only what changed since the last comparison"
          description="Where that can be known; the run says what it covered."
        />
      )}
      {(kind === 'MIGRATE' || kind === 'RECONCILE') && isChosen && (
        <Switch
          checked={choices.withParents}
          onChange={(event) => onChange({ withParents: event.currentTarget.checked })}
          label="Migrate missing parents along"
          description="Those that the records cannot be without, the highest first."
        />
      )}
      <Group grow align="flex-start">
        {kind !== 'COMPARE' && <OnFailure choices={choices} onChange={onChange} />}
        {kind !== 'COMPARE' && choices.onFailure === 'CONTINUE' && (
          <WholeNumber
            label="Failures that end it"
            least={0}
            most={100_000}
            value={choices.maxFailures}
            onChange={(maxFailures) => onChange({ maxFailures: maxFailures ?? 0 })}
          />
        )}
        <WholeNumber
          label="Records a second at most"
          placeholder="as configured"
          least={1}
          most={1_000_000}
          value={choices.rowsPerSecond}
          onChange={(rowsPerSecond) => onChange({ rowsPerSecond })}
        />
      </Group>
    </Stack>
  );
}

function OnFailure({ choices, onChange }: Pick<RunOptionsProps, 'choices' | 'onChange'>) {
  return (
    <NativeSelect
      label="A record that cannot be done"
      value={choices.onFailure}
      data={[
        { value: 'STOP', label: 'ends the run' },
        { value: 'CONTINUE', label: 'is told of, and the run goes on' },
      ]}
      onChange={({ currentTarget: { value } }) => onChange({ onFailure: value === 'STOP' ? 'STOP' : 'CONTINUE' })}
    />
  );
}

interface WholeNumberProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly least: number;
  readonly most: number;
  /** Null: none is given. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

function WholeNumber({ label, placeholder = '', least, most, value, onChange }: WholeNumberProps) {
  return (
    <NumberInput
      label={label}
      placeholder={placeholder}
      min={least}
      max={most}
      clampBehavior="strict"
      allowDecimal={false}
      thousandSeparator=","
      hideControls
      value={value ?? ''}
      onChange={(given) => onChange(given === '' ? null : Number(given))}
    />
  );
}
