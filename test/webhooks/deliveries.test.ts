import { setTimeout as sleep } from 'node:timers/promises';
import { asDatabase } from '../../src/databases';
import { MOST_ATTEMPTS, waitAfter } from '../../src/webhooks/back-off';
import { listen, resend, switchOn } from '../../src/webhooks/outbox';
import { until } from '../support/until';
import { carryOut } from '../writing/mutations';
import { useOutbox } from './outbox-world';
import { accept, answerWith } from './receiver';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };

describe('F26: the receiver', () => {
  const outbox = useOutbox();
  const database = () => asDatabase(outbox().world.new);
  /** Events of these mappings, one after the other. */
  async function write(...mappings: readonly string[]): Promise<void> {
    await listen(database(), outbox().receiver.url);
    for (const mapping of mappings)
      await outbox().world.rows(
        `INSERT INTO counterpart.discrepancy (mapping, record_key, verdict, state, fields, fingerprint, opened_at, seen_at)
         VALUES ($1, gen_random_uuid(), 'MISSING', 'OPEN', '{}', 'invented', now(), now())`,
        [mapping],
      );
  }
  const states = async () => (await outbox().outbox()).map(({ state, attempts }) => [state, attempts]);
  const untilTried = (attempts: number) =>
    until('it is tried', async () => {
      const [row] = await outbox().outbox();
      return row !== undefined && row.attempts >= attempts && row.last_problem !== null ? row : null;
    });

  test('gets each event once, signed, in the order of its mapping, from several processes', async () => {
    await write(...Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'orders' : 'offices')));
    await Promise.all([outbox().deliver(), outbox().deliver(), outbox().deliver()]);
    await outbox().receiver.has(20);
    await until('all are marked', async () => (await states()).every(([state]) => state === 'DELIVERED'));
    const rows = await outbox().outbox();
    for (const mapping of ['orders', 'offices']) {
      const got = outbox().receiver.received.filter(({ event }) => event.data.mapping === mapping);
      expect(got.map(({ id }) => id)).toEqual(rows.filter((row) => row.mapping === mapping).map((row) => row.event_id));
    }
    expect(
      outbox()
        .receiver.received.map(({ id }) => id)
        .sort(),
    ).toEqual(rows.map((row) => row.event_id).sort());
    expect(outbox().receiver.received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'counterpart',
    });
  });

  test('is down: no write waits for it, and it gets everything when it is back', async () => {
    const { world, receiver } = outbox();
    const { port } = receiver;
    await listen(database(), receiver.url);
    await receiver.stop();
    await outbox().deliver();
    const { changes } = await carryOut(world, 'migrateRecord', NOTE);
    expect(changes).toHaveLength(1);
    expect(await untilTried(1)).toMatchObject({ state: 'PENDING', last_problem: 'nothing answers at the address' });
    await receiver.start(port);
    await outbox().hurry();
    const [message] = await receiver.has(1);
    expect(message?.event).toMatchObject({ type: 'discrepancy.fixed', data: { mapping: 'teamCommunications' } });
    expect(outbox().lines.join('')).not.toContain(receiver.url);
  });

  test('answers 500: the same message comes again later, and those after it wait their turn; others do not', async () => {
    const { receiver } = outbox();
    await write('orders', 'orders', 'offices');
    // Which mapping comes first is not said.
    const isFirst = (place: number): boolean =>
      receiver.received.findIndex(({ event }) => event.data.mapping === 'orders') === place;
    receiver.answering = (response, place) => (isFirst(place) ? answerWith(500) : accept)(response, place);
    await outbox().deliver();
    const first = await untilTried(1);
    expect(first).toMatchObject({ state: 'PENDING', last_problem: 'the receiver answered 500' });
    expect(first.wait).toBeGreaterThan(2);
    expect(first.wait).toBeLessThan(7);
    await receiver.has(2);
    await sleep(200);
    expect(receiver.received.map(({ event }) => event.data.mapping).sort()).toEqual(['offices', 'orders']);
    await outbox().hurry();
    await receiver.has(4);
    const orders = receiver.received.filter(({ event }) => event.data.mapping === 'orders');
    expect(orders.map(({ id }) => id)).toEqual([orders[0]?.id, orders[0]?.id, orders[2]?.id]);
    expect(orders[1]?.body).toBe(orders[0]?.body);
  });

  test('is slow: the attempt ends, and the message comes again', async () => {
    const { receiver } = outbox();
    await write('orders');
    receiver.answering = () => undefined;
    await outbox().deliver({ timeoutMs: 300 });
    expect(await untilTried(1)).toMatchObject({ state: 'PENDING', last_problem: 'no answer in time' });
  });

  test('sends elsewhere: that is not followed, and counts as a failure', async () => {
    const { receiver } = outbox();
    await write('orders');
    receiver.answering = answerWith(302, { location: `${receiver.url}/elsewhere` });
    await outbox().deliver();
    expect(await untilTried(1)).toMatchObject({ state: 'PENDING', last_problem: 'the receiver answered 302' });
    expect(receiver.received).toHaveLength(1);
  });

  test('takes it in and breaks off before its answer: it gets the same id again', async () => {
    const { receiver } = outbox();
    await write('orders');
    receiver.answering = (response, place) => (place === 0 ? response.socket?.destroy() : accept(response, place));
    await outbox().deliver();
    await untilTried(1);
    await outbox().hurry();
    const [first, second] = await receiver.has(2);
    expect([second?.id, second?.body]).toEqual([first?.id, first?.body]);
    await until('it is marked', async () => (await states())[0]?.[0] === 'DELIVERED');
  });

  test('never takes it: after the last attempt it is dead, stays visible, and can be sent again', async () => {
    const { receiver } = outbox();
    await write('orders', 'orders');
    receiver.answering = answerWith(400);
    await outbox().world.rows('UPDATE counterpart.outbox SET attempts = $1', [MOST_ATTEMPTS - 1]);
    await outbox().deliver();
    await until('both are given up', async () => (await states()).every(([state]) => state === 'DEAD'));
    expect(outbox().lines.filter((line) => line.includes('given up'))).toHaveLength(2);
    receiver.answering = accept;
    const [dead] = await outbox().outbox();
    expect(await resend(database(), dead?.event_id ?? '')).toBe(true);
    const messages = await receiver.has(3);
    expect(messages.at(-1)?.id).toBe(dead?.event_id);
    await until('it is marked', async () => (await states())[0]?.[0] === 'DELIVERED');
    expect(await states()).toEqual([
      ['DELIVERED', 1],
      ['DEAD', MOST_ATTEMPTS],
    ]);
  });

  test('is gone (410): it is switched off everywhere until it is switched on, or another one is named', async () => {
    const { receiver } = outbox();
    await write('orders');
    receiver.answering = answerWith(410);
    await outbox().deliver();
    await untilTried(1);
    await write('offices');
    await outbox().hurry();
    await sleep(300);
    expect(await states()).toEqual([['PENDING', 1]]);
    receiver.answering = accept;
    expect((await listen(database(), receiver.url)).isGone).toBe(true);
    expect((await listen(database(), 'https://hooks.example.com')).isGone).toBe(false);
    await outbox().hurry();
    await receiver.has(2);
    expect(await switchOn(database())).toBe(false);
  });

  test('what is older than thirty days is forgotten', async () => {
    await write('orders', 'orders');
    await outbox().world.rows(`UPDATE counterpart.outbox SET state = 'DEAD'`);
    await outbox().world.rows(
      `UPDATE counterpart.outbox SET at = at - interval '31 days' WHERE id = (SELECT min(id) FROM counterpart.outbox)`,
    );
    await outbox().deliver();
    const left = await until('one is gone', async () => {
      const rows = await outbox().outbox();
      return rows.length < 2 && rows;
    });
    expect(left).toHaveLength(1);
  });

  test('is waited for a moment at the end of a process, and no longer', async () => {
    const { receiver } = outbox();
    await write('orders');
    receiver.answering = () => undefined;
    const deliveries = await outbox().deliver();
    await receiver.has(1);
    const before = Date.now();
    await deliveries.stop();
    expect(Date.now() - before).toBeLessThan(8_000);
    expect(await states()).toEqual([['PENDING', 1]]);
  });
});

describe('the waits between attempts', () => {
  test('grow to about three days in all, spread by a fifth', () => {
    const waits = Array.from({ length: MOST_ATTEMPTS }, (_, index) => waitAfter(index + 1, () => 0.5));
    expect(waits.at(-1)).toBeNull();
    const days = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0) / 86_400;
    expect(days).toBeGreaterThan(3);
    expect(days).toBeLessThan(4);
    expect(waitAfter(1, () => 0)).toBeCloseTo(4);
    expect(waitAfter(1, () => 1)).toBeCloseTo(6);
  });
});
