import { List } from '@mantine/core';
import { Instant } from '../parts/instant';
import { counted } from '../parts/number';
import { useTitleOf } from '../shell/shell-context';
import type { Choices, WriteAnswer } from './send-write';
import type { WriteRequest } from './write-request';

interface ConsequencesProps {
  readonly request: WriteRequest;
  readonly choices: Choices;
  readonly answer: WriteAnswer;
}

/** What the rows alone do not say: what comes with the write, and what of it can be taken back. */
export function Consequences({ request, choices, answer }: ConsequencesProps) {
  const titleOf = useTitleOf();
  const words = wordsOf(request, choices, answer, titleOf);
  return (
    <List size="sm" spacing={2} mb="sm">
      {words.map((text) => (
        <List.Item key={text}>{text}</List.Item>
      ))}
      {request.kind === 'WAIVE' && (
        <List.Item>
          {choices.expiresAt === null ? (
            'The waiver does not expire.'
          ) : (
            <>
              The waiver ends on <Instant at={choices.expiresAt} />.
            </>
          )}
        </List.Item>
      )}
    </List>
  );
}

type TitleOf = (mapping: string) => string;

const WITH_DECISION =
  'What is given in place of a rule is remembered as a decision: it counts as expected until the legacy values change that it was taken on.';

function wordsOf(request: WriteRequest, choices: Choices, answer: WriteAnswer, titleOf: TitleOf): readonly string[] {
  switch (request.kind) {
    case 'MIGRATE':
      return migrationWords(answer, titleOf, choices.overrides.length > 0);
    case 'RECONCILE':
      return [
        'One row is changed. Fields that are left stay as they are.',
        ...(choices.resolutions.some(({ take }) => take !== 'LEGACY') ? [WITH_DECISION] : []),
        'It can be taken back for as long as nobody changes these columns again.',
      ];
    case 'REMOVE':
      return [
        'The row is removed with every column. Taking it back puts it back with its id and all values.',
        'A second person has to approve it before it is carried out.',
        'What triggers of the new database do to other rows when one is removed is not taken back.',
      ];
    case 'WAIVE':
      return waiverWords(request, answer);
    case 'WITHDRAW':
      return ['What the waiver covers is open again. A withdrawal is not taken back: a new waiver can be given.'];
    default:
      return [
        'The row becomes exactly what it was before the change. The change and its way back both stay in the history.',
      ];
  }
}

function migrationWords({ plan }: WriteAnswer, titleOf: TitleOf, hasDecision: boolean): readonly string[] {
  const parents = plan.slice(0, -1).map(({ mapping, legacyId }) => `${titleOf(mapping)} ${legacyId ?? ''}`);
  const along =
    parents.length === 0
      ? []
      : [`Created along, each as a change of its own: ${parents.join(', ')}. Take them back one by one.`];
  return [
    `${counted(plan.length, 'row is', 'rows are')} created.`,
    ...along,
    ...(hasDecision ? [WITH_DECISION] : []),
    'It can be taken back for as long as no other row refers to it and nobody changes it.',
  ];
}

function waiverWords(request: WriteRequest & { readonly kind: 'WAIVE' }, { covers }: WriteAnswer): readonly string[] {
  const nothing =
    'No row is written. What is waived keeps its verdict, counts apart in the figures, and no run plans it.';
  if (!('rootCause' in request)) return [nothing];
  return [
    `${counted(covers ?? 0, 'discrepancy is', 'discrepancies are')} waived. Those with another cause beside it stay open.`,
    nothing,
  ];
}
