import 'reflect-metadata';
import { PauseReason, RunKind, RunState } from '../../entities/ledger/run';
import { useRunWorld } from '../faults/run-world';
import { engines } from '../support/servers';
import { until } from '../support/until';
import { type Served, untilReadiness, usePrograms } from './served';

const { COMPARE } = RunKind;

/** A scrape and a probe end by then, whatever the databases do. */
const LIMIT_MS = 3_000;

const STOP = 'counterpart_kill_switch_active{switch="STOP"}';

/** A program refuses a legacy login that may write, and the PostgreSQL of the tests has no other. */
const group = engines.includes('mysql') ? describe : describe.skip;

group('health and metrics', () => {
  const world = useRunWorld('mysql');
  const start = usePrograms(world);

  async function expectWatched(served: Served, readiness: object, status: number): Promise<void> {
    const ready = await served.get('/readyz');
    expect({ status: ready.status, ...(JSON.parse(ready.body) as object) }).toEqual({ status, ...readiness });
    const metrics = await served.get('/metrics');
    expect(metrics.status).toBe(200);
    for (const { milliseconds } of [ready, metrics]) expect(milliseconds).toBeLessThan(LIMIT_MS);
    expect(await served.get('/livez')).toMatchObject({ status: 200, body: '{"status":"alive"}' });
  }

  test('of a service whose sides both answer', async () => {
    const served = await start('serve');
    const { status, body } = await served.get('/readyz');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({ status: 'ready', new: 'up', ledger: 'current', legacy: 'up' });
    // The API tells its health too, for those who balance it; its metrics it does not.
    const api = new URL(served.api);
    expect((await fetch(new URL('/readyz', api))).status).toBe(200);
    expect((await fetch(new URL('/livez', api), { method: 'POST' })).status).toBe(405);
    expect((await fetch(new URL('/metrics', api))).status).toBe(404);
    expect((await served.get('/graphql')).status).toBe(404);
    expect(await served.metric('counterpart_database_up{db="legacy"}')).toBe(1);
    expect(await served.metric('counterpart_database_up{db="new"}')).toBe(1);
    expect(await served.metric('counterpart_db_pool_connections{db="legacy",state="idle"}')).toBeGreaterThan(0);
    await until('the figures are there', async () => (await served.metric(STOP)) === 0);
    await world().rows("INSERT INTO counterpart.switch VALUES ('STOP', true, 'tester', 'to see it')");
    await until('the switch is seen', async () => (await served.metric(STOP)) === 1);
  });

  test.each([
    ['is down', 'refuse'],
    ['swallows what is sent to it', 'swallow'],
  ] as const)(
    'F09: while the legacy side %s: the service is degraded, and nothing is MISSING for it',
    async (_, fault) => {
      const served = await start('serve');
      await untilReadiness(served, 'ready');
      world().legacyWay[fault]();
      await untilReadiness(served, 'degraded');
      await expectWatched(served, { status: 'degraded', new: 'up', ledger: 'current', legacy: 'down' }, 200);
      const id = await world().startRun(COMPARE);
      if (fault === 'refuse') {
        const paused = await world().untilState(id, RunState.PAUSED);
        expect(paused).toMatchObject({ pauseReason: PauseReason.LEGACY_UNAVAILABLE, counts: { missing: 0 } });
      }
      expect(await served.metric('counterpart_database_up{db="legacy"}')).toBe(0);
      expect(await served.metric('counterpart_database_up{db="new"}')).toBe(1);
      const { body } = await served.get('/metrics');
      expect(body).not.toContain('verdict="MISSING"');
      expect(await world().rows("SELECT 1 FROM counterpart.discrepancy WHERE verdict = 'MISSING'")).toEqual([]);
      world().legacyWay.restore();
      await untilReadiness(served, 'ready');
      expect(await served.metric('counterpart_database_up{db="legacy"}')).toBe(1);
      if (fault === 'refuse') {
        await world().untilState(id, RunState.SUCCEEDED);
        expect(await world().problems(COMPARE)).toEqual([]);
      }
    },
    120_000,
  );

  test.each(['serve', 'worker'] as const)(
    'while the new side is down: %s is alive and not ready',
    async (command) => {
      const served = await start(command);
      await untilReadiness(served, 'ready');
      world().newWay.refuse();
      await untilReadiness(served, 'unavailable');
      await expectWatched(served, { status: 'unavailable', new: 'down', ledger: 'unknown', legacy: 'up' }, 503);
      expect(await served.metric('counterpart_database_up{db="new"}')).toBe(0);
      world().newWay.restore();
      await untilReadiness(served, 'ready');
    },
    120_000,
  );

  test('a ledger of another version is not ready', async () => {
    const served = await start('serve');
    await untilReadiness(served, 'ready');
    await world().rows("DELETE FROM counterpart.migration WHERE name LIKE 'AddOutbox%'");
    await untilReadiness(served, 'unavailable');
    expect(JSON.parse((await served.get('/readyz')).body)).toMatchObject({ new: 'up', ledger: 'outdated' });
  });

  test('a ledger of a later version is not ready either', async () => {
    const served = await start('worker');
    await untilReadiness(served, 'ready');
    await world().rows("INSERT INTO counterpart.migration (timestamp, name) VALUES (1, 'OfTomorrow1')");
    await untilReadiness(served, 'unavailable');
    const { status, body } = await served.get('/readyz');
    expect([status, JSON.parse(body)]).toMatchObject([503, { new: 'up', ledger: 'newer' }]);
  });

  test('the figures of the ledger are told, and those of runs', async () => {
    const served = await start('worker');
    await world().untilState(await world().startRun(COMPARE), RunState.SUCCEEDED);
    const [open] = await world().rows<{ n: string }>(
      "SELECT count(*) AS n FROM counterpart.discrepancy WHERE state = 'OPEN' AND verdict = 'MISSING'",
    );
    const name = 'counterpart_discrepancies_open{mapping="systemMessages",verdict="MISSING"}';
    await until('the figures are fresh', async () => (await served.metric(name)) === Number(open?.n), { seconds: 20 });
    expect(await served.metric('counterpart_runs{state="SUCCEEDED"}')).toBe(1);
    expect(await served.metric('counterpart_runs{state="RUNNING"}')).toBe(0);
    const success = 'counterpart_run_last_success_timestamp_seconds{mapping="systemMessages",kind="COMPARE"}';
    expect(Math.abs(Date.now() / 1000 - ((await served.metric(success)) ?? 0))).toBeLessThan(60);
    expect(await served.metric('counterpart_audit_chain_head_timestamp_seconds')).toBeGreaterThan(1.7e9);
    expect(await served.metric('counterpart_db_query_duration_seconds_count{db="new",op="SELECT"}')).toBeGreaterThan(0);
  }, 120_000);
});
