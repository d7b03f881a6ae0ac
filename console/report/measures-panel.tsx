import { DownloadButton } from '../downloads/download-button';
import type { ReportMeasuresQuery } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { Panel } from '../parts/panel';
import type { Answered } from '../parts/use-answer';
import { AmountTable } from './amount-table';
import { Breakdown } from './breakdown';
import { measuresCsv } from './report-csv';

interface MeasuresPanelProps {
  readonly answer: Answered<ReportMeasuresQuery>;
  readonly asOf: string | null;
}

/** Sums, averages and breakdowns, counted now on both sides. */
export function MeasuresPanel({ answer, asOf }: MeasuresPanelProps) {
  const measures = answer.data?.report.measures ?? [];
  const csv = <DownloadButton name="measures" ending="csv" asOf={asOf} textOf={() => measuresCsv(measures)} />;
  return (
    <Panel title="Measures, counted now on both sides" aside={measures.length > 0 && csv}>
      <Answer of={answer} rows={8}>
        {({ report }) => <Measures measures={report.measures} />}
      </Answer>
    </Panel>
  );
}

function Measures({ measures }: { readonly measures: ReportMeasuresQuery['report']['measures'] }) {
  const amounts = measures.filter(({ kind }) => kind !== 'BREAKDOWN');
  const breakdowns = measures.filter(({ kind }) => kind === 'BREAKDOWN');
  if (measures.length === 0) return <Empty title="No mapping of your systems has a measure" />;
  return (
    <>
      {amounts.length > 0 && <AmountTable amounts={amounts} />}
      {breakdowns.map((measure) => (
        <Breakdown key={`${measure.mapping} ${measure.field}`} measure={measure} />
      ))}
    </>
  );
}
