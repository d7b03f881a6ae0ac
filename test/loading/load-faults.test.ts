import { OnFailure } from '../../entities/ledger/run';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { StoppedByFailure } from '../../reconciliation/loading/load-order';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import { describeEachEngine } from '../support/servers';
import { useOwnWorld } from '../support/world';
import { carryOut, findRecord, preview } from '../writing/mutations';
import { sabotage, sabotageFirst } from '../writing/sabotage';
import { beforeEachWrite, loadAll, toolsOf } from './load';

const TABLE = 'team_communications';
const MISSING = ['21', '29', '30', '31'];
const note = (legacyId: string) => ({ mapping: 'teamCommunications', legacyId });

describeEachEngine('a batch', (engine) => {
  const world = useOwnWorld(engine);
  const load = (order = {}) => loadAll(toolsOf(world()), teamCommunications, order);
  const arrived = async (): Promise<string[]> => {
    const rows = await world().rows<{ k: string }>(
      `SELECT legacy_record_id::text AS k FROM ${TABLE} WHERE legacy_record_id = ANY($1::integer[]) ORDER BY 1`,
      [MISSING],
    );
    return rows.map(({ k }) => k);
  };
  const isWhole = async (): Promise<void> =>
    expect(await verifyAudit(world().service.sides.new)).toMatchObject({ problem: null });

  test('writes the rows that single migrations would write', async () => {
    const planned: unknown[] = [];
    for (const id of MISSING) planned.push((await preview(world(), 'migrateRecord', note(id))).plan[0]?.after);
    const hold = await load();
    expect(hold.counts).toMatchObject({ written: 4, matched: 6, blocked: 4, excluded: 1, different: 1, rows: 12 });
    expect(hold.failures).toEqual([]);
    const images: unknown[] = [];
    for (const id of MISSING) {
      const change = await world().api.ask<{ record: { changes: { nodes: { after: unknown }[] } } }>(
        `{ record(mapping: teamCommunications, legacyId: "${id}") { changes(first: 1) { nodes { after } } } }`,
      );
      images.push(change.record.changes.nodes[0]?.after);
    }
    expect(images).toEqual(planned);
    for (const id of MISSING) expect((await findRecord(world(), 'teamCommunications', id))?.verdict).toBe('MATCHED');
    await isWhole();
  });

  test.each([
    [
      'a trigger',
      () =>
        sabotage(world(), TABLE, 'BEFORE INSERT', `IF NEW.legacy_record_id = 29 THEN RAISE EXCEPTION 'no'; END IF;`),
    ],
    [
      'a constraint',
      () => world().rows(`ALTER TABLE ${TABLE} ADD CONSTRAINT no29 CHECK (legacy_record_id <> 29) NOT VALID`),
    ],
    [
      'a constraint that speaks at the commit',
      async () => {
        await world().rows('CREATE TABLE public.allowed (id integer PRIMARY KEY)');
        await world().rows(`INSERT INTO public.allowed SELECT legacy_record_id FROM ${TABLE} ON CONFLICT DO NOTHING`);
        await world().rows(`INSERT INTO public.allowed VALUES (21), (30), (31) ON CONFLICT DO NOTHING`);
        await world().rows(
          `ALTER TABLE ${TABLE} ADD CONSTRAINT late FOREIGN KEY (legacy_record_id) REFERENCES public.allowed DEFERRABLE INITIALLY DEFERRED`,
        );
      },
    ],
  ] as const)('without the row that %s refuses, which is remembered', async (_, refuse) => {
    await refuse();
    const hold = await load();
    expect(hold.failures).toMatchObject([{ legacyId: '29', code: 'CONSTRAINT_VIOLATION' }]);
    expect(hold.counts).toMatchObject({ written: 3, failed: 1, blocked: 5 });
    expect(await arrived()).toEqual(['21', '30', '31']);
    const [cause] = await world().rows(
      `SELECT d.verdict, c.code FROM counterpart.discrepancy d JOIN counterpart.discrepancy_cause c ON c.discrepancy_id = d.id
       WHERE d.mapping = 'teamCommunications' AND d.record_key = '29' AND d.state = 'OPEN'`,
    );
    expect(cause).toEqual({ verdict: 'BLOCKED', code: 'REJECTED_BY_DATABASE' });
    await isWhole();
  });

  test('without the row with a value that the column cannot hold', async () => {
    await world().rows(`ALTER TABLE ${TABLE} ALTER COLUMN legacy_record_id TYPE smallint`);
    await world().legacy.query(
      'INSERT INTO dispatch_note (id, created_at, text, author_id, doctor_id) SELECT 40000, created_at, text, author_id, doctor_id FROM dispatch_note WHERE id = 31',
    );
    const hold = await load();
    expect(hold.failures).toMatchObject([{ legacyId: '40000', code: 'CONSTRAINT_VIOLATION' }]);
    expect(hold.counts).toMatchObject({ written: 4, failed: 1, blocked: 5 });
    expect(await arrived()).toEqual(MISSING);
  });

  test('is settled before a failure stops the run', async () => {
    await sabotage(world(), TABLE, 'BEFORE INSERT', `IF NEW.legacy_record_id = 29 THEN RAISE EXCEPTION 'no'; END IF;`);
    await expect(load({ onFailure: OnFailure.STOP })).rejects.toThrow(StoppedByFailure);
    expect(await arrived()).toEqual(['21', '30', '31']);
  });

  test.each([
    ['before it is stored', 'BEFORE INSERT', `IF NEW.legacy_record_id = 30 THEN NEW.body := 'altered'; END IF;`],
    [
      'afterwards',
      'AFTER INSERT',
      `IF NEW.legacy_record_id = 30 THEN UPDATE ${TABLE} SET body = 'altered' WHERE id = NEW.id; END IF;`,
    ],
    ['by leaving it out', 'BEFORE INSERT', `IF NEW.legacy_record_id = 30 THEN RETURN NULL; END IF;`],
    [
      'by giving it another id',
      'BEFORE INSERT',
      `IF NEW.legacy_record_id = 30 THEN NEW.id := gen_random_uuid(); END IF;`,
    ],
  ] as const)('does not keep a row that a trigger alters %s', async (_, moment, body) => {
    await sabotage(world(), TABLE, moment, body);
    const hold = await load();
    expect(hold.failures).toMatchObject([{ legacyId: '30', code: 'VERIFY_FAILED' }]);
    expect(hold.counts).toMatchObject({ written: 3, failed: 1, missing: 1 });
    expect(await arrived()).toEqual(['21', '29', '31']);
    expect((await findRecord(world(), 'teamCommunications', '30'))?.verdict).toBe('MISSING');
    await isWhole();
  });

  test('leaves alone what somebody else wrote meanwhile', async () => {
    const writes = beforeEachWrite(async (count) => {
      if (count > 0) return;
      await carryOut(world(), 'migrateRecord', note('29'));
      await world().rows(
        `INSERT INTO ${TABLE} SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'legacy_record_id', 30))).*
         FROM ${TABLE} t WHERE legacy_record_id = 20`,
      );
    });
    const hold = await load();
    writes.stop();
    expect(hold.failures).toEqual([]);
    expect(hold.counts).toMatchObject({ written: 2, matched: 5, different: 2 });
    expect(await arrived()).toEqual(MISSING);
    const [bulk] = await world().rows(`SELECT legacy_ids::text[] AS ids FROM counterpart.bulk_change`);
    expect(bulk).toEqual({ ids: ['21', '31'] });
    await isWhole();
  });

  test('is written once when the server gives the transaction up', async () => {
    await sabotageFirst(world(), 1, TABLE, 'BEFORE INSERT', `RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01';`);
    const hold = await load();
    expect(hold.counts).toMatchObject({ written: 4 });
    expect(await arrived()).toEqual(MISSING);
  });

  test('is done and undone in a dry run, and still counted', async () => {
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    const hold = await load({ dryRun: true });
    expect(hold.counts).toMatchObject({ written: 4, matched: 6, blocked: 4, rows: 12 });
    const { 'counterpart.run': _run, ...ledger } = await world().ledger();
    const { 'counterpart.run': _before, ...ledgerBefore } = before.ledger;
    expect({ tables: await world().snapshot(), ledger }).toEqual({ tables: before.tables, ledger: ledgerBefore });
  });
});
