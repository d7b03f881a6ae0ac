import { hostname } from 'node:os';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { ApprovalPolicy } from '../reconciliation/approvals/approval-policy';
import { Comparison } from '../reconciliation/comparison';
import { mappings } from '../reconciliation/mappings/all';
import { markLegacyErrors, markLegacySource } from '../reconciliation/runs/pauses';
import { RunControl } from '../reconciliation/runs/run-control';
import type { RunTools } from '../reconciliation/runs/run-tools';
import { type QueueDatabase, SegmentQueue } from '../reconciliation/runs/segment-queue';
import { Load } from '../reconciliation/runs/throttle';
import { Worker } from '../reconciliation/runs/worker';
import { WriteProtocol } from '../reconciliation/writing/protocol';
import { watchCommits } from '../reconciliation/writing/transaction';
import type { RunSettings } from './config/runs';
import type { Databases } from './databases';
import { createLog, type Log } from './log';
import type { Connections } from './open-database';
import { openRowSources } from './streams/row-sources';

export interface WorkshopSettings {
  readonly runs: RunSettings;
  readonly isReadOnly: boolean;
  readonly approvals: ApprovalPolicy;
}

/** Everything that it takes to work on runs. */
export interface Workshop {
  readonly control: RunControl;
  /** Not started. */
  readonly worker: Worker;
  /** Stops the worker after its batches, and closes what only runs use. */
  close(): Promise<void>;
}

/** The queue's statements as its driver answers them; TypeORM would answer some of them in other forms. */
function queueDatabase(source: DataSource): QueueDatabase {
  const { master } = source.driver as unknown as { readonly master: Pool };
  return { executeSql: (text, values) => master.query(text, values) };
}

/** Makes the queue's own tables, where they are missing or of an older version. */
export async function makeQueue(source: DataSource): Promise<void> {
  const queue = await SegmentQueue.open(queueDatabase(source), () => undefined);
  await queue.close();
}

/** Opens the queue and the long reads beside the databases that are open already. The ledger must be up to date. */
export async function openWorkshop(
  databases: Databases,
  connections: Connections,
  { runs, isReadOnly, approvals }: WorkshopSettings,
  log: Log = createLog('warn'),
): Promise<Workshop> {
  const sources = await openRowSources(connections, runs.lanes);
  try {
    const queue = await SegmentQueue.open(queueDatabase(databases.new), (error) =>
      log.warn({ err: error }, 'the queue could not be looked after for a moment'),
    );
    const sides = markLegacyErrors(databases.sides);
    const rows = markLegacySource(sources);
    const load = new Load(sides, runs, (message) => log.info(message));
    const tools: RunTools = {
      source: databases.new,
      sides,
      rows,
      mappings,
      comparison: new Comparison(sides, mappings, { rows, source: databases.new }),
      protocol: new WriteProtocol(databases.new, sides.legacy, mappings, isReadOnly, approvals),
      load,
    };
    const endWatch = watchCommits(databases.new, (milliseconds) => load.latency.add(milliseconds));
    const worker = new Worker(tools, queue, { ...runs, isReadOnly, approvals }, `${hostname()}:${process.pid}`, log);
    return {
      control: new RunControl(databases.new, isReadOnly, approvals),
      worker,
      async close() {
        await worker.stop();
        endWatch();
        await queue.close();
        await sources.close();
      },
    };
  } catch (error) {
    await sources.close();
    throw error;
  }
}
