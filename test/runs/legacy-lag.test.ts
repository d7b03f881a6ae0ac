import 'reflect-metadata';
import { LegacyLag, lagOfStatus } from '../../reconciliation/runs/legacy-lag';
import { Load, Throttle } from '../../reconciliation/runs/throttle';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';

const never = (): boolean => false;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

describeEachEngine('the lag of the legacy side', (engine) => {
  const open = useTwoSides(engine);
  beforeAll(() => open().legacy.query('CREATE TABLE heartbeat (seconds decimal(20, 3))'));
  beforeEach(() => open().legacy.query('DELETE FROM heartbeat'));

  const QUERY = 'SELECT max(seconds) FROM heartbeat';
  const beat = (lag: number): Promise<unknown> => open().legacy.query(`INSERT INTO heartbeat VALUES (${lag})`);
  const limited = (query: string | null, isStopped: () => boolean = never): Throttle =>
    new Throttle(
      new Load(
        open().sides,
        { rowsPerSecond: null, legacyLag: 10, legacyLagQuery: query, commitLatency: 0 },
        () => undefined,
      ),
      { id: '', rowsPerSecond: null },
      isStopped,
    );

  test('a run waits until the replica is near enough again, and says why', async () => {
    await beat(42);
    let reason: string | null = null;
    const throttle: Throttle = limited(QUERY, () => {
      reason ??= throttle.reason;
      return false;
    });
    setTimeout(() => void open().legacy.query('UPDATE heartbeat SET seconds = 10'), 500);
    expect(await seconds(() => throttle.wait(10))).toBeGreaterThan(0.5);
    expect(reason).toBe('the legacy replica is 42 s behind (limit 10 s)');
    await throttle.wait(10);
    expect(throttle.reason).toBeNull();
  });

  test('it is asked at most once a second', async () => {
    await beat(1);
    let asked = 0;
    const { legacy } = open().sides;
    const counting = {
      dialect: legacy.dialect,
      query: <Row>(sql: string) => legacy.query<Row>(sql).finally(() => asked++),
    };
    const lag = new LegacyLag(counting, QUERY, () => undefined);
    await Promise.all(Array.from({ length: 20 }, () => lag.read()));
    expect([await lag.read(), asked]).toEqual([{ seconds: 1 }, 1]);
    await pause(1_050);
    await lag.read();
    expect(asked).toBe(2);
  });

  test.each([
    [
      'a query without an answer',
      QUERY,
      'nobody knows how far the legacy replica is behind: LEGACY_LAG_QUERY gives no number',
    ],
    ['a query that fails', 'SELECT 1 FROM nowhere', /LEGACY_LAG_QUERY fails \((42P01|ER_NO_SUCH_TABLE)\)/],
  ])('%s holds runs back, because somebody meant it to', async (_, query, words) => {
    let reason: string | null = null;
    const throttle: Throttle = limited(query, () => {
      reason = throttle.reason;
      return true;
    });
    await throttle.wait(10);
    expect(reason).toMatch(words);
  });

  test('a server that is no replica holds nothing back, which is said once', async () => {
    const said: string[] = [];
    const lag = new LegacyLag(open().sides.legacy, null, (message) => said.push(message));
    expect([await lag.read(), await lag.read()]).toEqual([null, null]);
    expect(said).toEqual(['The legacy server is no replica, or a stopped one: there is no lag to wait for.']);
    expect(await seconds(() => limited(null).wait(10))).toBeLessThan(0.5);
  });
});

test.each([
  ['no replica', [], null],
  ['one of MySQL', [{ Seconds_Behind_Source: 12 }], { seconds: 12 }],
  ['one of MariaDB, whose driver gives texts', [{ Seconds_Behind_Master: '7' }], { seconds: 7 }],
  [
    'several channels: the slowest counts',
    [{ Seconds_Behind_Source: 0 }, { Seconds_Behind_Source: 3 }],
    { seconds: 3 },
  ],
  ['one that was stopped', [{ Seconds_Behind_Source: null }], null],
])('the status of %s', (_, rows, lag) => expect(lagOfStatus(rows)).toEqual(lag));
