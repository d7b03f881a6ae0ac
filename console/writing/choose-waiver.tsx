import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { counted } from '../parts/number';
import { type Choices, NO_CHOICES } from './send-write';
import type { WriteRequest } from './write-request';

type WaiveRequest = WriteRequest & { readonly kind: 'WAIVE' };

interface ChooseWaiverProps {
  readonly request: WaiveRequest;
  readonly chosen: Choices | null;
  readonly onChosen: (choices: Choices) => void;
}

const USUAL_DAYS = 90;
/** A waiver ends with a day in UTC, so that the last day is one before the API's limit. */
const MOST_DAYS = { rootCause: 364, record: 3_651 };

const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const endOf = (day: string): string => `${day}T23:59:59Z`;

/** What is accepted is given by where somebody came from; until when is theirs to say. */
export function ChooseWaiver({ request, chosen, onChosen }: ChooseWaiverProps) {
  const isCause = 'rootCause' in request;
  const [day, setDay] = useState(chosen?.expiresAt?.slice(0, 10) ?? dayIn(USUAL_DAYS));
  const [hasNoEnd, setNoEnd] = useState(chosen !== null && chosen.expiresAt === null);
  const last = dayIn(isCause ? MOST_DAYS.rootCause : MOST_DAYS.record);
  const isFit = hasNoEnd || (day >= dayIn(0) && day <= last);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isFit) onChosen({ ...NO_CHOICES, expiresAt: hasNoEnd ? null : endOf(day) });
  };
  return (
    <Stack component="form" onSubmit={submit} gap="sm">
      <Text size="sm">{scopeOf(request)}</Text>
      <Group align="flex-start" gap="md">
        <TextInput
          type="date"
          label="Last day (UTC)"
          description={`Not after ${last}`}
          value={day}
          min={dayIn(0)}
          max={last}
          disabled={hasNoEnd}
          error={isFit ? null : `Give a day from today to ${last}`}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        {!isCause && (
          <Checkbox
            mt={52}
            label="It does not expire"
            checked={hasNoEnd}
            onChange={(event) => setNoEnd(event.currentTarget.checked)}
          />
        )}
      </Group>
      <Group justify="flex-end">
        <Button type="submit">Preview</Button>
      </Group>
    </Stack>
  );
}

function scopeOf(request: WaiveRequest): string {
  if ('rootCause' in request)
    return `Accepts all that this root cause explains in the mapping, what is found later too: ${request.message}. It blocks ${counted(request.blocks, 'record')} now.`;
  if (request.field !== undefined)
    return `Accepts the difference of ${request.field} as it stands. The waiver ends by itself when either side’s value of this field changes; other fields stay open.`;
  return 'Accepts the record as it stands, with all that does not match. The waiver ends by itself when either side of the record changes.';
}
