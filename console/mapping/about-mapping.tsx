import { Anchor, Code, Group, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type MappingName, MappingRowsDocument } from '../generated/operations';
import { Answer } from '../parts/answer';
import { countText } from '../parts/number';
import { useAnswer } from '../parts/use-answer';
import { placeOfMapping } from '../places';
import type { About } from './about';

const PROVENANCES = {
  MIGRATED: 'Its new rows came from legacy records',
  DERIVED: 'Its new rows were made from other legacy records',
  NATIVE: 'Its rows were made on the new side',
};

/** What a mapping is, by its declaration. */
export function AboutMapping({ about }: { readonly about: About }) {
  return (
    <Table variant="vertical" layout="fixed" withRowBorders={false} verticalSpacing={4} fz="sm">
      <Table.Tbody>
        <Line name="System">{about.system}</Line>
        <Line name="Tables">
          <Code>{about.legacyTable}</Code> → <Code>{about.newTable}</Code>
        </Line>
        <Line name="Found by">
          {about.key.map((field) => (
            <Code key={field} mr={4}>
              {field}
            </Code>
          ))}
        </Line>
        <Line name="Left out">{about.scope ?? 'Nothing: every legacy record is due'}</Line>
        <Line name="Made">
          {PROVENANCES[about.provenance]}
          <Rows mapping={about.name as MappingName} />
        </Line>
        <Line name="Parents">
          <Mappings of={about.parents} />
        </Line>
        <Line name="Children">
          <Mappings of={about.children} />
        </Line>
      </Table.Tbody>
    </Table>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={104} scope="row">
        {name}
      </Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  );
}

/** Where the rows come from is counted when it is asked for, and fails apart from the rest. */
function Rows({ mapping }: { readonly mapping: MappingName }) {
  const rows = useAnswer(MappingRowsDocument, { mapping });
  return (
    <Answer of={rows} rows={1}>
      {({ mapping: found }) => found !== null && <Counts {...found.rows} />}
    </Answer>
  );
}

interface CountsProps {
  readonly total: number;
  readonly migrated: number;
  readonly derived: number;
  readonly native: number;
  readonly written: number;
}

function Counts({ total, migrated, derived, native, written }: CountsProps) {
  return (
    <Text size="sm" c="var(--page-muted)">
      {`${countText(total)} rows now: ${countText(migrated)} migrated, ${countText(derived)} derived, ${countText(native)} native; ${countText(written)} of them written by Counterpart`}
    </Text>
  );
}

function Mappings({ of }: { readonly of: readonly { readonly name: string; readonly title: string }[] }) {
  if (of.length === 0) return 'None';
  return (
    <Group gap={12}>
      {of.map(({ name, title }) => (
        <Anchor key={name} component={Link} href={placeOfMapping(name)} size="sm">
          {title}
        </Anchor>
      ))}
    </Group>
  );
}
