import { Text } from '@mantine/core';
import { type MappingName, WritingChoicesDocument } from '../generated/operations';
import { Answer } from '../parts/answer';
import { useAnswer } from '../parts/use-answer';
import { ChooseMigration } from './choose-migration';
import { ChooseResolutions } from './choose-resolutions';
import type { Choices } from './send-write';
import type { WriteRequest } from './write-request';

interface ChooseRecordProps {
  readonly request: WriteRequest & { readonly kind: 'MIGRATE' | 'RECONCILE' };
  readonly chosen: Choices | null;
  readonly onChosen: (choices: Choices) => void;
}

/** What there is to choose about a record follows from how it stands now. */
export function ChooseRecord({ request, chosen, onChosen }: ChooseRecordProps) {
  const variables = { mapping: request.mapping as MappingName, legacyId: request.legacyId };
  const answer = useAnswer(WritingChoicesDocument, variables);
  const Choose = request.kind === 'MIGRATE' ? ChooseMigration : ChooseResolutions;
  return (
    <Answer of={answer} rows={4}>
      {({ record }) =>
        record === null ? (
          <Text>Neither side has this record any more.</Text>
        ) : (
          // What was chosen is about the record as it stood: where that moved the form begins anew.
          <Choose key={record.verdict} pair={record} fields={request.fields} chosen={chosen} onChosen={onChosen} />
        )
      }
    </Answer>
  );
}
