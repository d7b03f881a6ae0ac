import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { placeOfRecord, type RecordPlace } from '../places';
import { useMappings } from '../shell/shell-context';

interface RecordNameProps extends Omit<RecordPlace, 'mapping'> {
  /** Null: no mapping covers the table, and there is no record to look at. */
  readonly mapping: string | null;
  /** Shown where there is no mapping. */
  readonly table?: string;
  /** Without the mapping's title, where that is said beside it. */
  readonly isShort?: boolean;
  /** -1: not on the way of the Tab key, where a list has a way of its own. */
  readonly tabIndex?: number;
}

/** A record by its mapping and id, as a link to it where the viewer may go there. */
export function RecordName({ mapping, legacyId, newId, table = '', isShort = false, tabIndex = 0 }: RecordNameProps) {
  const known = useMappings().find(({ name }) => name === mapping);
  const id = legacyId ?? newId ?? '?';
  if (mapping === null || known === undefined || (legacyId == null && newId == null))
    return <span>{isShort && mapping !== null ? id : `${mapping ?? table} ${id}`}</span>;
  return (
    <Anchor component={Link} href={placeOfRecord({ mapping, legacyId, newId })} size="sm" tabIndex={tabIndex}>
      {isShort ? id : `${known.title} ${id}`}
    </Anchor>
  );
}
