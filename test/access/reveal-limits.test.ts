import { Health } from '../../src/http/health';
import { createLog } from '../../src/log';
import { Metrics } from '../../src/metrics/metrics';
import { type OpenApi, openApi } from '../http/api-world';
import { useOwnWorld } from '../support/world';
import { REVEAL } from './reveals';

const input = { mapping: 'profiles', legacyId: '1', field: 'firstName', reason: 'ticket 4711' };

describe('reveals that are too many or cannot be logged', () => {
  const world = useOwnWorld('postgres', { statementTimeout: 2_000 });
  const opened: OpenApi[] = [];
  const metrics = new Metrics('0.0.0');

  const open = async (revealsPerHour: number): Promise<OpenApi> => {
    const health = new Health({ open: async () => world().service.sides.new }, []);
    const operations = { metrics, health, log: createLog('silent') };
    const api = await openApi(world(), { revealsPerHour, operations });
    opened.push(api);
    return api;
  };
  const reveal = (api: OpenApi, caller = 'ANALYST anna', more: object = {}) =>
    api.ask({ query: REVEAL, variables: { input: { ...input, ...more } } }, caller);
  const countOf = async (sql: string): Promise<number> => (await world().rows(sql)).length;
  const DONE = `SELECT 1 FROM counterpart.audit_entry WHERE payload LIKE '%revealField%' AND payload NOT LIKE '%"outcome"%'`;
  const SHOWN = 'SELECT 1 FROM counterpart.access_entry';

  beforeEach(() => metrics.registry.resetMetrics());
  afterEach(async () => {
    for (const api of opened.splice(0)) await api.stop();
  });

  /** Lets an hour pass for what is in the trail. */
  const age = async (): Promise<void> => {
    const runner = world().new.createQueryRunner();
    await runner.query('SET session_replication_role = replica');
    await runner.query(`UPDATE counterpart.audit_entry SET payload = jsonb_set(payload::jsonb, '{at}', to_jsonb(
      to_char((payload::jsonb ->> 'at')::timestamptz AT TIME ZONE 'UTC' - interval '61 minutes', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))::text`);
    await runner.query('RESET session_replication_role');
    await runner.release();
  };

  test.each([
    ['NUL', 'a\u0000b', 'ab'],
    ['half a character', 'a\ud800b', 'a\ufffdb'],
  ])('a reason with %s hides nothing from the count and the trail', async (_, reason, kept) => {
    const api = await open(1);
    const { body } = await reveal(api, 'ANALYST anna', { reason });
    expect(body).toContain('INVALID_INPUT');
    expect(body).not.toContain('Adam');
    // Of somebody who may not reveal, the attempt is in the trail and is found there.
    expect((await reveal(api, 'VIEWER vera', { reason })).body).toContain('FORBIDDEN');
    const query =
      '{ auditEntries(first: 5, where: { actor: "vera", action: "revealField" }) { nodes { outcome reason } } }';
    expect((await api.ask({ query }, 'ADMIN')).read.data).toEqual({
      auditEntries: { nodes: [{ outcome: 'DENIED', reason: kept }] },
    });
  });

  test('beyond so many in an hour one gets 429, on whatever server, and others get theirs', async () => {
    const [api, other] = [await open(2), await open(2)];
    expect((await reveal(api)).body).toContain('Adam');
    // What is refused shows nothing and does not count.
    expect((await reveal(api, 'ANALYST anna', { field: 'isActive' })).body).toContain('NOT_APPLICABLE');
    expect((await reveal(other)).body).toContain('Adam');
    for (const server of [api, other]) {
      const { status, headers, read, body } = await reveal(server, 'SUPPORT anna');
      expect(status).toBe(429);
      expect(read.errors?.map(({ extensions }) => extensions?.code)).toEqual(['RATE_LIMITED']);
      expect(Number(headers['retry-after'])).toBeGreaterThan(3_500);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(3_600);
      expect(body).not.toContain('Adam');
    }
    expect((await reveal(api, 'ANALYST bert')).status).toBe(200);
    expect([await countOf(DONE), await countOf(SHOWN)]).toEqual([3, 3]);
    await age();
    expect((await reveal(api)).body).toContain('Adam');
  });

  test('many at the same time are no way around it', async () => {
    const api = await open(3);
    const answers = await Promise.all(Array.from({ length: 12 }, () => reveal(api)));
    expect(answers.filter(({ body }) => body.includes('Adam'))).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(9);
    expect([await countOf(DONE), await countOf(SHOWN)]).toEqual([3, 3]);
  });

  test.each([
    [
      'the access log is away',
      'ALTER TABLE counterpart.access_entry RENAME TO hidden',
      SHOWN.replace('access_entry', 'hidden'),
    ],
    [
      'the access log takes nothing',
      'ALTER TABLE counterpart.access_entry ADD CONSTRAINT none CHECK (false) NOT VALID',
      SHOWN,
    ],
    [
      'the audit trail takes nothing',
      'ALTER TABLE counterpart.audit_entry ADD CONSTRAINT none CHECK (sequence < 0) NOT VALID',
      SHOWN,
    ],
  ])('P02: %s: nothing is shown, and neither says that it was', async (_, sql, shown) => {
    const api = await open(60);
    await world().rows(sql);
    const { read, body } = await reveal(api, 'ADMIN anna');
    expect(read.data ?? null).toBeNull();
    expect(read.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(read.errors?.[0]?.message).toContain('the access log cannot be written');
    expect(body).not.toContain('Adam');
    expect([await countOf(DONE), await countOf(shown)]).toEqual([0, 0]);
    expect(await metrics.registry.metrics()).toContain('counterpart_reveals_total{result="failed"} 1');
  });

  test('is counted by how it ended, and among what was shown of people', async () => {
    const api = await open(1);
    await reveal(api);
    await reveal(api);
    await reveal(api, 'VIEWER vera');
    await reveal(api, 'ANALYST bert', { reason: '' });
    const text = await metrics.registry.metrics();
    for (const result of ['shown', 'limited', 'denied', 'refused'])
      expect(text).toContain(`counterpart_reveals_total{result="${result}"} 1`);
    expect(text).toContain('counterpart_personal_reads_total{class="PERSONAL"} 1');
  });
});
