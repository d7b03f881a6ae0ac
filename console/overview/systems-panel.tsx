import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { Legend } from '../charts/legend';
import type { OverviewFiguresQuery } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Panel } from '../parts/panel';
import type { Answered } from '../parts/use-answer';
import { colorOf } from '../parts/verdict';
import { WideTable } from '../parts/wide-table';
import { FigureCells } from './figure-cells';
import { Incomplete } from './incomplete';
import { StartComparison } from './start-comparison';
import { SystemRows } from './system-rows';
import { useOpened } from './use-opened';

/** As the bars have them. */
const COLORS = [
  { name: 'matched', color: colorOf('MATCHED') },
  { name: 'different', color: colorOf('DIFFERENT') },
  { name: 'missing or blocked', color: colorOf('MISSING') },
  { name: 'ambiguous', color: colorOf('AMBIGUOUS') },
  { name: 'unreadable', color: colorOf('UNREADABLE') },
  { name: 'excluded', color: colorOf('EXCLUDED') },
];

const COLUMNS = ['Legacy records', 'Lost', 'Arrived', 'Arrived and right'];

/** All systems and their mappings with what became of their records. */
export function SystemsPanel({ answer }: { readonly answer: Answered<OverviewFiguresQuery> }) {
  const systems = answer.data?.systems ?? [];
  // Where something was never compared there is something to do: that is not folded away.
  const opened = useOpened(systems.filter(({ figures }) => figures.asOf === null).map(({ name }) => name));
  const isAllOpen = systems.every(({ name }) => opened.has(name));
  const openAll = (
    <Button
      size="compact-xs"
      variant="subtle"
      onClick={() => opened.become(isAllOpen ? [] : systems.map(({ name }) => name))}
    >
      {isAllOpen ? 'Fold all systems' : 'Unfold all systems'}
    </Button>
  );
  return (
    <Panel title="Systems and their mappings" aside={systems.length > 0 && openAll}>
      <Answer of={answer} rows={12}>
        {(data) => <Systems data={data} opened={opened} />}
      </Answer>
    </Panel>
  );
}

interface SystemsProps {
  readonly data: OverviewFiguresQuery;
  readonly opened: ReturnType<typeof useOpened>;
}

function Systems({ data: { systems, report }, opened }: SystemsProps) {
  const [mapping, setMapping] = useState<string | null>(null);
  const { totals } = report;
  return (
    <>
      {!report.isComplete && <Incomplete hasNothing={report.asOf === null} notes={report.notes} />}
      <Legend of={COLORS} />
      <WideTable label="Systems" minWidth={760}>
        <Table verticalSpacing={4} horizontalSpacing="xs" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={280}>System</Table.Th>
              <Table.Th>How its legacy records stand</Table.Th>
              {COLUMNS.map((name) => (
                <Table.Th key={name} ta="right" style={{ whiteSpace: 'nowrap' }}>
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          {systems.map((system) => (
            <SystemRows
              key={system.name}
              system={system}
              report={report}
              isOpen={opened.has(system.name)}
              onToggle={() => opened.toggle(system.name)}
              onCompare={setMapping}
            />
          ))}
          {report.asOf !== null && (
            <Table.Tfoot>
              <Table.Tr>
                <Table.Th>All that was compared</Table.Th>
                <Table.Td />
                <FigureCells figures={totals} arrived={totals.byRows} matched={totals.matchedRate} />
              </Table.Tr>
            </Table.Tfoot>
          )}
        </Table>
      </WideTable>
      <StartComparison mapping={mapping} onClose={() => setMapping(null)} />
    </>
  );
}
