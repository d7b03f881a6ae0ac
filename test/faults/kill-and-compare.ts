import type { DataSource } from 'typeorm';
import { newDataSource } from '../../ormconfig';
import { createDatabase } from '../../src/administration';
import { KillablePostgres } from '../support/killable-postgres';
import { createMysqlReader } from '../support/mysql-reader';
import { type BrokenRun, type RunReport, runThrough } from './broken-run';
import { type EndState, findDifferences, findFaults, readEndState } from './end-state';
import { createPostgresReader } from './legacy-reader';
import { fillSides } from './notification-sides';
import { slowDown } from './slow-down';

export interface KillOptions
  extends Pick<BrokenRun, 'seed' | 'kills' | 'pace' | 'limit' | 'order' | 'workers' | 'variables'> {
  readonly rows: number;
  /** Milliseconds that each statement of a run takes at most beyond what it needs. */
  readonly dawdle: number;
  /** An empty database of a MySQL or MariaDB server with a login that may do everything; null: PostgreSQL of our own. */
  readonly legacyUrl: string | null;
  readonly say: (message: string) => void;
}

export interface KillReport {
  readonly unbroken: RunReport;
  readonly broken: RunReport;
  /** What is wrong with the end state, or not as in the unbroken run, in sentences. */
  readonly problems: readonly string[];
}

interface Legacy {
  readonly url: string;
  /** The same with a login that only reads. */
  readonly reader: () => Promise<string>;
  readonly remove: () => Promise<void>;
}

async function openLegacy(legacyUrl: string | null): Promise<Legacy> {
  if (legacyUrl === null) {
    const postgres = await KillablePostgres.start();
    await createDatabase(postgres.url('legacy'));
    const reader = (): Promise<string> => createPostgresReader(postgres, 'legacy');
    return { url: postgres.url('legacy'), reader, remove: () => postgres.remove() };
  }
  let drop = async (): Promise<void> => undefined;
  const reader = async (): Promise<string> => {
    const made = await createMysqlReader(legacyUrl);
    drop = () => made.drop();
    return made.url;
  };
  return { url: legacyUrl, reader, remove: () => drop() };
}

/**
 * The same run twice on equal copies, once left alone and once with its programs and its database killed again and
 * again, and what differs in the end.
 */
export async function killAndCompare(options: KillOptions): Promise<KillReport> {
  const postgres = await KillablePostgres.start();
  const legacy = await openLegacy(options.legacyUrl);
  try {
    await createDatabase(postgres.url('template'));
    options.say(`filling both sides with ${options.rows} notifications`);
    await fillSides({
      legacyUrl: legacy.url,
      newUrl: postgres.url('template'),
      count: options.rows,
      seed: `rows ${options.seed}`,
    });
    await withNew(postgres.url('template'), (source) => slowDown(source, options.dawdle));
    const common = { ...options, postgres, legacyUrl: await legacy.reader() };
    const runOn = async (name: string, more: Partial<BrokenRun>): Promise<Outcome> => {
      await createDatabase(postgres.url(name), { template: 'template' });
      options.say(`the ${name} run`);
      const report = await runThrough({ ...common, ...more, newUrl: postgres.url(name) });
      return { report, ...(await inspect(postgres.url(name))) };
    };
    const unbroken = await runOn('unbroken', { kills: 0, order: { kind: options.order.kind } });
    const broken = await runOn('broken', {});
    const problems = [
      ...unbroken.faults.map((fault) => `unbroken: ${fault}`),
      ...broken.faults,
      ...findDifferences(unbroken.state, broken.state),
    ];
    return { unbroken: unbroken.report, broken: broken.report, problems };
  } finally {
    await Promise.all([legacy.remove(), postgres.remove()]);
  }
}

interface Outcome {
  readonly report: RunReport;
  readonly state: EndState;
  readonly faults: readonly string[];
}

const inspect = (url: string): Promise<Pick<Outcome, 'state' | 'faults'>> =>
  withNew(url, async (source) => ({ state: await readEndState(source), faults: await findFaults(source) }));

async function withNew<Answer>(url: string, work: (source: DataSource) => Promise<Answer>): Promise<Answer> {
  const source = await newDataSource({ url, poolSize: 1, statementTimeout: 600_000 }).initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}
