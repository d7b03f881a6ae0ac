import { useOwnWorld } from '../support/world';
import { codesOf, confirmed, countLedger, type Input, mutate, preview, send } from './mutations';
import { countAttempts, sabotage, sabotageFirst } from './sabotage';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };
const TABLE = 'team_communications';

const world = useOwnWorld('postgres');
const ready = async (): Promise<Input> => confirmed(NOTE, (await preview(world(), 'migrateRecord', NOTE)).fingerprint);

async function expectNothingKept(before: object): Promise<void> {
  expect(await world().snapshot()).toEqual(before);
  expect(await countLedger(world())).toEqual({ changes: 0, entries: 0, keys: 0 });
}

describe('F23: the new database cannot take anything', () => {
  test('it is read-only: UNAVAILABLE, nothing is written, and the same key works later', async () => {
    const input = await ready();
    const before = await world().snapshot();
    const switchTo = async (state: 'on' | 'off'): Promise<void> => {
      await world().rows(
        `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = ${state}', current_database()); END $$`,
      );
      await world().rows(
        'SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
    };
    await switchTo('on');
    expect(await mutate(world(), 'migrateRecord', input)).toMatchObject({
      changes: [],
      userErrors: [{ code: 'UNAVAILABLE', retryable: true }],
    });
    await world()
      .rows('SET default_transaction_read_only = off')
      .then(() => switchTo('off'));
    await expectNothingKept(before);
    expect(codesOf(await mutate(world(), 'migrateRecord', input))).toEqual([]);
  });

  test.each([
    ['its disk is full', '53100'],
    ['it is out of memory', '53200'],
    ['it is out of connections', '53300'],
  ])('%s: UNAVAILABLE after one attempt, and nothing is written', async (_, state) => {
    const input = await ready();
    const before = await world().snapshot();
    await sabotageFirst(
      world(),
      1_000,
      TABLE,
      'BEFORE INSERT',
      `RAISE EXCEPTION 'no room' USING ERRCODE = '${state}';`,
    );
    expect(await mutate(world(), 'migrateRecord', input)).toMatchObject({
      changes: [],
      userErrors: [{ code: 'UNAVAILABLE', retryable: true }],
    });
    expect(await countAttempts(world())).toBe(1);
    await expectNothingKept(before);
  });
});

describe('F24: without its audit entry no write is kept', () => {
  test.each(['counterpart.audit_entry', 'counterpart.change', 'counterpart.pair_state'])(
    'a write that %s refuses is undone',
    async (table) => {
      const input = await ready();
      const before = await world().snapshot();
      await sabotage(world(), table, 'BEFORE INSERT', `RAISE EXCEPTION 'full' USING ERRCODE = '53100';`);
      expect(await mutate(world(), 'migrateRecord', input)).toMatchObject({
        changes: [],
        userErrors: [{ code: 'UNAVAILABLE', retryable: true }],
      });
      await expectNothingKept(before);
    },
  );

  test('a trail without its head stops every write, with an id for the operator', async () => {
    const input = await ready();
    const before = await world().snapshot();
    await world().rows('DELETE FROM counterpart.audit_head');
    const { errors } = await send(world(), 'migrateRecord', input);
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(world().api.faults).toHaveLength(1);
    await expectNothingKept(before);
  });
});
