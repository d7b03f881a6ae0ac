import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PauseReason } from '../../entities/ledger/run';
import { SwitchName } from '../../entities/ledger/switch';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { checkSwitches, listSwitches, mayWrite } from '../../reconciliation/ledger/switches';
import { setSwitch } from '../../reconciliation/writing/set-switch';
import { Role } from '../../resolvers/access/role';
import { Service } from '../../resolvers/service';
import { startApi } from '../support/api';
import { useWorld, type World } from '../support/world';
import { carryOut, codesOf, confirmed, type Input, mutate, onlyChange, preview, revertOf } from '../writing/mutations';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };

const world = useWorld('postgres');
const turn = (name: SwitchName, on: boolean, patience?: number) =>
  setSwitch(world().new, { actor: 'olga', name, isOn: on, reason: 'the disk is nearly full' }, patience);

const ready = async (): Promise<Input> => confirmed(NOTE, (await preview(world(), 'migrateRecord', NOTE)).fingerprint);

async function inTransaction<Result>(
  work: (query: World['service']['sides']['new']) => Promise<Result>,
): Promise<Result> {
  const runner = world().new.createQueryRunner();
  await runner.startTransaction();
  try {
    return await work({ dialect: 'postgres', query: (sql, parameters = []) => runner.query(sql, [...parameters]) });
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

describe('the switch READ_ONLY', () => {
  test('refuses every write of a business row, to be tried again, and remembers no answer', async () => {
    const applied = revertOf(onlyChange(await carryOut(world(), 'migrateRecord', NOTE)));
    const takingBack = confirmed(applied, (await preview(world(), 'revertChange', applied)).fingerprint);
    const written = await world().snapshot();
    expect(await turn(SwitchName.READ_ONLY, true)).toEqual([]);
    expect(codesOf(await mutate(world(), 'revertChange', takingBack))).toEqual(['READ_ONLY']);
    expect(await world().snapshot()).toEqual(written);
    await turn(SwitchName.READ_ONLY, false);
    expect(codesOf(await mutate(world(), 'revertChange', takingBack))).toEqual([]);
    const input = await ready();
    const before = await world().snapshot();
    await turn(SwitchName.READ_ONLY, true);
    expect(await mutate(world(), 'migrateRecord', input)).toMatchObject({
      changes: [],
      userErrors: [{ code: 'READ_ONLY', retryable: true, field: null }],
    });
    expect(await world().snapshot()).toEqual(before);
    expect(await turn(SwitchName.READ_ONLY, false)).toEqual([]);
    expect(codesOf(await mutate(world(), 'migrateRecord', input))).toEqual([]);
  });

  test('lets through what writes no business row: previews, comparing and waiving', async () => {
    await turn(SwitchName.READ_ONLY, true);
    expect(codesOf(await preview(world(), 'migrateRecord', NOTE))).toEqual([]);
    expect(codesOf(await mutate(world(), 'diffRecord', NOTE))).toEqual([]);
    expect(codesOf(await carryOut(world(), 'waiveDiscrepancy', { mapping: 'templates', legacyId: '302' }))).toEqual([]);
  });

  test('a replay still tells what was written before', async () => {
    const input = await ready();
    await mutate(world(), 'migrateRecord', input);
    await turn(SwitchName.READ_ONLY, true);
    expect(await mutate(world(), 'migrateRecord', input)).toMatchObject({ replayed: true, userErrors: [] });
  });

  test('is answered only when the writes that began before are over', async () => {
    const order: string[] = [];
    let setting: Promise<unknown> = Promise.resolve();
    await inTransaction(async (transaction) => {
      expect(await mayWrite(transaction)).toBe(true);
      setting = turn(SwitchName.READ_ONLY, true).then(() => order.push('answered'));
      while ((await checkSwitches(world().service.sides.new, true)) === null)
        await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await inTransaction(mayWrite)).toBe(false);
      await new Promise((resolve) => setTimeout(resolve, 300));
      order.push('written');
    });
    await setting;
    expect(order).toEqual(['written', 'answered']);
  });

  test('is on and says so when one of them takes too long', async () => {
    await inTransaction(async (transaction) => {
      await mayWrite(transaction);
      expect(await turn(SwitchName.READ_ONLY, true, 200)).toMatchObject([{ code: 'RECORD_BUSY', retryable: true }]);
    });
    expect(await checkSwitches(world().service.sides.new, true)).toBe(PauseReason.READ_ONLY);
  });

  test('is kept on by the configuration of a process, for that process', async () => {
    const { sides, mappings } = world().service;
    const api = await startApi(new Service(sides, world().new, world().rowSources, mappings, [], true));
    const input = await ready();
    const through = { ...world(), api };
    expect(codesOf(await mutate(through, 'migrateRecord', input))).toEqual(['READ_ONLY']);
    expect(await api.ask('{ switches { name isOn isForced } }')).toEqual({
      switches: [
        { name: 'READ_ONLY', isOn: true, isForced: true },
        { name: 'STOP', isOn: false, isForced: false },
      ],
    });
    await api.stop();
    expect(codesOf(await mutate(world(), 'migrateRecord', input))).toEqual([]);
  });
});

test('what stops a run before its next batch', async () => {
  const { new: ledger } = world().service.sides;
  const reasons = async (): Promise<(PauseReason | null)[]> => [
    await checkSwitches(ledger, false),
    await checkSwitches(ledger, true),
  ];
  expect(await reasons()).toEqual([null, null]);
  await turn(SwitchName.READ_ONLY, true);
  expect(await reasons()).toEqual([null, PauseReason.READ_ONLY]);
  await turn(SwitchName.STOP, true);
  expect(await reasons()).toEqual([PauseReason.STOPPED, PauseReason.STOPPED]);
  expect(codesOf(await mutate(world(), 'diffRecord', NOTE))).toEqual([]);
});

describe('over the API', () => {
  const SET =
    'mutation($input: SetSwitchInput!) { setSwitch(input: $input) { switches { name isOn actor reason at } userErrors { code field retryable } } }';
  const input = { name: 'STOP', isOn: true, reason: 'ticket 12' };

  test('an administrator sets it, everybody sees it, and the trail keeps it', async () => {
    const { setSwitch: set } = await world().api.ask<{ setSwitch: { switches: object[]; userErrors: object[] } }>(SET, {
      input,
    });
    expect(set.userErrors).toEqual([]);
    expect(set.switches).toMatchObject([
      { name: 'READ_ONLY', isOn: false, actor: null, reason: null, at: null },
      { name: 'STOP', isOn: true, actor: 'tester', reason: 'ticket 12' },
    ]);
    const [entry] = await world().rows<{ payload: string }>('SELECT payload FROM counterpart.audit_entry');
    expect(JSON.parse(entry?.payload ?? '')).toMatchObject({
      actor: 'tester',
      action: 'setSwitch',
      reason: 'ticket 12',
      switch: { name: 'STOP', isOn: true },
    });
    expect(await verifyAudit(world().service.sides.new)).toEqual({ entries: 1, problem: null });
  });

  test.each(['', '  ', 'x'.repeat(2_001)])('a reason is needed, of at most 2,000 characters', async (reason) => {
    expect(await world().api.ask(SET, { input: { ...input, reason } })).toMatchObject({
      setSwitch: { userErrors: [{ code: 'INVALID_INPUT', field: 'reason', retryable: false }] },
    });
    expect(await listSwitches(world().service.sides.new, false)).toMatchObject([{ isOn: false }, { isOn: false }]);
  });

  test('nobody else may set it', async () => {
    const others = Object.values(Role).filter((role) => role !== Role.ADMIN);
    const api = await startApi(world().service, { name: 'otto', roles: others, systems: null });
    expect((await api.request(SET, { input })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await api.ask('{ switches { isOn } }')).toEqual({ switches: [{ isOn: false }, { isOn: false }] });
    await api.stop();
  });
});

describe('counterpart switch', () => {
  const command = (legacyUrl: string, ...words: string[]): { status: number | null; answer: string; notes: string } => {
    const { url } = world().new.options as { url?: string };
    const environment = {
      ...process.env,
      LEGACY_DATABASE_URL: legacyUrl,
      NEW_DATABASE_URL: url,
      COUNTERPART_OPERATOR: 'olga',
    };
    const { status, stdout, stderr } = spawnSync('node', ['src/counterpart.cjs', 'switch', ...words], {
      cwd: join(__dirname, '..', '..'),
      env: environment,
      encoding: 'utf8',
    });
    return { status, answer: stdout, notes: stderr };
  };
  // Nobody listens there.
  const DOWN = 'mysql://reader:secret@127.0.0.1:1/dispatch';

  test('sets and shows it, with the legacy side down', async () => {
    expect(command(DOWN, 'stop', 'on', '--reason', 'too slow', '--format', 'csv')).toMatchObject({
      status: 0,
      notes: '',
    });
    const { status, answer } = command(DOWN, '--format', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(answer)).toMatchObject({
      switches: [
        { name: 'READ_ONLY', isOn: false },
        { name: 'STOP', isOn: true, actor: 'olga', reason: 'too slow' },
      ],
    });
  });

  test.each([
    [['stop'], 'Say how to set it'],
    [['stop', 'on'], '--reason'],
    [['panic', 'on', '--reason', 'x'], 'Allowed choices are read-only, stop'],
  ])('%j is wrong usage', (words, notes) => {
    const result = command(DOWN, ...words);
    expect(result.status).toBe(2);
    expect(result.notes).toContain(notes);
  });
});
