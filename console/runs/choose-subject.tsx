import { Group, NativeSelect } from '@mantine/core';
import type { RunKind } from '../generated/operations';
import { MappingSelect } from '../parts/mapping-select';
import type { RunRequest } from './run-request';
import { verbOf } from './run-words';

/** What a run does, and to which records. */
export interface Subject {
  readonly kind: RunKind;
  /** Empty: none is chosen yet. */
  readonly mapping: string;
}

interface ChooseSubjectProps {
  readonly request: RunRequest;
  readonly subject: Subject;
  readonly onChange: (subject: Subject) => void;
}

/** A run is taken back from its own page, which knows what it wrote. */
const KINDS = ['COMPARE', 'MIGRATE', 'RECONCILE'] as const;

/** Asks for the kind and the mapping where the request leaves them open. */
export function ChooseSubject({ request, subject, onChange }: ChooseSubjectProps) {
  const asksMapping = request.mapping === undefined && subject.kind !== 'REVERT';
  if (request.kind !== undefined && !asksMapping) return null;
  return (
    <Group grow align="flex-start">
      {request.kind === undefined && (
        <NativeSelect
          label="Kind"
          value={subject.kind}
          data={KINDS.map((kind) => ({ value: kind, label: verbOf(kind) }))}
          onChange={({ currentTarget: { value } }) => {
            const kind = KINDS.find((candidate) => candidate === value);
            if (kind !== undefined) onChange({ ...subject, kind });
          }}
        />
      )}
      {asksMapping && (
        <MappingSelect
          label="Mapping"
          none="Choose a mapping"
          value={subject.mapping}
          onChange={(mapping) => onChange({ ...subject, mapping })}
        />
      )}
    </Group>
  );
}
