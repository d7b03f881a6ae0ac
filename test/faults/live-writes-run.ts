import '../../reconciliation/mappings/all';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createDatabase, dropDatabase, withDatabase } from '../../src/administration';
import { compareUnderWrites } from './live-writes';
import { fillSides } from './notification-sides';
import { openRunWorld } from './run-world';

/**
 * npx tsx test/faults/live-writes-run.ts --rows 1000000 [--writers 4] [--lanes 2] [--seed 7]
 *   [--legacy mysql://…] [--new postgres://…]
 *
 * A comparison of many records while an application writes to both sides must find what is wrong, and nothing else.
 */

const say = (message: string): void => {
  process.stderr.write(`${message}\n`);
};

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '1000000' },
      writers: { type: 'string', default: '4' },
      lanes: { type: 'string', default: '2' },
      seed: { type: 'string', default: String(randomInt(1_000_000)) },
      legacy: { type: 'string', default: 'mysql://root@127.0.0.1:3306' },
      new: { type: 'string', default: 'postgres://postgres@127.0.0.1:5432' },
    },
  });
  const name = `counterpart_live_writes_${values.seed}`;
  const urls = { legacyUrl: withDatabase(values.legacy, name), newUrl: withDatabase(values.new, `${name}_new`) };
  say(`seed ${values.seed}: ${values.rows} notifications, ${values.writers} writers, ${values.lanes} lanes`);
  await createDatabase(urls.legacyUrl);
  await createDatabase(urls.newUrl);
  try {
    await fillSides({ ...urls, count: Number(values.rows), seed: values.seed });
    say('filled');
    const world = await openRunWorld(urls.legacyUrl, urls.newUrl, () => Promise.reject(new Error('not asked for')));
    await world.startWorker({ lanes: Number(values.lanes), statementTimeout: 60_000 });
    const report = await compareUnderWrites(world, values.seed, Number(values.writers));
    await world.close();
    process.stdout.write(`${JSON.stringify({ seed: values.seed, rows: Number(values.rows), ...report }, null, 2)}\n`);
    return report.missed.length === 0 && report.invented.length === 0;
  } finally {
    await dropDatabase(urls.legacyUrl);
    await dropDatabase(urls.newUrl).catch(() => undefined);
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
