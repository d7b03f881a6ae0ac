import 'reflect-metadata';
import { RunKind, RunState } from '../../entities/ledger/run';
import { useRunWorld } from '../faults/run-world';
import { engines } from '../support/servers';
import { until } from '../support/until';
import { type Collector, startCollector } from './collector';
import { type Served, usePrograms } from './served';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` };

/** Stands for what a caller sends along; nobody may be told of it. */
const CANARY = 'canary@example.org';

interface Line {
  readonly msg: string;
  readonly requestId?: string;
  readonly [field: string]: unknown;
}

/** A program refuses a legacy login that may write, and the PostgreSQL of the tests has no other. */
const group = engines.includes('mysql') ? describe : describe.skip;

group('what is told of requests', () => {
  const world = useRunWorld('mysql');
  const start = usePrograms(world);

  const linesOf = ({ program }: Served): Line[] =>
    program.output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Line);

  const answered = (served: Served, count: number): Promise<Line[]> =>
    until(`${count} requests are in the log`, () => {
      const lines = linesOf(served).filter(({ msg }) => msg === 'a request was answered');
      return lines.length >= count ? lines : null;
    });

  test('one line for each, with allowed fields only', async () => {
    const served = await start('serve');
    await served.ask('query ByCanary { viewer { name } }', { email: CANARY }, { ...PARENT, 'x-request-id': CANARY });
    await served.ask(`{ nothing(of: "${CANARY}") }`);
    await fetch(`${new URL(served.api).origin}/${CANARY}?email=${CANARY}`, { headers: { traceparent: CANARY } });
    await fetch(served.api, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${CANARY}` },
      body: '{}',
    });
    const lines = await answered(served, 4);
    expect(lines).toMatchObject([
      { method: 'POST', route: '/graphql', type: 'query', status: 200, code: 'OK', traceId: TRACE },
      { method: 'POST', route: '/graphql', type: null, status: 400, code: 'GRAPHQL_VALIDATION_FAILED' },
      { method: 'GET', route: 'other', status: 404, code: 'NOT_FOUND' },
      { method: 'POST', route: '/graphql', type: null, status: 401, code: 'UNAUTHENTICATED' },
    ]);
    const allowed = [
      'level',
      'time',
      'requestId',
      'method',
      'route',
      'type',
      'status',
      'code',
      'durationMs',
      'msg',
      'traceId',
      'isBrokenOff',
    ];
    for (const line of lines) expect(Object.keys(line).filter((field) => !allowed.includes(field))).toEqual([]);
    expect(new Set(lines.map(({ requestId }) => requestId)).size).toBe(4);
    expect(served.program.output).not.toMatch(/canary|tester/i);
    expect(await served.metric('counterpart_graphql_requests_total{type="query",code="OK"}')).toBe(1);
    expect(await served.metric('counterpart_graphql_rejected_total{reason="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
    expect(await served.metric('counterpart_graphql_rejected_total{reason="UNAUTHENTICATED"}')).toBe(1);
    expect(await served.metric('counterpart_graphql_request_duration_seconds_count{type="query"}')).toBe(1);
    expect((await served.get('/metrics')).body).not.toMatch(/canary|tester/i);
  });

  test('the id is in the answer, and with it a fault is found in the log', async () => {
    const served = await start('serve');
    await world().rows('ALTER TABLE counterpart.switch RENAME TO switch_away');
    await world().rows(`CREATE VIEW counterpart.switch AS
      SELECT name, is_on, actor, reason, at + 1 / length('') * interval '1 second' AS at FROM counterpart.switch_away`);
    const response = await fetch(served.api, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${served.token}` },
      body: JSON.stringify({ query: '{ switches { name at } }' }),
    });
    const { errors } = (await response.json()) as { errors: { extensions: { errorId?: string; code: string } }[] };
    const requestId = response.headers.get('x-request-id');
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    await answered(served, 1);
    const about = linesOf(served).filter((line) => line.requestId === requestId);
    expect(about.map(({ msg }) => msg).sort()).toEqual(['a request failed', 'a request was answered'].sort());
    expect(about.find(({ msg }) => msg === 'a request failed')).toMatchObject({
      errorId: errors[0]?.extensions.errorId,
    });
  });

  describe('by traces', () => {
    let collector: Collector;
    beforeEach(async () => {
      collector = await startCollector();
    });
    afterEach(() => collector.stop());

    test('there are none as long as nobody asks for them', async () => {
      const served = await start('serve');
      await served.ask('{ viewer { name } }');
      served.program.signal('SIGTERM');
      await served.program.ended();
      expect(collector.bodies).toEqual([]);
    });

    test('of operations, statements, writes and segments, without a word or value of theirs', async () => {
      const served = await start('serve', { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, RUN_LANES: '1' });
      await served.ask('query ByCanary { runs(first: 1) { nodes { id } } }', {}, PARENT);
      const [row] = await world().rows<{ id: string }>('SELECT min(legacy_record_id)::text AS id FROM system_messages');
      await served.ask('mutation ($input: DiffRecordInput!) { diffRecord(input: $input) { userErrors { code } } }', {
        input: { mapping: 'systemMessages', legacyId: row?.id },
      });
      await world().untilState(await world().startRun(RunKind.COMPARE, { reason: CANARY }), RunState.SUCCEEDED);
      served.program.signal('SIGTERM');
      expect((await served.program.ended()).exitCode).toBe(0);
      const spans = collector.spans();
      const names = new Set(spans.map(({ name }) => name));
      for (const name of [
        'query',
        'mutation',
        'apply record',
        'run segment',
        'new SELECT',
        'legacy SELECT',
        'new COMMIT',
      ])
        expect([...names]).toContain(name);
      const query = spans.find(({ name }) => name === 'query');
      expect(query).toMatchObject({ traceId: TRACE, parentSpanId: '00f067aa0ba902b7' });
      expect(spans.filter(({ parentSpanId }) => parentSpanId === query?.spanId).map(({ name }) => name)).toContain(
        'new SELECT',
      );
      const segment = spans.find(({ name }) => name === 'run segment');
      expect(segment?.attributes).toEqual({ 'counterpart.mapping': 'systemMessages', 'counterpart.kind': 'COMPARE' });
      const statement = spans.find(({ name }) => name === 'legacy SELECT');
      expect(statement?.attributes).toEqual({
        'db.system.name': 'mysql',
        'db.operation.name': 'SELECT',
        'counterpart.side': 'legacy',
      });
      expect(collector.bodies.join('')).not.toMatch(/canary|tester|FROM |message_data/i);
      expect(collector.bodies.join('')).toContain('"service.name"');
    }, 120_000);

    test('a collector that is away harms nothing', async () => {
      await collector.stop();
      const served = await start('serve', { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
      expect(await served.ask('{ viewer { name } }')).toMatchObject({ data: { viewer: { name: 'tester' } } });
      const begin = Date.now();
      served.program.signal('SIGTERM');
      expect((await served.program.ended()).exitCode).toBe(0);
      expect(Date.now() - begin).toBeLessThan(6_000);
      expect(served.program.output).not.toMatch(/ECONNREFUSED|otlp/i);
    });
  });
});
