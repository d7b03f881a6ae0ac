import { RunState } from '../../entities/ledger/run';
import { listRememberedVerdicts } from '../../reconciliation/ledger/settled';
import { mappings } from '../../reconciliation/mappings/all';
import { findHorizons, listChangedSince } from '../../reconciliation/runs/changed-since';
import { describeEachEngine } from '../support/servers';
import { useOwnWorld, type World } from '../support/world';
import { invented } from '../writing/world-new';
import { requestFor, waitForRun } from './life';

const NOT_OVER = "state <> 'CLOSED'";

async function compare(world: World, mapping: string, incremental: boolean) {
  const { service } = world;
  const { run, refusals } = await service.runs.start(requestFor(mapping, { incremental }));
  expect(refusals).toEqual([]);
  const ended = await waitForRun(service.sides.new, run?.id ?? '');
  expect(ended.state).toBe(RunState.SUCCEEDED);
  return ended;
}

/** How records are remembered, by legacy id. */
async function verdicts(world: World, mapping: string, legacyIds: readonly string[]): Promise<Record<string, string>> {
  const links = legacyIds.map((legacyId) => ({ mapping, legacyId }));
  const found = await listRememberedVerdicts(world.service.sides.new, links);
  return Object.fromEntries(found.map(({ key, verdict }) => [key, verdict]));
}

const listOpen = (world: World, mapping: string) =>
  world.rows<{ legacy_id: string | null; record_key: string; verdict: string }>(
    `SELECT legacy_id, record_key, verdict FROM counterpart.discrepancy WHERE mapping = $1 AND ${NOT_OVER} ORDER BY record_key`,
    [mapping],
  );

const NOTES = Array.from({ length: 30 }, (_, index) => String(20 + index));

describe('incremental comparisons (postgres)', () => {
  const world = useOwnWorld('postgres');

  /** What was MATCHED before something happened, and what an incremental and then a whole comparison say of it after. */
  async function changesAfter(mapping: string, keys: readonly string[], happens: () => Promise<unknown>) {
    await world().startWorker();
    await compare(world(), mapping, false);
    const before = await verdicts(world(), mapping, keys);
    await happens();
    const run = await compare(world(), mapping, true);
    const incremental = await verdicts(world(), mapping, keys);
    const open = await listOpen(world(), mapping);
    await compare(world(), mapping, false);
    expect(incremental).toEqual(await verdicts(world(), mapping, keys));
    expect(open).toEqual(await listOpen(world(), mapping));
    const moved = Object.entries(before).filter(([key, verdict]) => incremental[key] !== verdict);
    const come = keys.filter((key) => before[key] === undefined && incremental[key] !== undefined);
    const changes = [...moved.map(([key]) => key), ...come];
    return {
      note: run.note,
      changes: Object.fromEntries(changes.map((key) => [key, `${before[key]} ${incremental[key]}`])),
    };
  }

  test('what happened to the records themselves is found', async () => {
    const { note, changes } = await changesAfter('doctorNotes', NOTES, async () => {
      const { legacy, new: current } = world();
      await legacy.query(`UPDATE dispatch_note SET text = 'written since' WHERE id = 20`);
      await legacy.query(
        `INSERT INTO dispatch_note SELECT (jsonb_populate_record(n, '{"id": 40}')).* FROM dispatch_note n WHERE id = 28`,
      );
      await current.query(`UPDATE doctor_notes SET text = 'written since' WHERE legacy_note_id = 28`);
      await current.query('UPDATE doctor_notes SET legacy_note_id = NULL WHERE legacy_note_id = 29');
      await current.query('UPDATE doctor_notes SET legacy_note_id = 45 WHERE legacy_note_id = 31');
      await current.query('DELETE FROM doctor_notes WHERE legacy_note_id = 30');
    });
    expect(note).toContain('what lost its row');
    expect(changes).toEqual({
      20: 'MATCHED DIFFERENT',
      28: 'MATCHED DIFFERENT',
      29: 'MATCHED MISSING',
      30: 'MATCHED MISSING',
      31: 'MATCHED MISSING',
      40: 'undefined MISSING',
    });
  });

  test('what happened to the rows that they point at is found', async () => {
    const { note, changes } = await changesAfter('doctorNotes', NOTES, async () => {
      // The author of one note is no longer the one it was, and that of another has come at last.
      await world().new.query('UPDATE profiles SET legacy_user_id = 77 WHERE legacy_user_id = 4');
      await world().new.query(
        `INSERT INTO profiles (id, legacy_user_id, profile_type, first_name, last_name, username, password_hash)
         VALUES ($1, 6, 'doctor', 'Late', 'Comer', 'late', '')`,
        [invented('late profile')],
      );
    });
    expect(note).toContain('what lost its row');
    expect(changes).toEqual({ 22: 'MATCHED DIFFERENT', 23: 'MATCHED DIFFERENT' });
  });

  test('a row that is no record of the mapping any more is found, and found again when it comes back', async () => {
    await world().startWorker();
    await compare(world(), 'technicianRoles', false);
    expect(await verdicts(world(), 'technicianRoles', ['1', '2'])).toEqual({ 1: 'MATCHED', 2: 'MATCHED' });
    await world().legacy.query('UPDATE dispatch_role SET group_id = NULL WHERE id = 1');
    await compare(world(), 'technicianRoles', true);
    expect(await verdicts(world(), 'technicianRoles', ['1', '2'])).toEqual({ 2: 'MATCHED' });
    expect(await listOpen(world(), 'technicianRoles')).toMatchObject([{ legacy_id: '1', verdict: 'EXTRA' }]);
    await world().legacy.query('UPDATE dispatch_role SET group_id = 11 WHERE id = 1');
    expect((await compare(world(), 'technicianRoles', true)).rowsTotal).toBe('1');
    expect(await verdicts(world(), 'technicianRoles', ['1', '2'])).toEqual({ 1: 'MATCHED', 2: 'MATCHED' });
    expect(await listOpen(world(), 'technicianRoles')).toEqual([]);
  });

  test('a row beside the record that counts no more is found', async () => {
    const mapping = 'doctors';
    await world().startWorker();
    await compare(world(), mapping, false);
    const before = await verdicts(world(), mapping, ['1']);
    // The office that its first link leads to is not valid now, so that the link counts no more.
    await world().legacy.query(
      `UPDATE dispatch_office SET valid = false WHERE id IN (SELECT office_id FROM dispatch_office_doctors WHERE user_id = 1)`,
    );
    expect((await compare(world(), mapping, true)).note).toContain('what lost its row');
    const incremental = await verdicts(world(), mapping, ['1']);
    await compare(world(), mapping, false);
    expect(before).toEqual({ 1: 'MATCHED' });
    expect(incremental).toEqual({ 1: 'DIFFERENT' });
    expect(await verdicts(world(), mapping, ['1'])).toEqual(incremental);
  });

  test('where nothing happened, only what did not match is looked at', async () => {
    await world().startWorker();
    const whole = await compare(world(), 'doctorNotes', false);
    const open = await listOpen(world(), 'doctorNotes');
    const run = await compare(world(), 'doctorNotes', true);
    expect(run.rowsTotal).toBe(String(open.length));
    expect(Number(run.rowsTotal)).toBeLessThan(Number(whole.rowsTotal) / 2);
  });

  test('of every mapping it can be told what changed, where a column holds the legacy id', async () => {
    const { sides } = world().service;
    for (const mapping of mappings) {
      const changed = await listChangedSince(sides, mapping, await findHorizons(sides, mapping));
      const open = (await listOpen(world(), mapping.name)).flatMap(({ legacy_id }) => legacy_id ?? []);
      if (mapping.new.keyColumn === null) expect(changed).toHaveProperty('unknown');
      else expect(changed).toEqual({ ids: [...new Set(open)].sort((one, other) => Number(one) - Number(other)) });
    }
  });

  test('everything is compared by rules that are not those of the last comparison', async () => {
    await world().startWorker();
    await compare(world(), 'doctorNotes', false);
    await world().new.query("UPDATE counterpart.comparison SET rules = 'others' WHERE mapping = 'doctorNotes'");
    const run = await compare(world(), 'doctorNotes', true);
    expect(run.note).toContain('its rules are not those of the last comparison');
    expect((await compare(world(), 'doctorNotes', true)).note).toContain('what lost its row');
  });
});

describeEachEngine('the first incremental comparison', (engine) => {
  const world = useOwnWorld(engine);

  test('is of everything, and says why', async () => {
    await world().startWorker();
    const run = await compare(world(), 'doctorNotes', true);
    expect(run.note).toContain(
      engine === 'mysql'
        ? 'the legacy server keeps no versions of its rows'
        : 'no run has compared the whole mapping yet',
    );
    expect(run.rowsTotal).toBe('12');
    const next = await compare(world(), 'doctorNotes', true);
    if (engine === 'mysql') expect(next.note).toBe(run.note);
    else expect(next.note).toContain('removed from the legacy side leave no trace');
  });
});
