import { Spoiler, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RecordFieldFragment } from '../generated/operations';
import { RecordName } from '../parts/record-name';
import { Value } from '../parts/value';
import { useMappings } from '../shell/shell-context';
import type { Rule } from './compared';
import { isMask } from './is-mask';
import { readByPath } from './read-by-path';
import classes from './record.module.css';

interface CellProps {
  readonly values: RecordFieldFragment;
  readonly rule: Rule | undefined;
}

/** Longer ones are cut off until somebody wants them whole: the row below is to stay in sight. */
const LONG = 400;

/** What the legacy side says; of a rule that reads several values, each by its path. */
export function LegacyCell({ values: { legacyValue, isMasked, state }, rule }: CellProps) {
  // A value that cannot be decoded has no text, which does not mean that it is NULL.
  if (state === 'UNREADABLE' && legacyValue === null) return <Unreadable />;
  const parts = (rule?.reads.length ?? 0) > 1 ? readByPath(legacyValue) : null;
  return (
    <Long text={legacyValue}>
      {parts === null ? (
        <Value text={legacyValue} isMasked={isMasked && isMask(legacyValue)} />
      ) : (
        <dl className={classes.paths}>
          {parts.map(([path, text]) => (
            <div key={path}>
              <dt>{path}</dt>
              <dd>
                <Value text={text} isMasked={isMasked && isMask(text)} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Long>
  );
}

/** What the new side should hold, or holds; of a difference, where it differs. A reference leads to its record. */
export function NewCell({ values, rule, of }: CellProps & { readonly of: 'expected' | 'actual' }) {
  const [text, other, legacyId] =
    of === 'expected'
      ? [values.expectedValue, values.actualValue, values.expectedLegacyId]
      : [values.actualValue, values.expectedValue, values.actualLegacyId];
  const isUndecoded = values.state === 'UNREADABLE' && values.bytes !== null && values.legacyValue !== null;
  if (of === 'actual' && text === null && isUndecoded) return <Unreadable />;
  const isMasked = values.isMasked && isMask(text);
  const isMarked = values.state === 'DIFFERENT' && !isMasked && legacyId === null;
  return (
    <>
      <ParentName rule={rule} legacyId={legacyId} />
      <Long text={text}>
        <Text size={legacyId === null ? 'sm' : 'xs'} component="div">
          <Value text={text} isMasked={isMasked} differsFrom={isMarked ? other : null} />
        </Text>
      </Long>
    </>
  );
}

const Unreadable = () => (
  <Text size="sm" fs="italic">
    cannot be read
  </Text>
);

function ParentName({ rule, legacyId }: { readonly rule: Rule | undefined; readonly legacyId: string | null }) {
  const parent = useMappings().find(({ name }) => name === rule?.parent);
  if (legacyId === null) return null;
  // Which of several mappings the parent is of is decided by the record, and a natural key is no id.
  if (parent === undefined || !/^\d+$/.test(legacyId)) return <Value text={legacyId} isMasked={isMask(legacyId)} />;
  return <RecordName mapping={parent.name} legacyId={legacyId} />;
}

function Long({ text, children }: { readonly text: string | null; readonly children: ReactNode }) {
  if (text === null || text.length <= LONG) return children;
  return (
    <Spoiler maxHeight={160} showLabel="Show it whole" hideLabel="Show less">
      {children}
    </Spoiler>
  );
}
