import { Anchor, Group, Text } from '@mantine/core';
import { useId } from 'react';
import { Link } from 'wouter';
import { countText } from '../parts/number';
import { RecordName } from '../parts/record-name';
import { wordsOf } from '../parts/words';
import { placeOfList } from '../places';
import { useTitleOf } from '../shell/shell-context';
import classes from './mapping.module.css';
import { Remedies } from './remedies';
import type { Circumstances, RootCause } from './remedy-action';

interface RootCauseItemProps extends Omit<Parameters<typeof Remedies>[0], 'cause' | 'circumstances'> {
  readonly cause: RootCause;
  readonly circumstances: Circumstances;
}

export function RootCauseItem({ cause, circumstances, ...on }: RootCauseItemProps) {
  const { id, code, message, field, blocks, record, sample } = cause;
  const { mapping } = circumstances;
  const titleId = useId();
  return (
    <li className={classes.cause} aria-labelledby={titleId}>
      <div className={classes.blocks}>
        <Anchor
          component={Link}
          href={placeOfList({ mapping, rootCause: id })}
          className={classes.number}
          aria-describedby={titleId}
        >
          {countText(blocks)}
          <Text span size="sm" display="block">
            {blocks === 1 ? 'record' : 'records'}
          </Text>
        </Anchor>
      </div>
      <div>
        <Text component="h3" fz="sm" fw={600} m={0} id={titleId} className={classes.name}>
          {message}
        </Text>
        <Text size="sm" c="var(--page-muted)">
          {field === null ? wordsOf(code) : `${wordsOf(code)}, field ${field}`}
        </Text>
        {record !== null && <Explaining record={record} />}
        <Group gap={8} component="p" m={0} fz="sm" className={classes.sample}>
          <span>{sample.length === blocks ? 'Records' : 'Such as'}</span>
          {sample.map((link) => (
            <RecordName key={`${link.legacyId} ${link.newId}`} {...link} isShort />
          ))}
        </Group>
      </div>
      <Remedies cause={cause} circumstances={circumstances} {...on} />
    </li>
  );
}

/** The record that explains the rest. What is on neither side is named and leads nowhere. */
function Explaining({ record }: { readonly record: NonNullable<RootCause['record']> }) {
  const titleOf = useTitleOf();
  const isThere = record.verdict !== null || record.newId !== null;
  const name = `${record.mapping === null ? record.table : titleOf(record.mapping)} ${record.legacyId ?? ''}`;
  return (
    <Text size="sm" component="p" m={0} className={classes.explaining}>
      {isThere ? <RecordName {...record} /> : name}
      {` · ${record.state}`}
    </Text>
  );
}
