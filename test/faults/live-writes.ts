import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { type Run, RunKind, RunState } from '../../entities/ledger/run';
import { isOver } from '../../reconciliation/runs/transitions';
import { Random } from '../../sample/making/random';
import type { RunWorld } from './run-world';

/** What was open, by record and verdict. */
type Open = ReadonlySet<string>;

export interface LiveReport {
  /** Records that were written on both sides while the comparison ran. */
  readonly writes: number;
  readonly planted: number;
  readonly moving: number;
  /** Planted differences that were not found. */
  readonly missed: readonly string[];
  /** Discrepancies that are none. */
  readonly invented: readonly string[];
}

/** Rows that the application leaves alone, so that what is wrong with them stays wrong. */
const QUIET = 7;

const bound = (source: DataSource, place: number): string => (source.options.type === 'postgres' ? `$${place}` : '?');

async function listOpen(world: RunWorld): Promise<Open> {
  const rows = await world.rows<{ name: string }>(
    `SELECT verdict || ' ' || record_key AS name FROM counterpart.discrepancy WHERE mapping = 'systemMessages' AND state = 'OPEN'`,
  );
  return new Set(rows.map((row) => row.name));
}

/** Makes some rows wrong on the new side, and answers what a comparison has to say of them. */
async function plant(world: RunWorld): Promise<string[]> {
  const chosen = (rest: number): string =>
    `legacy_record_id IN (SELECT legacy_record_id FROM system_messages WHERE legacy_record_id % ${QUIET} = 0
       AND legacy_record_id % 100 = ${rest} AND legacy_record_id < 10000000)`;
  const changed = await world.rows<{ id: string }>(
    `WITH u AS (UPDATE system_messages SET created_at = created_at + interval '1 microsecond' WHERE ${chosen(14)}
       RETURNING legacy_record_id::text AS id) SELECT id FROM u`,
  );
  const removed = await world.rows<{ id: string }>(
    `WITH d AS (DELETE FROM system_messages WHERE ${chosen(63)} RETURNING legacy_record_id::text AS id) SELECT id FROM d`,
  );
  const added = await world.rows<{ id: string }>(
    `WITH i AS (INSERT INTO system_messages (legacy_record_id, message_data, message_type, source_system)
       SELECT 20000000 + n, '{}', 'info', 'dispatch_notification' FROM generate_series(1, 9) n RETURNING id::text) SELECT id FROM i`,
  );
  return [
    ...changed.map(({ id }) => `DIFFERENT ${id}`),
    ...removed.map(({ id }) => `MISSING ${id}`),
    ...added.map(({ id }) => `EXTRA new:${id}`),
  ];
}

/** The application, which writes every record on both sides, the new one a moment later. */
async function writeBothSides(world: RunWorld, seed: string, isEnough: () => boolean): Promise<number> {
  const random = new Random(createHash('sha256').update(seed).digest());
  const rows = await world.rows<{ id: string }>(
    `SELECT legacy_record_id::text AS id FROM system_messages WHERE legacy_record_id % ${QUIET} <> 0
       AND legacy_record_id < 10000000 AND message_type <> 'info' ORDER BY 1`,
  );
  const table = world.legacy.options.type === 'postgres' ? '"read"' : '`read`';
  let writes = 0;
  while (!isEnough()) {
    const id = random.pick(rows).id;
    const isRead = random.happens(50);
    await world.legacy.query(
      `UPDATE dispatch_notification SET ${table} = ${bound(world.legacy, 1)} WHERE id = ${bound(world.legacy, 2)}`,
      [isRead, id],
    );
    await sleep(random.integer(0, 30));
    await world.new.query(
      `UPDATE system_messages SET message_data = jsonb_set(message_data, '{read}', to_jsonb($1::boolean)) WHERE legacy_record_id = $2`,
      [isRead, id],
    );
    writes += 1;
  }
  return writes;
}

/** However long it takes: a million records take a while. */
async function perform(world: RunWorld, kind: RunKind): Promise<Run> {
  const id = await world.startRun(kind);
  for (;;) {
    const run = await world.run(id);
    if (isOver(run.state)) return run;
    await sleep(200);
  }
}

async function compare(world: RunWorld): Promise<number> {
  const run = await perform(world, RunKind.COMPARE);
  if (run.state !== RunState.SUCCEEDED) throw new Error(`the comparison is ${run.state}: ${run.message}`);
  return run.counts.moving;
}

/** Compares while both sides are written to: what is wrong must be found, and nothing else. */
export async function compareUnderWrites(world: RunWorld, seed: string, writers: number): Promise<LiveReport> {
  await perform(world, RunKind.MIGRATE);
  await compare(world);
  const before = await listOpen(world);
  const planted = await plant(world);
  let isEnough = false;
  const writing = Array.from({ length: writers }, (_, index) =>
    writeBothSides(world, `${seed}/${index}`, () => isEnough),
  );
  const moving = await compare(world);
  isEnough = true;
  const writes = (await Promise.all(writing)).reduce((sum, count) => sum + count, 0);
  const open = await listOpen(world);
  const expected = new Set([...before, ...planted]);
  return {
    writes,
    planted: planted.length,
    moving,
    missed: planted.filter((name) => !open.has(name)),
    invented: [...open].filter((name) => !expected.has(name)),
  };
}
