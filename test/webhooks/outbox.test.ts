import { asDatabase } from '../../src/databases';
import { listen, stopListening } from '../../src/webhooks/outbox';
import { startRun } from '../support/runs';
import { carryOut, mutate } from '../writing/mutations';
import { useOutbox } from './outbox-world';

const TEMPLATE = { mapping: 'templates', legacyId: '301' };
const NOTE = { mapping: 'teamCommunications', legacyId: '21' };
const PAINT = `UPDATE templates SET name = 'Painted' WHERE legacy_template_id = 301`;

const INSTANT: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{15}Z$/);

describe('what is written into the outbox', () => {
  const outbox = useOutbox();
  const database = () => asDatabase(outbox().world.new);
  const eventsOf = async () =>
    (await outbox().outbox()).map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> });

  test('nothing as long as no webhook is configured, and nothing any more when there is none again', async () => {
    const { world } = outbox();
    await world.rows(PAINT);
    await mutate(world, 'diffRecord', TEMPLATE);
    expect(await outbox().outbox()).toEqual([]);
    await listen(database(), 'https://hooks.example.com');
    await stopListening(database());
    await carryOut(world, 'migrateRecord', NOTE);
    expect(await outbox().outbox()).toEqual([]);
  });

  test('one record: it opens, it is seen again, it is fixed, it opens again', async () => {
    const { world } = outbox();
    await listen(database(), 'https://hooks.example.com');
    const names = ['Painted', 'Painted twice', 'Print', 'Painted'];
    let id = '';
    for (const name of names) {
      await world.rows('UPDATE templates SET name = $1 WHERE legacy_template_id = 301', [name]);
      const { record } = await mutate(world, 'diffRecord', TEMPLATE);
      id = record?.discrepancy?.id ?? '';
    }
    const about = { mapping: 'templates', count: 1, discrepancies: [id] };
    expect(await eventsOf()).toEqual([
      { type: 'discrepancy.opened', timestamp: INSTANT, data: about },
      { type: 'discrepancy.fixed', timestamp: INSTANT, data: about },
      { type: 'discrepancy.opened', timestamp: INSTANT, data: about },
    ]);
  });

  test('a record that is migrated is fixed; a preview of it tells nothing', async () => {
    const { world } = outbox();
    await listen(database(), 'https://hooks.example.com');
    await mutate(world, 'migrateRecord', { ...NOTE, dryRun: true });
    expect(await eventsOf()).toEqual([]);
    await carryOut(world, 'migrateRecord', NOTE);
    expect(await eventsOf()).toMatchObject([
      { type: 'discrepancy.fixed', data: { mapping: 'teamCommunications', count: 1 } },
    ]);
  });

  test('a transaction that is rolled back takes its event along', async () => {
    const { world } = outbox();
    await listen(database(), 'https://hooks.example.com');
    const close = `UPDATE counterpart.discrepancy SET state = 'CLOSED' WHERE state = 'OPEN'`;
    const runner = world.new.createQueryRunner();
    await runner.startTransaction();
    await runner.query(close);
    const [inside] = (await runner.query('SELECT count(*)::integer AS events FROM counterpart.outbox')) as unknown[];
    await runner.rollbackTransaction();
    await runner.release();
    expect(inside).not.toEqual({ events: 0 });
    expect(await outbox().outbox()).toEqual([]);
  });

  test('a batch of many: one event for each mapping, with the count of all and a hundred ids at most', async () => {
    const { world } = outbox();
    await listen(database(), 'https://hooks.example.com');
    await world.rows(
      `INSERT INTO counterpart.discrepancy (mapping, record_key, verdict, state, fields, fingerprint, opened_at, seen_at)
       SELECT CASE WHEN g <= 1000 THEN 'orders' ELSE 'offices' END, 'invented ' || g, 'MISSING',
         CASE WHEN g % 10 = 0 THEN 'CLOSED' ELSE 'OPEN' END, '{}', 'invented', now(), now() FROM generate_series(1, 1010) AS g`,
    );
    const data = (await eventsOf()).map((event) => event.data as { mapping: string; count: number; discrepancies: [] });
    expect(
      Object.fromEntries(data.map(({ mapping, count, discrepancies }) => [mapping, [count, discrepancies.length]])),
    ).toEqual({ offices: [9, 9], orders: [900, 100] });
    await world.rows(`UPDATE counterpart.discrepancy SET state = 'CLOSED' WHERE record_key LIKE 'invented %'`);
    const fixed = (await eventsOf()).filter(({ type }) => type === 'discrepancy.fixed').map((event) => event.data);
    expect(Object.fromEntries(fixed.map(({ mapping, count }) => [mapping, count]))).toEqual({
      offices: 9,
      orders: 900,
    });
  });

  test('a run: what it found, before that it is finished; how it ended, however that was', async () => {
    const { world } = outbox();
    await listen(database(), 'https://hooks.example.com');
    await world.rows(PAINT);
    const worker = await world.startWorker();
    const { id } = await startRun(world.api, { mapping: 'templates' });
    const finished = { mapping: 'templates', run: id, kind: 'COMPARE', state: 'SUCCEEDED' };
    await outbox().deliver();
    await outbox().receiver.has(2);
    await worker.close();
    expect(outbox().receiver.received.map(({ event }) => [event.type, event.data])).toEqual([
      ['discrepancy.opened', { mapping: 'templates', count: 1, discrepancies: [expect.any(String)] }],
      ['run.finished', finished],
    ]);
    const cancelled = await startRun(world.api, { mapping: 'orders' });
    await world.api.ask(`mutation { cancelRun(input: { id: "${cancelled.id}" }) { userErrors { code } } }`);
    const events = await outbox().receiver.has(3);
    expect(events.at(-1)?.event.data).toMatchObject({ run: cancelled.id, state: 'CANCELLED' });
  });

  test('no value of a record is in it: neither of the people nor of the keys', async () => {
    const { world } = outbox();
    await listen(database(), 'https://hooks.example.com');
    await world.rows('UPDATE counterpart.discrepancy SET legacy_id = $1, fingerprint = $1, fields = ARRAY[$1]', [
      'canary',
    ]);
    await world.rows(`UPDATE counterpart.discrepancy SET state = 'CLOSED' WHERE state = 'OPEN'`);
    await world.rows(`UPDATE counterpart.discrepancy SET state = 'OPEN'`);
    const rows = await outbox().outbox();
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter(({ body }) => body.includes('canary'))).toEqual([]);
    const keys = new Set((await eventsOf()).flatMap(({ data }) => Object.keys(data)));
    expect([...keys].sort()).toEqual(['count', 'discrepancies', 'mapping']);
  });
});
