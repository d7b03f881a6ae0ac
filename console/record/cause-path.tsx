import { Text } from '@mantine/core';
import { IconChevronRight, IconFlag } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { RecordName } from '../parts/record-name';
import { useTitleOf } from '../shell/shell-context';
import type { Cause } from './compared';
import classes from './record.module.css';

/** The way from the record to what explains it: each hop can be gone to, and says how it stands. The last is the root. */
export function CausePath({ cause: { field, path, root, rootCode } }: { readonly cause: Cause }) {
  const [own, ...hops] = path;
  return (
    <ol className={classes.path} aria-label="The way to the root cause">
      {own !== undefined && (
        <Step isFirst>
          <OwnName hop={own} />
        </Step>
      )}
      {field !== null && (
        <Step>
          <Text size="sm">{field}</Text>
        </Step>
      )}
      {hops.map((hop, index) => (
        <Step key={`${hop.mapping} ${hop.table} ${hop.legacyId ?? hop.newId}`}>
          <RecordName {...hop} />
          <Text size="xs" c="var(--page-muted)">
            {hop.state}
            {root !== null && index === hops.length - 1 && ', the root'}
          </Text>
        </Step>
      ))}
      <Step>
        <Text size="sm" fw={600} className={classes.root}>
          <IconFlag size={14} aria-hidden /> Root cause: {rootCode.toLowerCase().replaceAll('_', ' ')}
        </Text>
        {root === null && hops.length > 0 && (
          <Text size="xs" c="var(--page-muted)">
            of no single record
          </Text>
        )}
      </Step>
    </ol>
  );
}

function OwnName({ hop: { mapping, table, legacyId, newId } }: { readonly hop: Cause['path'][number] }) {
  const titleOf = useTitleOf();
  return (
    <Text size="sm">
      {mapping === null ? table : titleOf(mapping)} {legacyId ?? newId}
    </Text>
  );
}

const Step = ({ isFirst = false, children }: { readonly isFirst?: boolean; readonly children: ReactNode }) => (
  <li>
    {!isFirst && <IconChevronRight size={16} aria-hidden className={classes.arrow} />}
    <div className={classes.step}>{children}</div>
  </li>
);
