import { Group, SimpleGrid, Text, Title } from '@mantine/core';
import type { RecordHopFragment, RecordRelativesQuery } from '../generated/operations';
import { Answer } from '../parts/answer';
import { countText } from '../parts/number';
import { Panel } from '../parts/panel';
import { RecordName } from '../parts/record-name';
import type { Answered } from '../parts/use-answer';
import { Verdict } from '../parts/verdict';
import { useTitleOf } from '../shell/shell-context';
import classes from './record.module.css';

type Relatives = NonNullable<RecordRelativesQuery['record']>;

/** What the record refers to and what refers to it on the legacy side, with verdicts as last compared. */
export function RelativesPanel({ answer }: { readonly answer: Answered<RecordRelativesQuery> }) {
  return (
    <Panel title="Parents and children" aside={<Text size="sm">verdicts as last compared</Text>}>
      <Answer of={answer} rows={3}>
        {({ record }) =>
          record !== null && (
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <Parents parents={record.parents} />
              <Children groups={record.children} />
            </SimpleGrid>
          )
        }
      </Answer>
    </Panel>
  );
}

function Parents({ parents }: { readonly parents: Relatives['parents'] }) {
  return (
    <div>
      <Title order={3} size="h6" mb={4}>
        It refers to
      </Title>
      {parents.length === 0 && <Text size="sm">No other record.</Text>}
      <ul className={classes.links}>
        {parents.map((parent) => (
          <Relative key={`${parent.mapping} ${parent.table} ${parent.legacyId ?? parent.newId}`} hop={parent} />
        ))}
      </ul>
    </div>
  );
}

function Relative({ hop, isShort = false }: { readonly hop: RecordHopFragment; readonly isShort?: boolean }) {
  return (
    <li>
      <Group gap="xs">
        <RecordName {...hop} isShort={isShort} />
        {hop.verdict !== null ? (
          <Verdict of={hop.verdict} />
        ) : (
          <Text size="xs" c="var(--page-muted)">
            {isShort ? 'not compared yet' : hop.state}
          </Text>
        )}
      </Group>
    </li>
  );
}

function Children({ groups }: { readonly groups: Relatives['children'] }) {
  const titleOf = useTitleOf();
  return (
    <div>
      <Title order={3} size="h6" mb={4}>
        These refer to it
      </Title>
      {groups.length === 0 && <Text size="sm">No other record.</Text>}
      {groups.map(({ mapping, field, count, records }) => (
        // Two ways of one field, such as an upper and a lower one, are two groups.
        <div key={`${mapping} ${field} ${records[0]?.legacyId}`}>
          <Text size="sm">
            {countText(count)} × {titleOf(mapping)}{' '}
            <Text span size="xs" c="var(--page-muted)">
              by {field}
              {count > records.length && `, the first ${records.length}`}
            </Text>
          </Text>
          <ul className={classes.links} data-inline>
            {records.map((record) => (
              <Relative key={record.legacyId ?? record.newId} hop={record} isShort />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
