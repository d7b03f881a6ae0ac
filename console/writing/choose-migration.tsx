import { Button, Group, Stack, Switch, Text } from '@mantine/core';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { asInput, faultOf, type Given, givenOf, NOTHING_GIVEN, type Pair, type Rule } from './given-value';
import { GivenValueInput } from './given-value-input';
import { type Choices, NO_CHOICES } from './send-write';

export interface ChooseProps {
  readonly pair: Pair;
  /** Those that somebody came for. */
  readonly fields: readonly string[];
  /** What was chosen before, on the way back from its preview. */
  readonly chosen: Choices | null;
  readonly onChosen: (choices: Choices) => void;
}

/** What a person gives in place of a rule, by field; absent: the rule decides. */
type Overrides = Readonly<Record<string, Given>>;

const mayMigrateParents = ({ causes }: Pair): boolean =>
  causes.some(({ remedies }) => remedies.some(({ kind }) => kind === 'MIGRATE_PARENTS'));

/** Values for what stands in the way, or parents along. What nothing stands in the way of goes to its preview at once. */
export function ChooseMigration({ pair, fields, chosen, onChosen }: ChooseProps) {
  const rules = listRules(pair, fields);
  const [withParents, setWithParents] = useState(chosen?.withParents ?? mayMigrateParents(pair));
  const [overrides, setOverrides] = useState<Overrides>(() =>
    begin(rules, mayMigrateParents(pair) ? [] : undecided(pair, fields), chosen),
  );
  const [isTold, setTold] = useState(false);
  const isEmpty = rules.length === 0 && pair.causes.length === 0;
  useEffect(() => {
    if (isEmpty && chosen === null) onChosen(NO_CHOICES);
  }, [isEmpty, chosen, onChosen]);
  const given = rules.flatMap((rule) => {
    const value = overrides[rule.field];
    return value === undefined ? [] : [{ rule, value }];
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTold(true);
    if (given.some(({ rule, value }) => faultOf(rule, value) !== null)) return;
    const inputs = given.map(({ rule, value }) => ({ field: rule.field, ...asInput(rule, value) }));
    onChosen({ ...NO_CHOICES, withParents, overrides: inputs });
  };
  return (
    <Stack component="form" onSubmit={submit} gap="sm">
      <InTheWay pair={pair} />
      {pair.causes.length > 0 && (
        <Switch
          checked={withParents}
          onChange={(event) => setWithParents(event.currentTarget.checked)}
          label="Migrate missing parents along"
          description="Those that it cannot be without, the highest first. Each is a change of its own."
        />
      )}
      {rules.map((rule) => (
        <Override
          key={rule.field}
          rule={rule}
          given={overrides[rule.field]}
          isTold={isTold}
          onChange={(value) => setOverrides((before) => withOverride(before, rule.field, value))}
        />
      ))}
      <Group justify="flex-end">
        <Button type="submit">Preview</Button>
      </Group>
    </Stack>
  );
}

/** Fields that nothing can be given for, such as what only names a requirement, are no rules of the mapping. */
function listRules(pair: Pair, fields: readonly string[]): readonly Rule[] {
  const blocked = pair.fields.filter(({ state }) => state === 'BLOCKED').map(({ field }) => field);
  const names = new Set([...fields, ...blocked]);
  return pair.mapping.rules.filter(({ field }) => names.has(field));
}

/** What a person decided about stays so until somebody wants it otherwise. */
function undecided(pair: Pair, fields: readonly string[]): readonly string[] {
  const decided = pair.fields.filter(({ state }) => state === 'DECIDED').map(({ field }) => field);
  return fields.filter((field) => !decided.includes(field));
}

function begin(rules: readonly Rule[], fields: readonly string[], chosen: Choices | null): Overrides {
  if (chosen !== null)
    return Object.fromEntries(chosen.overrides.map((override) => [override.field, givenOf(override)]));
  const wanted = rules.filter(({ field }) => fields.includes(field));
  return Object.fromEntries(wanted.map(({ field }) => [field, NOTHING_GIVEN]));
}

function withOverride(before: Overrides, field: string, value: Given | null): Overrides {
  const { [field]: _, ...others } = before;
  return value === null ? others : { ...others, [field]: value };
}

function InTheWay({ pair: { causes } }: { readonly pair: Pair }) {
  if (causes.length === 0) return null;
  const messages = [...new Set(causes.map(({ message }) => message))];
  return (
    <div>
      <Text size="sm" fw={600}>
        What is in the way
      </Text>
      {messages.map((message) => (
        <Text key={message} size="sm">
          {message}
        </Text>
      ))}
    </div>
  );
}

interface OverrideProps {
  readonly rule: Rule;
  readonly given: Given | undefined;
  readonly isTold: boolean;
  /** Null: the rule decides again. */
  readonly onChange: (given: Given | null) => void;
}

function Override({ rule, given, isTold, onChange }: OverrideProps) {
  return (
    <Stack gap={6}>
      <Switch
        checked={given !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? NOTHING_GIVEN : null)}
        label={rule.parent === null ? `Give ${rule.field} another value` : `Give ${rule.field} another record`}
        description={`Its rule: ${rule.words}`}
      />
      {given !== undefined && <GivenValueInput rule={rule} given={given} isTold={isTold} onChange={onChange} />}
    </Stack>
  );
}
