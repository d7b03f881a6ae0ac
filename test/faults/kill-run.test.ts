import 'reflect-metadata';
import { randomInt } from 'node:crypto';
import { createMysqlDatabase, dropDatabase, engines } from '../support/servers';
import { WAS_READY } from './deployment';
import { killAndCompare } from './kill-and-compare';

/** A short version of kill-run.ts, on a legacy side of MySQL where there is one. */

const SETTINGS = { RUN_APPROVAL_OVER: '1000000000', RUN_LANES: '1', RUN_LEASE_S: '3', LOG_LEVEL: 'warn' };

test.each([
  ['MIGRATE', 'fixed'],
  ['COMPARE', String(randomInt(1_000_000))],
] as const)(
  'a %s whose worker, server and PostgreSQL are killed leaves what an unbroken one leaves (seed %s)',
  async (kind, seed) => {
    const legacyUrl = engines.includes('mysql') ? await createMysqlDatabase() : null;
    const said: string[] = [];
    try {
      const { problems, broken } = await killAndCompare({
        seed,
        legacyUrl,
        kills: 6,
        rows: 20_000,
        workers: 1,
        pace: 1_500,
        dawdle: 30,
        limit: 240,
        order: { kind },
        variables: SETTINGS,
        say: (message) => said.push(message),
      });
      expect({ seed, said, problems }).toEqual({ seed, said, problems: [] });
      expect(broken.ends.filter((end) => end.includes(WAS_READY))).toEqual([]);
    } finally {
      if (legacyUrl !== null) await dropDatabase(legacyUrl);
    }
  },
  300_000,
);
