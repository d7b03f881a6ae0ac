import type { Database, Dialect } from '../reading/database';
import { isConnectionLost } from '../writing/database-error';

/** How far a replica is behind. */
export type Lag =
  | { readonly seconds: number }
  /** Nobody knows; the reason in words. */
  | { readonly problem: string }
  /** There is nothing to wait for. */
  | null;

/** As MySQL and MariaDB name it. */
interface StatusRow {
  readonly Seconds_Behind_Source?: unknown;
  readonly Seconds_Behind_Master?: unknown;
}

const FRESH_MS = 1_000;

/** Newer servers know the first words only, older ones the last. */
const STATUS_STATEMENTS = ['SHOW ALL REPLICAS STATUS', 'SHOW REPLICA STATUS', 'SHOW SLAVE STATUS'];

const NO_REPLICA = 'The legacy server is no replica, or a stopped one: there is no lag to wait for.';

/** A replica without traffic replays nothing, and would seem to be late: what it received and replayed is the same then. */
const POSTGRES_LAG = `SELECT CASE
    WHEN NOT pg_is_in_recovery() THEN NULL
    WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
    ELSE extract(epoch FROM clock_timestamp() - coalesce(pg_last_xact_replay_timestamp(), pg_postmaster_start_time())) END AS seconds`;

/** MySQL's and MariaDB's code for a statement that the server does not know. */
const isUnknownStatement = (error: unknown): boolean => codeOf(error) === 'ER_PARSE_ERROR';

/** What the server calls an error, whatever it was wrapped in on the way. */
function codeOf(error: unknown): string {
  const { code, driverError, cause } = error as { code?: unknown; driverError?: unknown; cause?: unknown };
  if (code !== undefined) return String(code);
  const inner = driverError ?? cause;
  return typeof inner === 'object' && inner !== null ? codeOf(inner) : 'no code';
}

/** Seconds from a text or number of any driver; null: it is none. */
function secondsOf(value: unknown): number | null {
  if (value === null || value === undefined || String(value).trim() === '') return null;
  const seconds = Number(value);
  return Number.isFinite(seconds) ? seconds : null;
}

/**
 * How late the slowest of the channels is, by the rows of a replica's status. One that was stopped says nothing: reading
 * does not make it later, and it may have been stopped to be read in peace.
 */
export function lagOfStatus(rows: readonly StatusRow[]): Lag {
  const seconds = rows
    .map((row) => secondsOf(row.Seconds_Behind_Source ?? row.Seconds_Behind_Master))
    .filter((channel) => channel !== null);
  return seconds.length === 0 ? null : { seconds: Math.max(...seconds) };
}

/** How far the legacy side is behind, where it is a replica: reading must not be what makes it late. */
export class LegacyLag {
  private last: { readonly until: number; readonly lag: Promise<Lag> } = { until: 0, lag: Promise.resolve(null) };
  private readonly said = new Set<string>();

  constructor(
    private readonly legacy: Database,
    /** A SELECT of the operator's own whose first value is the seconds; null: the server itself is asked. */
    private readonly query: string | null,
    /** Told once of everything that stands in the way of knowing. */
    private readonly say: (message: string) => void,
  ) {}

  /** Asks at most once a second, whoever wants to know. Throws when the legacy side is out of reach. */
  read(): Promise<Lag> {
    if (Date.now() < this.last.until) return this.last.lag;
    const lag = this.ask();
    this.last = { until: Date.now() + FRESH_MS, lag };
    // Whoever asks after a failure asks anew.
    lag.catch(() => {
      this.last = { ...this.last, until: 0 };
    });
    return lag;
  }

  private ask(): Promise<Lag> {
    if (this.query !== null) return this.askOwn(this.query);
    return ASK[this.legacy.dialect](this.legacy, (message) => this.sayOnce(message));
  }

  private async askOwn(query: string): Promise<Lag> {
    try {
      const [row] = await this.legacy.query<object>(query);
      const seconds = secondsOf(Object.values(row ?? {})[0]);
      return seconds === null ? { problem: 'LEGACY_LAG_QUERY gives no number' } : { seconds };
    } catch (error) {
      if (isConnectionLost(error)) throw error;
      const problem = `LEGACY_LAG_QUERY fails (${codeOf(error)})`;
      this.sayOnce(`${problem}: runs wait until it tells how far the legacy side is behind.`);
      return { problem };
    }
  }

  private sayOnce(message: string): void {
    if (this.said.has(message)) return;
    this.said.add(message);
    this.say(message);
  }
}

const ASK: Readonly<Record<Dialect, (legacy: Database, say: (message: string) => void) => Promise<Lag>>> = {
  async postgres(legacy, say) {
    const [row] = await legacy.query<{ seconds: unknown }>(POSTGRES_LAG);
    const seconds = secondsOf(row?.seconds);
    if (seconds === null) say(NO_REPLICA);
    return seconds === null ? null : { seconds };
  },
  async mysql(legacy, say) {
    for (const statement of STATUS_STATEMENTS) {
      try {
        const lag = lagOfStatus(await legacy.query<StatusRow>(statement));
        if (lag === null) say(NO_REPLICA);
        return lag;
      } catch (error) {
        if (isUnknownStatement(error)) continue;
        if (isConnectionLost(error)) throw error;
        say(
          `The legacy server does not tell how far it is behind (${codeOf(error)}), so runs do not wait for it: grant the login REPLICATION CLIENT, on MariaDB REPLICA MONITOR, or set LEGACY_LAG_QUERY.`,
        );
        return null;
      }
    }
    return null;
  },
};
