import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import {
  MappingChecksDocument,
  MappingDuplicatesDocument,
  MappingIntegrityDocument,
  type MappingName,
} from '../generated/operations';
import { Panel } from '../parts/panel';
import { Asked } from './asked';
import { Duplicates } from './duplicates';
import { Integrity } from './integrity';
import { LiveChecks } from './live-checks';
import { toggled, useMappingPlace } from './mapping-place';
import { type Turn, useTurns } from './use-turns';

interface Check {
  readonly name: string;
  readonly title: string;
  readonly says: string;
  readonly ask: (mapping: MappingName, turn: Turn) => ReactNode;
}

const CHECKS: readonly Check[] = [
  {
    name: 'live',
    title: 'The mapping against both databases',
    says: 'Whether tables, columns, types, keys and codes are what the mapping relies on.',
    ask: (mapping, turn) => (
      <Asked query={MappingChecksDocument} variables={{ mapping }} turn={turn}>
        {({ mappingChecks }) => <LiveChecks of={mappingChecks} />}
      </Asked>
    ),
  },
  {
    name: 'duplicates',
    title: 'Duplicates',
    says: 'Legacy records that more than one new row claims, and what hangs on each copy.',
    ask: (mapping, turn) => (
      <Asked query={MappingDuplicatesDocument} variables={{ mapping }} turn={turn}>
        {({ duplicates }) => <Duplicates mapping={mapping} of={duplicates} />}
      </Asked>
    ),
  },
  {
    name: 'integrity',
    title: 'Integrity of references',
    says: 'Whether each reference points at a row that exists, and at the right one.',
    ask: (mapping, turn) => (
      <Asked query={MappingIntegrityDocument} variables={{ mapping }} turn={turn}>
        {({ integrityChecks }) => <Integrity mapping={mapping} of={integrityChecks} />}
      </Asked>
    ),
  },
];

/** What is looked for in whole tables: each when somebody asks for it, and then kept in view. */
export function ChecksTab({ mapping }: { readonly mapping: MappingName }) {
  const { listOf, become } = useMappingPlace();
  const asked = listOf('checks').filter((name) => CHECKS.some((check) => check.name === name));
  const turnOf = useTurns(asked);
  return (
    <Stack gap="md">
      {CHECKS.map(({ name, title, says, ask }) => (
        <Panel key={name} title={title}>
          {asked.includes(name) ? (
            ask(mapping, turnOf(name))
          ) : (
            <>
              <Text size="sm" mb="xs">
                {says}
              </Text>
              <Button size="xs" variant="default" onClick={() => become({ checks: toggled(asked, name) })}>
                {`Check now: ${title.toLowerCase()}`}
              </Button>
            </>
          )}
        </Panel>
      ))}
    </Stack>
  );
}
