import { Anchor, Badge, Table, Text } from '@mantine/core';
import { IconBan, IconCheck, IconX } from '@tabler/icons-react';
import { Link } from 'wouter';
import { type AuditOutcome, AuditTrailDocument, type AuditTrailQuery } from '../generated/operations';
import { Empty } from '../parts/empty';
import { HeadedTable } from '../parts/headed-table';
import { faultOfLegacyId } from '../parts/ids';
import { Instant } from '../parts/instant';
import { counted } from '../parts/number';
import { Pages } from '../parts/pages';
import { RecordName } from '../parts/record-name';
import { wordsOf } from '../parts/words';
import { placeOfMapping, placeOfRun } from '../places';
import { useTitleOf } from '../shell/shell-context';
import { ActorCondition, ChoiceCondition, Conditions, MappingCondition, TextCondition } from './conditions';
import { useConditions } from './use-conditions';

type Entry = AuditTrailQuery['auditEntries']['nodes'][number];

const HEADS = ['No.', 'At', 'Who', 'Action', 'Outcome', 'About', 'Reason'];

const OUTCOMES = ['DONE', 'REFUSED', 'DENIED'] as const satisfies readonly AuditOutcome[];

const LOOKS: Readonly<Record<AuditOutcome, { readonly color: string; readonly Icon: typeof IconCheck }>> = {
  DONE: { color: 'teal', Icon: IconCheck },
  REFUSED: { color: 'yellow', Icon: IconX },
  DENIED: { color: 'red', Icon: IconBan },
};

/** Everything that was done, refused and denied, each entry chained to the one before. */
export function Trail() {
  const { actor, setActor, mapping, legacyId, said } = useConditions();
  const outcome = OUTCOMES.find((name) => name === said('outcome')) ?? null;
  const where = { actor, mapping, legacyId, action: said('action'), outcome };
  return (
    <>
      <Conditions>
        <ActorCondition actor={actor} onChange={setActor} />
        <TextCondition name="action" label="Action" placeholder="such as migrateRecord" />
        <MappingCondition />
        <ChoiceCondition
          name="outcome"
          label="Outcome"
          choices={OUTCOMES.map((value) => ({ value, label: wordsOf(value) }))}
        />
        <TextCondition name="legacyId" label="Legacy id" faultOf={faultOfLegacyId} />
      </Conditions>
      <HeadedTable label="Audit trail, the newest first" minWidth={900} heads={HEADS}>
        <Pages
          key={JSON.stringify(where)}
          query={AuditTrailDocument}
          variablesOf={(after) => ({ where, after })}
          connectionOf={({ auditEntries }) => auditEntries}
          columns={HEADS.length}
          empty={<Empty title="There is no such entry">Nothing was done, or nothing meets the conditions.</Empty>}
        >
          {(entry) => <EntryRow key={entry.sequence} entry={entry} />}
        </Pages>
      </HeadedTable>
    </>
  );
}

function EntryRow({ entry }: { readonly entry: Entry }) {
  const { color, Icon } = LOOKS[entry.outcome];
  return (
    <Table.Tr>
      <Table.Td>{entry.sequence}</Table.Td>
      <Table.Td>
        <Instant at={entry.at} />
      </Table.Td>
      <Table.Td>{entry.actor}</Table.Td>
      <Table.Td>{entry.action}</Table.Td>
      <Table.Td>
        <Badge
          color={color}
          variant="light"
          radius="sm"
          c="var(--mantine-color-text)"
          miw="max-content"
          leftSection={<Icon size={12} aria-hidden />}
        >
          {wordsOf(entry.outcome)}
        </Badge>
        {entry.codes.length > 0 && (
          <Text size="xs" c="var(--page-muted)">
            {entry.codes.map(wordsOf).join(', ')}
          </Text>
        )}
      </Table.Td>
      <Table.Td maw={260}>
        <About entry={entry} />
      </Table.Td>
      <Table.Td maw={260} style={{ overflowWrap: 'anywhere' }}>
        {entry.reason === '' ? '–' : entry.reason}
      </Table.Td>
    </Table.Tr>
  );
}

function About({ entry: { mapping, legacyId, newId, run, ids, changes, bulkChanges } }: { readonly entry: Entry }) {
  const titleOf = useTitleOf();
  const others = [
    ...ids.map(({ kind, id }) => `${kind} ${id}`),
    ...(changes.length === 0 ? [] : [`${changes.length === 1 ? 'change' : 'changes'} ${changes.join(', ')}`]),
    ...(bulkChanges.length === 0 ? [] : [counted(bulkChanges.length, 'change of many rows', 'changes of many rows')]),
  ];
  const hasRecord = legacyId !== null || newId !== null;
  return (
    <>
      {mapping !== null && hasRecord && <RecordName mapping={mapping} legacyId={legacyId} newId={newId} />}
      {mapping !== null && !hasRecord && (
        <Anchor component={Link} href={placeOfMapping(mapping)} size="sm">
          {titleOf(mapping)}
        </Anchor>
      )}
      {run !== null && (
        <>
          {' '}
          <Anchor component={Link} href={placeOfRun(run)} size="sm">
            run {run.slice(0, 8)}
          </Anchor>
        </>
      )}
      {others.length > 0 && (
        <Text size="xs" c="var(--page-muted)" style={{ overflowWrap: 'anywhere' }}>
          {others.join(', ')}
        </Text>
      )}
    </>
  );
}
