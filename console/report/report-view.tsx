import { Button, Group, Stack } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { DownloadButton } from '../downloads/download-button';
import { jsonOf } from '../downloads/save-file';
import {
  ReportFiguresDocument,
  type ReportFiguresQuery,
  ReportIntegrityDocument,
  ReportMeasuresDocument,
} from '../generated/operations';
import { Instant } from '../parts/instant';
import { useAnswer } from '../parts/use-answer';
import { usePlace } from '../parts/use-place';
import { ViewTitle } from '../parts/view-title';
import { FiguresPanels } from './figures-panels';
import { IntegrityPanel } from './integrity-panel';
import { MeasuresPanel } from './measures-panel';
import classes from './report.module.css';
import { figuresCsv } from './report-csv';

/** The report of the migration. */
export default function ReportView() {
  const [search, become] = usePlace();
  const isChecked = search.get('integrity') === 'checked';
  const figures = useAnswer(ReportFiguresDocument, {});
  // Those after it wait for an answer, whatever it is: what fails leaves the rest standing.
  const isFirst = figures.data === undefined && figures.failure === null;
  const measures = useAnswer(ReportMeasuresDocument, {}, { pause: isFirst });
  const isCounting = measures.data === undefined && measures.failure === null;
  const integrity = useAnswer(ReportIntegrityDocument, {}, { pause: !isChecked || isCounting });
  const report = figures.data?.report;
  const asOf = report?.asOf ?? null;
  const shown = { ...report, ...measures.data?.report, ...(isChecked ? integrity.data?.report : {}) };
  return (
    <div className={classes.report}>
      <ViewTitle
        title="Report"
        under={asOf !== null && <AsOf at={asOf} />}
        aside={report !== undefined && <Downloads report={report} shown={shown} />}
      />
      <Stack gap="md">
        <FiguresPanels answer={figures} />
        <MeasuresPanel answer={{ ...measures, isLoading: isCounting }} asOf={asOf} />
        <IntegrityPanel
          answer={integrity}
          isWanted={isChecked}
          isWaiting={isCounting}
          onWant={() => become({ integrity: 'checked' })}
        />
      </Stack>
    </div>
  );
}

const AsOf = ({ at }: { readonly at: string }) => (
  <>
    As last compared; the oldest comparison behind it is of <Instant at={at} />
  </>
);

interface DownloadsProps {
  readonly report: ReportFiguresQuery['report'];
  /** With the parts that were asked apart, as far as they are there. */
  readonly shown: unknown;
}

const Downloads = ({ report, shown }: DownloadsProps) => (
  <Group gap="xs" className="no-print">
    <DownloadButton name="report" ending="csv" asOf={report.asOf} textOf={() => figuresCsv(report)} />
    <DownloadButton name="report" ending="json" asOf={report.asOf} textOf={() => jsonOf(shown)} />
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPrinter size={14} aria-hidden />}
      onClick={() => window.print()}
    >
      Print
    </Button>
  </Group>
);
