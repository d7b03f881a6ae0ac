import { randomUUID } from 'node:crypto';
import { Role } from '../../resolvers/access/role';
import { insertRun } from '../support/runs';
import { useWorld } from '../support/world';
import { carryOut, confirmed, type Payload } from '../writing/mutations';
import { limited, useCallers } from './callers';

const world = useWorld('postgres');
const { all, as, own } = useCallers(world);

describe('A02: what an edge leads to', () => {
  test('a link into another system is null and FORBIDDEN, whether or not the record is there', async () => {
    const query = `{ there: teamCommunication(legacyId: "20") { parents { mapping legacyId record { verdict } } }
      missing: teamCommunication(legacyId: "26") { parents { mapping legacyId record { verdict } } } }`;
    const { data, errors } =
      await own().request<Record<string, { parents: { mapping: string; record: unknown }[] }>>(query);
    const [there, missing] = [data.there?.parents ?? [], data.missing?.parents ?? []];
    expect([...there, ...missing].filter(({ mapping }) => mapping === 'profiles')).toEqual([
      { mapping: 'profiles', legacyId: '1', record: null },
      { mapping: 'profiles', legacyId: '99', record: null },
    ]);
    expect(new Set(errors.map(({ message }) => message)).size).toBe(1);
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  test('so is an entity’s field into a table that is of no own mapping', async () => {
    const query = `{ teamCommunication(legacyId: "20") { legacy { id author { username } } new { id author { id } team { id } } } }`;
    const { data, errors } = await own().request<{
      teamCommunication: { legacy: { author: unknown }; new: { author: unknown } };
    }>(query);
    expect(errors.map(({ path, extensions }) => `${path?.join('.') ?? ''} ${extensions?.code ?? ''}`).sort()).toEqual([
      'teamCommunication.legacy.author FORBIDDEN',
      'teamCommunication.new.author FORBIDDEN',
    ]);
    expect(data.teamCommunication).toMatchObject({ legacy: { id: '20', author: null }, new: { author: null } });
    expect((await all().request(query)).errors).toEqual([]);
  });

  test('a cause may name the record of another system that explains it', async () => {
    const { record } = await own().ask<{ record: { verdict: string; causes: { path: object[] }[] } }>(
      '{ record(mapping: teamCommunications, legacyId: "23") { verdict causes { path { mapping legacyId } } } }',
    );
    expect(record.verdict).toBe('BLOCKED');
    expect(record.causes[0]?.path).toContainEqual({ mapping: 'profiles', legacyId: '6' });
  });
});

describe('an id of another system is answered like one that there is not', () => {
  const NOBODY = randomUUID();
  const withoutId = (body: string, id: string): string => body.replaceAll(id, 'ID');

  test('runs: asked for, told and streamed', async () => {
    const id = await insertRun(world());
    const asking = own();
    const bodies = async (run: string): Promise<string[]> => {
      const queries = [`{ run(id: "${run}") { id } }`, `subscription { runProgress(id: "${run}") { id } }`].concat(
        ['pauseRun', 'resumeRun', 'cancelRun', 'approveRun'].map(
          (mutation) =>
            `mutation { ${mutation}(input: { id: "${run}"${mutation === 'approveRun' ? ', reason: "fine"' : ''} }) { run { id } userErrors { code message field } } }`,
        ),
        `mutation { startRun(input: { kind: REVERT, reverts: "${run}", reason: "r", idempotencyKey: "${randomUUID()}" }) { run { id } userErrors { code message field } } }`,
      );
      const answers: string[] = [];
      for (const query of queries) {
        if (!query.startsWith('subscription')) answers.push(withoutId((await asking.request(query)).body, run));
        else {
          const headers = { ...asking.headers, accept: 'text/event-stream' };
          const response = await fetch(`${asking.url}/stream`, {
            method: 'POST',
            headers,
            body: JSON.stringify({ query }),
          });
          answers.push(withoutId(await response.text(), run));
        }
      }
      return answers;
    };
    const [foreign, unknown] = [await bodies(id), await bodies(NOBODY)];
    expect(foreign).toEqual(unknown);
    expect(JSON.parse(foreign[0] ?? '')).toMatchObject({ data: { run: null } });
    expect(foreign.slice(2).every((body) => body.includes('NOT_FOUND'))).toBe(true);
    expect(await all().ask(`{ run(id: "${id}") { state } }`)).toEqual({ run: { state: 'QUEUED' } });
  });

  test('changes and waivers', async () => {
    const { changes } = await carryOut(world(), 'migrateRecord', { mapping: 'profiles', legacyId: '6' });
    const change = changes[0]?.id ?? '';
    await carryOut(world(), 'waiveDiscrepancy', { mapping: 'templates', legacyId: '302' });
    const [waiver] = await world().rows<{ id: string }>('SELECT id::text FROM counterpart.waiver');
    const before = await world().snapshot();
    const errorsOf = async (mutation: string, name: string, id: string, dryRun: boolean): Promise<unknown> => {
      const input = confirmed({ [name]: id, dryRun }, `${name.slice(0, 6)}.${id}`);
      const type = mutation === 'revertChange' ? 'RevertChangeInput' : 'WithdrawWaiverInput';
      const query = `mutation($input: ${type}!) { ${mutation}(input: $input) { record { verdict } plan { table } userErrors { code message field } } }`;
      return JSON.parse(withoutId(JSON.stringify((await own().request(query, { input })).data), id));
    };
    for (const dryRun of [true, false]) {
      const reverted = await errorsOf('revertChange', 'changeId', change, dryRun);
      expect(reverted).toEqual(await errorsOf('revertChange', 'changeId', '987654321', dryRun));
      expect(reverted).toMatchObject({ revertChange: { record: null, userErrors: [{ code: 'NOT_FOUND' }] } });
      expect(await errorsOf('withdrawWaiver', 'waiverId', waiver?.id ?? '', dryRun)).toEqual(
        await errorsOf('withdrawWaiver', 'waiverId', NOBODY, dryRun),
      );
    }
    expect(await world().snapshot()).toEqual(before);
  });
});

describe('writing', () => {
  const migrate =
    'mutation($input: MigrateRecordInput!) { migrateRecord(input: $input) { plan { table } fingerprint replayed userErrors { code } } }';

  test('a record of an own mapping is written, and its parents of another system are not', async () => {
    const support = as(limited(Role.SUPPORT));
    const input = { mapping: 'teamCommunications', legacyId: '23', withParents: true, dryRun: true };
    const before = await world().snapshot();
    const preview = await support.request<{ migrateRecord: Payload }>(migrate, { input });
    expect(preview.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const planned = await all().ask<{ migrateRecord: Payload }>(migrate, { input });
    const applied = await support.request(migrate, {
      input: confirmed({ ...input, dryRun: false }, planned.migrateRecord.fingerprint),
    });
    expect(applied.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await world().snapshot()).toEqual(before);

    const alone = { mapping: 'teamCommunications', legacyId: '21' };
    const plan = await support.ask<{ migrateRecord: Payload }>(migrate, { input: { ...alone, dryRun: true } });
    const done = await support.ask<{ migrateRecord: Payload }>(migrate, {
      input: confirmed(alone, plan.migrateRecord.fingerprint),
    });
    expect(done.migrateRecord).toMatchObject({ plan: [{ table: 'team_communications' }], userErrors: [] });
  });

  test('an answer from when there were more systems is not given again', async () => {
    const input = { mapping: 'teamCommunications', legacyId: '23', withParents: true };
    const { migrateRecord: plan } = await all().ask<{ migrateRecord: Payload }>(migrate, {
      input: { ...input, dryRun: true },
    });
    const request = { input: confirmed(input, plan.fingerprint) };
    await all().ask(migrate, request);
    expect(await all().ask(migrate, request)).toMatchObject({ migrateRecord: { replayed: true } });
    const { errors, data } = await own().request(migrate, request);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(data).toBeNull();
  });

  test('nor one that wrote the ledger alone', async () => {
    await carryOut(world(), 'waiveDiscrepancy', { mapping: 'templates', legacyId: '302' });
    const [waiver] = await world().rows<{ id: string }>('SELECT id::text FROM counterpart.waiver');
    const query =
      'mutation($input: WithdrawWaiverInput!) { withdrawWaiver(input: $input) { replayed record { legacyId } userErrors { code } } }';
    const request = { input: confirmed({ waiverId: waiver?.id }, `waiver.${waiver?.id ?? ''}`) };
    await all().ask(query, request);
    expect(await all().ask(query, request)).toMatchObject({ withdrawWaiver: { replayed: true } });
    expect((await own().request(query, request)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  test('a run that may create parents of another system is neither started nor taken back', async () => {
    const start = 'mutation($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { code } } }';
    const input = { reason: 'r', idempotencyKey: randomUUID() };
    const chosen = { kind: 'MIGRATE', mapping: 'teamCommunications', legacyIds: ['21'], withParents: true };
    const forbidden = [{ extensions: { code: 'FORBIDDEN' } }];
    expect((await own().request(start, { input: { ...input, ...chosen } })).errors).toMatchObject(forbidden);
    const reverts = await insertRun(world(), { mapping: 'teamCommunications', kind: 'MIGRATE', with_parents: true });
    expect((await own().request(start, { input: { ...input, kind: 'REVERT', reverts } })).errors).toMatchObject(
      forbidden,
    );
    expect(await world().rows("SELECT 1 FROM counterpart.run WHERE requested_by = 'tester'")).toEqual([]);
    const alone = { ...input, ...chosen, mapping: 'teams', legacyIds: ['1'] };
    expect(await own().ask(start, { input: alone })).toMatchObject({ startRun: { userErrors: [] } });
  });

  test('nobody who is limited sets a switch, which holds for all', async () => {
    const query = 'mutation { setSwitch(input: { name: READ_ONLY, isOn: true, reason: "r" }) { userErrors { code } } }';
    expect((await own().request(query)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await own().ask('{ switches { isOn } }')).toEqual(await all().ask('{ switches { isOn } }'));
  });
});
