import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import {
  MappingCodeMapDocument,
  MappingFieldProfileDocument,
  type MappingName,
  MappingParentSpreadDocument,
  MappingPathCoverageDocument,
} from '../generated/operations';
import type { Rule } from './about';
import { Asked } from './asked';
import { CodeMap } from './code-map';
import { FieldProfile } from './field-profile';
import { toggled, useMappingPlace } from './mapping-place';
import { ParentSpread } from './parent-spread';
import { PathCoverage } from './path-coverage';
import { type Turn, useTurns } from './use-turns';

const TITLES: Readonly<Record<string, string>> = {
  profile: 'Profile of both sides',
  'code-map': 'Code map',
  spread: 'Spread over parents',
  path: 'Coverage of the path',
};

/** The questions that a field of this kind has an answer to. */
function questionsOf({ kind, parent, dataClass }: Rule): readonly string[] {
  const profile = dataClass === 'SECRET' ? [] : ['profile'];
  if (parent !== null) return [...profile, 'spread', 'path'];
  return kind === 'map' ? [...profile, 'code-map'] : profile;
}

interface FieldAnswersProps {
  readonly mapping: MappingName;
  readonly rule: Rule;
}

/** What can be asked about one field, and what was. Each reads whole tables, so nothing is asked unasked. */
export function FieldAnswers({ mapping, rule }: FieldAnswersProps) {
  const { listOf, become } = useMappingPlace();
  const questions = questionsOf(rule);
  const answers = listOf('answers').filter((name) => questions.includes(name));
  const turnOf = useTurns(answers);
  if (questions.length === 0) return <Text size="sm">Its values are secret: nothing is said about them.</Text>;
  return (
    <Stack gap="sm" p={4}>
      <Group gap="xs">
        <Text size="sm">Ask both databases now:</Text>
        {questions.map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant={answers.includes(name) ? 'outline' : 'default'}
            leftSection={answers.includes(name) && <IconCheck size={14} aria-hidden />}
            aria-pressed={answers.includes(name)}
            onClick={() => become({ answers: toggled(answers, name) })}
          >
            {TITLES[name]}
          </Button>
        ))}
      </Group>
      {answers.map((name) => (
        <section key={name} aria-label={`${TITLES[name] ?? name} of ${rule.field}`}>
          <Title order={3} size="h5" mb={4}>
            {TITLES[name]}
          </Title>
          <FieldAnswer name={name} mapping={mapping} field={rule.field} turn={turnOf(name)} />
        </section>
      ))}
    </Stack>
  );
}

interface FieldAnswerProps {
  readonly name: string;
  readonly mapping: MappingName;
  readonly field: string;
  readonly turn: Turn;
}

function FieldAnswer({ name, turn, ...variables }: FieldAnswerProps) {
  const asked = { variables, turn };
  switch (name) {
    case 'profile':
      return (
        <Asked query={MappingFieldProfileDocument} {...asked}>
          {({ fieldProfile }) => <FieldProfile of={fieldProfile} />}
        </Asked>
      );
    case 'code-map':
      return (
        <Asked query={MappingCodeMapDocument} {...asked}>
          {({ codeMap }) => <CodeMap of={codeMap} />}
        </Asked>
      );
    case 'spread':
      return (
        <Asked query={MappingParentSpreadDocument} {...asked}>
          {({ parentSpread }) => <ParentSpread of={parentSpread} />}
        </Asked>
      );
    default:
      return (
        <Asked query={MappingPathCoverageDocument} {...asked}>
          {({ pathCoverage }) => <PathCoverage of={pathCoverage} />}
        </Asked>
      );
  }
}
