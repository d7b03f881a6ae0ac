import { Button, SimpleGrid, Stack, Tabs } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useParams } from 'wouter';
import {
  MappingAboutDocument,
  type MappingAboutQuery,
  MappingFiguresDocument,
  type MappingName,
} from '../generated/operations';
import { useSingleKeys } from '../keyboard/single-keys';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { Panel } from '../parts/panel';
import { type Answered, useAnswer } from '../parts/use-answer';
import { ViewTitle } from '../parts/view-title';
import type { RunRequest } from '../runs/run-request';
import { StartRunDialog } from '../runs/start-run-dialog';
import { type MappingTitle, useMappings, useMay } from '../shell/shell-context';
import { AboutMapping } from './about-mapping';
import { ChecksTab } from './checks-tab';
import { ColumnsTab } from './columns-tab';
import { FieldsTab } from './fields-tab';
import { FiguresPanel } from './figures-panel';
import { TABS, useMappingPlace } from './mapping-place';
import { RootCauses } from './root-causes';

/** One mapping: what it is, how it stands, what stands in the way, and how its fields came out. */
export default function MappingView() {
  const { mapping: name = '' } = useParams();
  const mapping = useMappings().find((candidate) => candidate.name === name);
  if (mapping === undefined)
    return (
      <>
        <ViewTitle title="Mapping" />
        <Empty title="There is no such mapping">
          The address names none, or it is of a system that is not one of yours.
        </Empty>
      </>
    );
  return <OneMapping key={name} mapping={mapping} />;
}

const TAB_TITLES = { causes: 'Root causes', fields: 'Fields', columns: 'Columns', checks: 'Checks' };

function OneMapping({ mapping: { name, title } }: { readonly mapping: MappingTitle }) {
  const mapping = name as MappingName;
  const may = useMay();
  const { become } = useMappingPlace();
  const about = useAnswer(MappingAboutDocument, { mapping });
  const figures = useAnswer(MappingFiguresDocument, { mapping });
  const [run, setRun] = useState<RunRequest | null>(null);
  const compare = (): void => setRun({ kind: 'COMPARE', title: `Compare ${title}`, mapping });
  useSingleKeys('Mapping', [
    ...TABS.map((other, at) => ({
      key: `${at + 1}`,
      does: TAB_TITLES[other],
      run: () => become({ tab: other }),
    })),
    ...(may('startRun') ? [{ key: 'c', does: 'Compare: opens the dialog', run: compare }] : []),
  ]);
  return (
    <>
      <ViewTitle
        title={title}
        under={about.data?.mapping?.description}
        aside={
          may('startRun') && (
            <Button leftSection={<IconArrowsLeftRight size={16} aria-hidden />} variant="default" onClick={compare}>
              Compare
            </Button>
          )
        }
      />
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
          <FiguresPanel mapping={mapping} answer={figures} />
          <Panel title="About">
            <Answer of={about} rows={6}>
              {({ mapping: found }) => found !== null && <AboutMapping about={found} />}
            </Answer>
          </Panel>
        </SimpleGrid>
        <MappingTabs mapping={mapping} about={about} onWritten={figures.ask} />
      </Stack>
      <StartRunDialog request={run} onClose={() => setRun(null)} />
    </>
  );
}

interface MappingTabsProps {
  readonly mapping: MappingName;
  readonly about: Answered<MappingAboutQuery>;
  /** Something was written: the figures have moved. */
  readonly onWritten: () => void;
}

function MappingTabs({ mapping, about, onWritten }: MappingTabsProps) {
  const { tab, become } = useMappingPlace();
  return (
    <Tabs value={tab} onChange={(next) => become({ tab: next })} keepMounted={false}>
      <Tabs.List mb="md" aria-label="Parts of the mapping">
        {TABS.map((other) => (
          <Tabs.Tab key={other} value={other}>
            {TAB_TITLES[other]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="causes">
        <RootCauses mapping={mapping} about={about.data?.mapping ?? null} onWritten={onWritten} />
      </Tabs.Panel>
      <Tabs.Panel value="fields">
        <Answer of={about} rows={12}>
          {({ mapping: found }) => found !== null && <FieldsTab mapping={mapping} about={found} />}
        </Answer>
      </Tabs.Panel>
      <Tabs.Panel value="columns">
        <ColumnsTab mapping={mapping} />
      </Tabs.Panel>
      <Tabs.Panel value="checks">
        <ChecksTab mapping={mapping} />
      </Tabs.Panel>
    </Tabs>
  );
}
