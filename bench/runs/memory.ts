import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunKind } from '../../entities/ledger/run';
import { RunControl } from '../../reconciliation/runs/run-control';
import type { RunRequest } from '../../reconciliation/runs/run-request';
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
const KINDS = [RunKind.COMPARE, RunKind.MIGRATE];

/** Peak memory of a worker, in MB, by the kind of run that it worked on. */
export type Peaks = ReadonlyMap<RunKind, number>;

/** The largest resident set that a process ever had, in MB, as Linux remembers it. */
function peakOf(process: ChildProcess): number {
  const status = readFileSync(`/proc/${process.pid ?? 0}/status`, 'utf8');
  const [, kilobytes = ''] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return Number(kilobytes) / 1024;
}

async function peakDuring(world: World, request: RunRequest): Promise<number> {
  const environment = { ...process.env, ...world.variables };
  const worker = spawn(process.execPath, ['src/counterpart.cjs', 'worker'], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  const gone = ended.then((exitCode) => {
    throw new Error(`the worker ended before its work (${String(exitCode)})`);
  });
  try {
    await Promise.race([runToEnd(world, new RunControl(world.databases.new), request), gone]);
    return peakOf(worker);
  } finally {
    gone.catch(() => undefined);
    worker.kill('SIGTERM');
    await ended;
  }
}

/** Peaks of workers that compare many differences, and that migrate everything. */
export async function measureMemory(world: World, records: Records, rows: number): Promise<Peaks> {
  const variants = await Variants.fill(world, records, rows, differencesFor(rows).slice(-1));
  const peaks = new Map<RunKind, number>();
  try {
    for (const kind of KINDS) {
      if (kind === RunKind.MIGRATE) await variants.empty();
      await forgetAll(world.databases.sides.new);
      const peak = await peakDuring(world, requestFor(records.mapping, { kind }));
      note(`${kind} of ${rows} records: ${Math.round(peak)} MB`);
      peaks.set(kind, peak);
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
  const peakAt = (rows: number, kind: RunKind): number => peaks.get(rows)?.get(kind) ?? Number.NaN;
  const head = ['', ...sizes.map((rows) => `${rows.toLocaleString('en')} records`), 'growth'];
  const lines = KINDS.map((kind) => {
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
