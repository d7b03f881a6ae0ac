import type { Counter, Gauge } from 'prom-client';
import type { Database } from '../../reconciliation/reading/database';
import { isConnectionLost } from '../../reconciliation/writing/database-error';
import type { Log } from '../log';
import { LEDGER_FIGURES, type LedgerFigure } from './ledger-figures';
import type { Metrics } from './metrics';

type Row = Readonly<Record<string, string | number>>;

/** Figures are not asked for more often, however many ask. */
const FRESH_MS = 5_000;
/** What takes long to count is counted for a tenth of the time at most. */
const REST = 10;

/** PostgreSQL's codes for a table, column or schema that is not there: an older or younger ledger. */
const ABSENT = ['42P01', '42703', '3F000'];

const isAbsent = (error: unknown): boolean =>
  ABSENT.includes((error as { driverError?: { code?: string } } | null)?.driverError?.code ?? '');

function place(metric: Counter | Gauge, figure: LedgerFigure, rows: readonly Row[]): void {
  metric.reset();
  // Without labels, resetting gives zero, which would be told of what nobody knows.
  if (rows.length === 0 && figure.labels.length === 0) metric.remove();
  for (const row of rows) {
    const labels = Object.fromEntries(figure.labels.map((label) => [label, row[label] ?? '']));
    metric.inc(labels, Number(row.value));
  }
}

/**
 * The ledger's figures. They are collected in the background and told as last known: whoever scrapes is not kept
 * waiting by a large ledger, and a ledger that is out of reach leaves the last figures with their time.
 */
export class LedgerCollector {
  private readonly metrics: ReadonlyMap<LedgerFigure, Counter | Gauge>;
  private readonly readAt: Gauge;
  private running: Promise<void> | null = null;
  private staleAt = 0;
  /** Those that the log was told of. */
  private readonly failed = new Set<string>();

  constructor(
    metrics: Metrics,
    private readonly ledger: () => Promise<Database>,
    private readonly log: Log,
  ) {
    this.metrics = new Map(
      LEDGER_FIGURES.map((figure) => [
        figure,
        figure.isCounter === true
          ? metrics.counter(figure.name, figure.help, figure.labels)
          : metrics.gauge(figure.name, figure.help, figure.labels),
      ]),
    );
    for (const [figure, metric] of this.metrics) place(metric, figure, []);
    this.readAt = metrics.gauge('ledger_figures_timestamp_seconds', 'When the figures of the ledger were last read.');
    this.readAt.remove();
  }

  /** Ends when the figures are fresh. Never throws. */
  refresh(): Promise<void> {
    if (Date.now() < this.staleAt) return Promise.resolve();
    this.running ??= this.collect().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async collect(): Promise<void> {
    const start = Date.now();
    try {
      const ledger = await this.ledger();
      for (const [figure, metric] of this.metrics) {
        const rows = await this.read(ledger, figure);
        if (rows !== null) place(metric, figure, rows);
      }
      this.readAt.set(Date.now() / 1000);
    } catch {
      // That the database cannot be asked is told by counterpart_database_up.
    }
    const end = Date.now();
    this.staleAt = end + Math.max(FRESH_MS, REST * (end - start));
  }

  /** Null: this one cannot be told now, which keeps none of the others from being told. */
  private async read(ledger: Database, { name, sql }: LedgerFigure): Promise<readonly Row[] | null> {
    try {
      return await ledger.query<Row>(sql);
    } catch (error) {
      if (isAbsent(error)) return [];
      if (isConnectionLost(error)) throw error;
      if (!this.failed.has(name)) this.log.warn({ err: error, metric: name }, 'a metric cannot be read');
      this.failed.add(name);
      return null;
    }
  }
}
