import '../../reconciliation/mappings/all';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createDatabase, dropDatabase, withDatabase } from '../../src/administration';
import { killAndCompare } from './kill-and-compare';

/**
 * npx tsx test/faults/kill-run.ts --kind migrate --kills 50 --rows 100000 [--seed 7] [--legacy mysql|postgres]
 *
 * A run whose worker, server or PostgreSQL is killed at random moments must leave what an unbroken run leaves.
 */

const HELP =
  'npx tsx test/faults/kill-run.ts [--kind migrate|compare] [--kills 50] [--rows 100000] [--seed N] [--legacy mysql|postgres] [--workers 2] [--pace 2000]';

const say = (message: string): void => {
  process.stderr.write(`${message}\n`);
};

function readOptions() {
  const { values } = parseArgs({
    options: {
      kind: { type: 'string', default: 'migrate' },
      kills: { type: 'string', default: '50' },
      rows: { type: 'string', default: '100000' },
      seed: { type: 'string', default: String(randomInt(1_000_000)) },
      legacy: { type: 'string', default: 'mysql' },
      workers: { type: 'string', default: '2' },
      // Milliseconds between kills, about: programs take a second or two to start, and must get some work done.
      pace: { type: 'string', default: '2000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !['migrate', 'compare'].includes(values.kind)) {
    say(HELP);
    process.exit(values.help ? 0 : 64);
  }
  return values;
}

async function main(): Promise<boolean> {
  const { kind, seed, legacy, ...numbers } = readOptions();
  const [kills, rows, workers, pace] = [numbers.kills, numbers.rows, numbers.workers, numbers.pace].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const server = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306';
  const legacyUrl = legacy === 'postgres' ? null : withDatabase(server, `counterpart_kill_run_${seed}`);
  say(`seed ${seed}: ${kind} of ${rows} notifications from ${legacy}, ${kills} kills, ${workers} workers`);
  if (legacyUrl !== null) await createDatabase(legacyUrl);
  try {
    const report = await killAndCompare({
      seed,
      kills,
      rows,
      workers,
      pace,
      legacyUrl,
      say,
      dawdle: 50,
      limit: 60 + (kills * pace) / 100,
      order: { kind: kind === 'compare' ? 'COMPARE' : 'MIGRATE' },
      variables: { RUN_APPROVAL_OVER: '1000000000', RUN_LANES: '1', RUN_LEASE_S: '3', LOG_LEVEL: 'warn' },
    });
    process.stdout.write(`${JSON.stringify({ seed, kind, rows, ...report }, null, 2)}\n`);
    const { server: servers, worker, postgres } = report.broken.kills;
    const done = servers + worker + postgres;
    if (done < kills) say(`the run was over after ${done} of ${kills} kills: it needs more rows`);
    say(
      report.problems.length === 0 ? `seed ${seed}: no difference` : `seed ${seed}: ${report.problems.length} problems`,
    );
    return report.problems.length === 0 && done >= kills;
  } finally {
    if (legacyUrl !== null) await dropDatabase(legacyUrl);
  }
}

main().then(
  (isGood) => {
    process.exitCode = isGood ? 0 : 1;
  },
  (error: unknown) => {
    say(String(error instanceof Error ? error.stack : error));
    process.exitCode = 2;
  },
);
