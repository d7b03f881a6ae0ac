import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { Empty } from '../parts/empty';
import { counted } from '../parts/number';
import { Panel } from '../parts/panel';
import { type Compared, type ComparedField, isTelling, type RecordId } from './compared';
import { FieldRow } from './field-row';
import { RevealDialog } from './reveal-dialog';
import { useRevealed } from './use-revealed';

interface FieldsPanelProps {
  readonly id: RecordId;
  readonly record: Compared;
}

/** Both sides and what the rules make of the legacy one; what differs or stands in the way first. */
export function FieldsPanel({ id, record }: FieldsPanelProps) {
  const telling = record.fields.filter(isTelling);
  const rest = record.fields.filter((field) => !isTelling(field));
  // Of a record that is on one side alone, the fields are what there is to see.
  const hidesRest = telling.length > 0 || record.verdict === 'MATCHED';
  const [search, setSearch] = useSearchParams();
  const isAll = search.get('fields') === 'all';
  const shown = isAll || !hidesRest ? [...telling, ...rest] : telling;
  const toggle = (): void => setSearch((before) => withFields(before, !isAll), { replace: true });
  return (
    <Panel
      title="Fields"
      aside={
        hidesRest &&
        rest.length > 0 && (
          <Button size="xs" variant="default" aria-expanded={isAll} onClick={toggle}>
            {isAll ? 'Hide' : 'Show'} {restWords(rest)}
          </Button>
        )
      }
    >
      {record.fields.length === 0 && (
        <Empty title="The fields cannot be compared">
          {record.newIds.length > 1 ? 'Nothing says which of the new rows is the right one.' : null}
        </Empty>
      )}
      {record.fields.length > 0 && shown.length === 0 && (
        <Text size="sm" c="var(--page-muted)">
          Every field that is compared is as its rule says.
        </Text>
      )}
      {shown.length > 0 && <Fields id={id} record={record} fields={shown} />}
    </Panel>
  );
}

function restWords(rest: readonly ComparedField[]): string {
  const equal = rest.filter(({ state }) => state === 'EQUAL').length;
  if (equal === rest.length) return counted(equal, 'equal field');
  return equal === 0
    ? `${counted(rest.length, 'field')} that ${rest.length === 1 ? 'is' : 'are'} not compared`
    : `${counted(equal, 'equal field')} and ${rest.length - equal} not compared`;
}

function Fields({ id, record, fields }: FieldsPanelProps & { readonly fields: readonly ComparedField[] }) {
  const { revealed, ask, show, hide } = useRevealed(id, record.fingerprint);
  const [asked, setAsked] = useState<string | null>(null);
  const rules = new Map(record.mapping.rules.map((rule) => [rule.field, rule]));
  return (
    <>
      <Table.ScrollContainer minWidth={860} type="native" tabIndex={0} role="region" aria-label="Fields side by side">
        <Table verticalSpacing={6} horizontalSpacing="xs" layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="22%">Field</Table.Th>
              <Table.Th>Legacy</Table.Th>
              <Table.Th>Expected</Table.Th>
              <Table.Th>New</Table.Th>
              <Table.Th w="17%">State</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((field) => (
              <FieldRow
                key={field.field}
                field={field}
                rule={rules.get(field.field)}
                record={record}
                revealed={revealed.get(field.field)}
                onReveal={() => setAsked(field.field)}
                onHide={() => hide(field.field)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <RevealDialog field={asked} onClose={() => setAsked(null)} ask={ask} onShow={show} />
    </>
  );
}

function withFields(before: URLSearchParams, isAll: boolean): URLSearchParams {
  const after = new URLSearchParams(before);
  if (isAll) after.set('fields', 'all');
  else after.delete('fields');
  return after;
}
