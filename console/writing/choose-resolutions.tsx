import { Button, Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import type { FieldResolution } from '../generated/operations';
import { Value } from '../parts/value';
import type { ChooseProps } from './choose-migration';
import {
  asInput,
  faultOf,
  type Given,
  givenOf,
  NOTHING_GIVEN,
  type Pair,
  type PairField,
  type Rule,
} from './given-value';
import { GivenValueInput } from './given-value-input';
import { NO_CHOICES } from './send-write';

type Take = 'LEGACY' | 'NEW' | 'VALUE' | 'LEAVE';

interface Resolution {
  readonly take: Take;
  readonly given: Given;
}

interface Difference {
  readonly compared: PairField;
  readonly rule: Rule;
}

/** Each difference is settled by itself: as the rule gives it, as it is, by a value, or not now. */
export function ChooseResolutions({ pair, fields, chosen, onChosen }: ChooseProps) {
  const differences = differencesOf(pair, fields);
  const [resolutions, setResolutions] = useState<Readonly<Record<string, Resolution>>>(() =>
    Object.fromEntries(
      differences.map(({ compared }) => [compared.field, begin(compared, fields, chosen?.resolutions ?? null)]),
    ),
  );
  const [isTold, setTold] = useState(false);
  const settled = differences.flatMap(({ rule }) => {
    const { take, given } = resolutions[rule.field] ?? LEFT;
    return take === 'LEAVE' ? [] : [{ rule, take, given }];
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTold(true);
    if (settled.length === 0) return;
    if (settled.some(({ rule, take, given }) => take === 'VALUE' && faultOf(rule, given) !== null)) return;
    const inputs = settled.map(({ rule, take, given }) => ({
      field: rule.field,
      take,
      ...(take === 'VALUE' ? asInput(rule, given) : {}),
    }));
    onChosen({ ...NO_CHOICES, resolutions: inputs });
  };
  if (differences.length === 0)
    return <Text>No field of the record differs any more: there is nothing to settle.</Text>;
  return (
    <Stack component="form" onSubmit={submit} gap="sm">
      {differences.map((difference) => (
        <OneDifference
          key={difference.rule.field}
          difference={difference}
          resolution={resolutions[difference.rule.field] ?? LEFT}
          isTold={isTold}
          onChange={(next) => setResolutions((before) => ({ ...before, [difference.rule.field]: next }))}
        />
      ))}
      <Group justify="flex-end">
        {isTold && settled.length === 0 && (
          <Text size="sm" role="alert">
            Every field is left as it is: settle one at least.
          </Text>
        )}
        <Button type="submit">Preview</Button>
      </Group>
    </Stack>
  );
}

/** What differs; what was decided before only where somebody came for it. */
function differencesOf(pair: Pair, fields: readonly string[]): readonly Difference[] {
  return pair.mapping.rules.flatMap((rule): Difference[] => {
    const compared = pair.fields.find(({ field }) => field === rule.field);
    const isOpen = compared?.state === 'DIFFERENT' || (compared?.state === 'DECIDED' && fields.includes(rule.field));
    return compared !== undefined && isOpen ? [{ compared, rule }] : [];
  });
}

const LEFT: Resolution = { take: 'LEAVE', given: NOTHING_GIVEN };

/** What a person decided about is left as it is until somebody says otherwise, even where they came for it. */
function begin(
  { field, state }: PairField,
  fields: readonly string[],
  chosen: readonly FieldResolution[] | null,
): Resolution {
  const before = chosen?.find((candidate) => candidate.field === field);
  if (before !== undefined)
    return { take: before.take, given: before.take === 'VALUE' ? givenOf(before) : NOTHING_GIVEN };
  const isWanted = chosen === null && state !== 'DECIDED' && (fields.length === 0 || fields.includes(field));
  return isWanted ? { take: 'LEGACY', given: NOTHING_GIVEN } : LEFT;
}

interface OneDifferenceProps {
  readonly difference: Difference;
  readonly resolution: Resolution;
  readonly isTold: boolean;
  readonly onChange: (resolution: Resolution) => void;
}

const TAKES: readonly { readonly value: Take; readonly label: string }[] = [
  { value: 'LEGACY', label: 'Take legacy' },
  { value: 'NEW', label: 'Keep new' },
  { value: 'VALUE', label: 'Give a value' },
  { value: 'LEAVE', label: 'Leave' },
];

function OneDifference({ difference: { compared, rule }, resolution, isTold, onChange }: OneDifferenceProps) {
  const { field, isMasked, bytes } = compared;
  return (
    <Paper withBorder p="xs" component="fieldset">
      <Text component="legend" size="sm" fw={600} px={4}>
        {field}
      </Text>
      <Text size="sm" component="div">
        Expected by the rule, from legacy: <Value text={compared.expectedValue} isMasked={isMasked} bytes={bytes} />
        {compared.expectedLegacyId !== null && ` (legacy id ${compared.expectedLegacyId})`}
      </Text>
      <Text size="sm" component="div" mb={6}>
        New: <Value text={compared.actualValue} isMasked={isMasked} />
        {compared.actualLegacyId !== null && ` (legacy id ${compared.actualLegacyId})`}
      </Text>
      <SegmentedControl
        aria-label={`How to settle ${field}`}
        size="xs"
        data={[...TAKES]}
        value={resolution.take}
        onChange={(take) => onChange({ ...resolution, take })}
      />
      {resolution.take === 'VALUE' && (
        <GivenValueInput
          rule={rule}
          given={resolution.given}
          isTold={isTold}
          onChange={(given) => onChange({ ...resolution, given })}
        />
      )}
    </Paper>
  );
}
