import type { ReportFiguresQuery } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { Panel } from '../parts/panel';
import type { Answered } from '../parts/use-answer';
import { LineTable } from './line-table';
import { RankingTable } from './ranking-table';
import { Totals } from './totals';

/** What comes out of the ledger. */
export function FiguresPanels({ answer }: { readonly answer: Answered<ReportFiguresQuery> }) {
  return (
    <Answer of={answer} rows={16}>
      {({ report }) =>
        report.asOf === null ? (
          <Panel title="Totals">
            <Empty title="Nothing was compared yet">
              The report is made of comparisons: start one on the page of a mapping, or run{' '}
              <code>counterpart compare</code> for all.
            </Empty>
          </Panel>
        ) : (
          <>
            <Panel title="Totals">
              <Totals report={report} />
            </Panel>
            <Panel title="Systems">
              <LineTable
                label="Systems"
                hasBars
                lines={report.systems.map((system) => ({ ...system, key: system.name, title: system.name }))}
              />
            </Panel>
            <Panel title="Ranking, the worst first">
              <RankingTable report={report} />
            </Panel>
            <Panel title="Mappings, parents first">
              <LineTable label="Mappings" lines={report.lines.map((line) => ({ ...line, key: line.mapping }))} />
            </Panel>
          </>
        )
      }
    </Answer>
  );
}
