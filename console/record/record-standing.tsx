import { Anchor, Code, CopyButton, Group, Paper, Text, UnstyledButton } from '@mantine/core';
import { Link } from 'wouter';
import { Instant } from '../parts/instant';
import { meaningOf, Verdict } from '../parts/verdict';
import { placeOfMapping } from '../places';
import { useTitleOf } from '../shell/shell-context';
import type { Compared } from './compared';
import classes from './record.module.css';

interface RecordStandingProps {
  readonly record: Compared;
  /** Shown from before, and being compared again. */
  readonly isStale: boolean;
}

/** The verdict in words, when it was found, and which rows of which tables it is about. */
export function RecordStanding({ record, isStale }: RecordStandingProps) {
  const { verdict, mapping, fingerprint } = record;
  return (
    <Paper withBorder p="sm">
      <Group gap="sm" mb="xs" role="status">
        <Verdict of={verdict} />
        <Text size="sm">{meaningOf(verdict)}</Text>
        {verdict === 'EXCLUDED' && mapping.scope !== null && <Text size="sm">{mapping.scope}</Text>}
      </Group>
      <dl className={classes.facts}>
        <Fact name="Legacy">{legacyWords(record)}</Fact>
        <Fact name="New">
          {record.newIds.length === 0
            ? `no row in ${mapping.newTable}`
            : `${mapping.newTable} ${record.newIds.join(', ')}`}
        </Fact>
        <Fact name="Mapping">
          <MappingLink mapping={mapping.name} /> of {mapping.system}
        </Fact>
        <Fact name="Compared">
          <ComparedAt record={record} isStale={isStale} />
        </Fact>
        <Fact name="Fingerprint">
          <Fingerprint text={fingerprint} />
        </Fact>
      </dl>
    </Paper>
  );
}

function legacyWords({ verdict, mapping: { legacyTable }, legacyId }: Compared): string {
  if (legacyId === null) return `no single record of ${legacyTable}`;
  return verdict === 'EXTRA'
    ? `no record in ${legacyTable}; the new row claims ${legacyId}`
    : `${legacyTable} ${legacyId}`;
}

const Fact = ({ name, children }: { readonly name: string; readonly children: React.ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function MappingLink({ mapping }: { readonly mapping: string }) {
  const titleOf = useTitleOf();
  return (
    <Anchor component={Link} href={placeOfMapping(mapping)} underline="always" inherit>
      {titleOf(mapping)}
    </Anchor>
  );
}

function ComparedAt({ record, isStale }: RecordStandingProps) {
  return isStale ? 'being compared again…' : <Instant at={momentOf(record)} />;
}

const moments = new WeakMap<Compared, string>();

/** The API compares when it is asked, so the moment at which an answer is first shown is that of its comparison. */
function momentOf(record: Compared): string {
  const at = moments.get(record) ?? new Date().toISOString();
  moments.set(record, at);
  return at;
}

function Fingerprint({ text }: { readonly text: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <UnstyledButton
          onClick={copy}
          className={classes.fingerprint}
          title="Copy: a write through the API passes it back"
        >
          <Code>{text.slice(0, 12)}…</Code> {copied ? 'copied' : 'copy'}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
