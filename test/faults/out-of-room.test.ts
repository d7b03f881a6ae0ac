import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { PauseReason, RunKind, RunState } from '../../entities/ledger/run';
import { administrationDataSource } from '../../ormconfig';
import { createDatabase } from '../../src/administration';
import { serverAccount } from '../../src/embedded/binaries';
import { KillablePostgres } from '../support/killable-postgres';
import { createPostgresDatabase, dropDatabase } from '../support/servers';
import { type EndState, readEndState } from './end-state';
import { fillSides } from './notification-sides';
import { type OpenWorld, openRunWorld } from './run-world';

/** F23: the new database is out of disk or of connections. Both need a server of their own, which others do not feel. */

const { MIGRATE } = RunKind;
const { INCOMPLETE, PAUSED } = RunState;

const mount = (...parameters: readonly string[]): boolean => spawnSync('mount', parameters).status === 0;

/** A disk in memory, for root in a container that may mount one. */
function canMount(): boolean {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false;
  const folder = join('/tmp', `counterpart-mount-${process.pid}`);
  mkdirSync(folder);
  const isMounted = mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder);
  if (isMounted) spawnSync('umount', [folder]);
  spawnSync('rmdir', [folder]);
  return isMounted;
}

let postgres: KillablePostgres;
let legacyUrl = '';
let unbroken: EndState;
let world: OpenWorld;

beforeAll(async () => {
  postgres = await KillablePostgres.start({ max_connections: '30' });
  legacyUrl = await createPostgresDatabase();
  await createDatabase(postgres.url('template'));
  await fillSides({ legacyUrl, newUrl: postgres.url('template'), count: 1_500, seed: 'no room' });
  const left = await openCopy('unbroken');
  await left.startWorker();
  await left.untilState(await left.startRun(MIGRATE), INCOMPLETE);
  unbroken = await readEndState(left.new);
  await left.close();
});

afterAll(async () => {
  await dropDatabase(legacyUrl);
  await postgres.remove();
});

beforeEach(async () => {
  world = await openCopy('copy');
});

afterEach(() => world.close());

async function openCopy(name: string): Promise<OpenWorld> {
  await createDatabase(postgres.url(name), { template: 'template' });
  return openRunWorld(legacyUrl, postgres.url(name), async () => unbroken);
}

/** Interruptions are what a retry storm would be made of. */
async function countInterruptions(id: string): Promise<number> {
  const [row] = await world.rows<{ n: number }>('SELECT interruptions AS n FROM counterpart.run WHERE id = $1', [id]);
  return row?.n ?? 0;
}

const ifMountable = canMount() ? test : test.skip;

ifMountable(
  'its disk is full (skipped where nothing can be mounted): the run waits, seldom tries again, and goes on',
  async () => {
    const folder = join(postgres.home, 'small');
    mkdirSync(folder, { recursive: true });
    expect(mount('-t', 'tmpfs', '-o', 'size=500k', 'tmpfs', folder)).toBe(true);
    try {
      const { uid, gid } = serverAccount();
      if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
      await world.rows(`CREATE TABLESPACE small LOCATION '${folder}'`);
      await world.rows('ALTER TABLE system_messages SET TABLESPACE small');
      await world.startWorker();
      const id = await world.startRun(MIGRATE);
      const paused = await world.untilState(id, PAUSED);
      expect(paused).toMatchObject({ pauseReason: PauseReason.NEW_UNAVAILABLE, counts: { written: 0 } });
      expect(paused.resumesAt).not.toBeNull();
      await sleep(5_000);
      expect(await countInterruptions(id)).toBeLessThanOrEqual(3);
      expect(mount('-o', 'remount,size=100m', folder)).toBe(true);
      await world.untilState(id, INCOMPLETE);
      expect(await world.problems(MIGRATE)).toEqual([]);
    } finally {
      await world.rows('ALTER TABLE system_messages SET TABLESPACE pg_default');
      await world.rows('DROP TABLESPACE IF EXISTS small');
      spawnSync('umount', [folder]);
    }
  },
);

/** Takes every connection that the server has left. */
async function takeConnections(): Promise<() => Promise<void>> {
  const taken: DataSource[] = [];
  const url = postgres.url('postgres');
  for (;;) {
    const source = administrationDataSource({ url, poolSize: 1, statementTimeout: 60_000 });
    try {
      await source.initialize();
      taken.push(source);
      await hold(source);
    } catch {
      break;
    }
  }
  return async () => {
    await Promise.all(taken.map((source) => source.destroy()));
  };
}

/** A pool closes connections that lie idle, but not one that is in use. */
async function hold(source: DataSource): Promise<void> {
  await source.createQueryRunner().connect();
}

test('it is out of connections: nothing is lost, nobody hammers at it, and the run goes on', async () => {
  await world.startWorker();
  const id = await world.startRun(MIGRATE);
  const giveBack = await takeConnections();
  await world.endSessions('new');
  const again = await takeConnections();
  const before = world.newWay.seenConnections;
  await sleep(5_000);
  const attempts = world.newWay.seenConnections - before;
  await Promise.all([giveBack(), again()]);
  expect(attempts).toBeLessThanOrEqual(100);
  await world.untilState(id, INCOMPLETE);
  expect(await world.problems(MIGRATE)).toEqual([]);
});
