import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunKind } from '../../entities/ledger/run';
import { RunControl } from '../../reconciliation/runs/run-control';
import { note } from '../../src/output';
import { differencesFor } from './keys';
import { forgetAll, requestFor, runToEnd } from './ledger';
import { formatGoal, formatRatio, formatTable } from './markdown';
import type { Records } from './records';
import { Variants } from './variants';
import type { World } from './world';

/** The memory of a program that does nothing but work on runs. */

const ROOT = join(__dirname, '..', '..');
const MOST = { most: 300, unit: ' MB' };
const GROWTH = { most: 1.3, unit: '×' };
const READY = /Working on runs/;
/** What a program takes that waits for work. */
const AT_REST = 'at rest';
const KINDS = [RunKind.COMPARE, RunKind.MIGRATE];

/** Peak memory of a worker, in MB, by what it did. */
export type Peaks = ReadonlyMap<string, number>;

/** A worker in a process of its own. */
class WorkerProcess {
  /** Never comes back: throws when the worker is gone before it was told to go. */
  readonly failure: Promise<never>;
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    readonly ready: Promise<void>,
  ) {
    this.ended = once(child, 'exit');
    this.failure = this.ended.then((codes) => {
      throw new Error(`the worker ended before its work: ${JSON.stringify(codes)}`);
    });
    this.failure.catch(() => undefined);
  }

  static start(variables: World['variables']): WorkerProcess {
    const child = spawn(process.execPath, ['src/counterpart.cjs', 'worker'], {
      cwd: ROOT,
      env: { ...process.env, ...variables },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ready = new Promise<void>((resolve) => {
      child.stderr.on('data', (said: Buffer) => {
        if (READY.test(said.toString())) resolve();
        else note(said.toString().trimEnd());
      });
    });
    return new WorkerProcess(child, ready);
  }

  /** The largest resident set that it ever had, in MB, as Linux remembers it. */
  peak(): number {
    const status = readFileSync(`/proc/${this.child.pid ?? 0}/status`, 'utf8');
    const [, kilobytes = ''] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
    return Number(kilobytes) / 1024;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }
}

/** The peak of a worker that does this and nothing else. */
async function peakDuring(world: World, work: () => Promise<unknown>): Promise<number> {
  const worker = WorkerProcess.start(world.variables);
  try {
    await Promise.race([worker.ready, worker.failure]);
    await Promise.race([work(), worker.failure]);
    return worker.peak();
  } finally {
    await worker.stop();
  }
}

/** Peaks of workers that wait, that compare many differences, and that migrate everything. */
export async function measureMemory(world: World, records: Records, rows: number): Promise<Peaks> {
  const variants = await Variants.fill(world, records, rows, differencesFor(rows).slice(-1));
  try {
    const control = new RunControl(world.databases.new);
    const peaks = new Map([[AT_REST, await peakDuring(world, () => Promise.resolve())]]);
    for (const kind of KINDS) {
      if (kind === RunKind.MIGRATE) await variants.empty();
      await forgetAll(world.databases.sides.new);
      const request = requestFor(records.mapping, { kind });
      peaks.set(kind, await peakDuring(world, () => runToEnd(world, control, request)));
      note(`${kind} of ${rows} records: ${Math.round(peaks.get(kind) ?? 0)} MB`);
    }
    return peaks;
  } finally {
    await variants.drop();
  }
}

/** A table of the peaks at each size, and of how they grew from the first size that counts to the last. */
export function formatMemory(peaks: ReadonlyMap<number, Peaks>, from: number): string {
  const sizes = [...peaks.keys()];
  const last = sizes.at(-1) ?? 0;
  const peakAt = (rows: number, kind: string): number => peaks.get(rows)?.get(kind) ?? Number.NaN;
  const head = ['', ...sizes.map((rows) => `${rows.toLocaleString('en')} records`), 'growth'];
  const lines = [AT_REST, ...KINDS].map((kind) => {
    const growth = peakAt(last, kind) / peakAt(from, kind);
    const grown = sizes.includes(from) && last > from ? `${formatRatio(growth)} ${formatGoal(GROWTH, growth)}` : '';
    const cells = sizes.map((rows) => {
      const peak = peakAt(rows, kind);
      return `${Math.round(peak)} MB ${formatGoal(MOST, peak)}`;
    });
    return [kind, ...cells, grown];
  });
  return formatTable(head, lines);
}
