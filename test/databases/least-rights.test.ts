import type { DataSource } from 'typeorm';
import { RunKind, RunState } from '../../entities/ledger/run';
import { newDataSource, writableLegacyDataSource } from '../../ormconfig';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { asDatabase } from '../../src/databases';
import { listDeliveries, listen, stopListening, take } from '../../src/webhooks/outbox';
import { requestFor, waitForRun } from '../runs/life';
import { Program } from '../support/program';
import { describeEachEngine } from '../support/servers';
import { shareWorld } from '../support/world';
import { carryOut, mutate, onlyChange, revert } from '../writing/mutations';
import { applyLegacySide, applyNewSide, codeOf, dropReader, withLogin } from './least-rights';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };
const LIMITS = { poolSize: 2, statementTimeout: 15_000 };
const DENIED_BY_POSTGRES = '42501';

describeEachEngine('the service with the logins of deploy/sql', (engine) => {
  const urls = { legacy: '', reader: '', new: '', writer: '' };
  const world = shareWorld(engine, {
    async through(url, side) {
      urls[side] = url;
      if (side === 'new') urls.writer = await applyNewSide(url);
      else urls.reader = await applyLegacySide(url, engine);
      return side === 'new' ? urls.writer : urls.reader;
    },
  });
  const open: DataSource[] = [];
  const opened = async (source: DataSource): Promise<DataSource> => {
    open.push(await source.initialize());
    return source;
  };
  afterAll(async () => {
    await Promise.all(open.map((source) => source.destroy()));
    await dropReader(urls.legacy, urls.reader);
  });
  const perform = async (request: ReturnType<typeof requestFor>) => {
    const { run, refusals } = await world().service.runs.start(request);
    expect(refusals).toEqual([]);
    return waitForRun(world().service.sides.new, run?.id ?? '');
  };

  test('compares, migrates and takes back, by runs and one by one, and tells of it', async () => {
    const ledger = world().service.sides.new;
    const before = await world().snapshot();
    await world().startWorker();
    await listen(ledger, 'https://hooks.example.com');
    for (const mapping of ['templates', 'teamCommunications'])
      expect(await perform(requestFor(mapping))).toMatchObject({ state: RunState.SUCCEEDED, coverage: 1 });
    const change = onlyChange(await carryOut(world(), 'migrateRecord', NOTE));
    await revert(world(), change);
    const migrated = await perform(requestFor('teamCommunications', { kind: RunKind.MIGRATE }));
    expect(migrated.state).toBe(RunState.SUCCEEDED);
    const reverted = await perform(requestFor('teamCommunications', { kind: RunKind.REVERT, reverts: migrated.id }));
    expect(reverted.state).toBe(RunState.SUCCEEDED);
    expect(await world().snapshot()).toEqual(before);
    expect(await verifyAudit(ledger)).toMatchObject({ problem: null });
    expect(await take(ledger, 1)).toHaveLength(1);
    expect((await listDeliveries(ledger, false, 100)).map(({ type }) => type)).toContain('discrepancy.fixed');
    await stopListening(ledger);
  });

  test('settles a field, waives, and compares one record', async () => {
    await world().rows(`UPDATE templates SET name = 'Painted' WHERE legacy_template_id = 301`);
    const template = { mapping: 'templates', legacyId: '301' };
    const { record } = await mutate(world(), 'diffRecord', template);
    const waiver = { discrepancyId: record?.discrepancy?.id, reason: 'as it is', idempotencyKey: 'a' };
    expect(record).toMatchObject({ verdict: 'DIFFERENT', discrepancy: { state: 'OPEN' } });
    expect(waiver.discrepancyId).toBeDefined();
    const settled = await carryOut(world(), 'reconcileRecord', {
      ...template,
      resolutions: [{ field: 'name', take: 'LEGACY' }],
    });
    expect(settled.record?.verdict).toBe('MATCHED');
    await revert(world(), onlyChange(settled));
  });

  test('starts, with a ledger that it could not have made', async () => {
    const variables = {
      LEGACY_DATABASE_URL: urls.reader,
      NEW_DATABASE_URL: urls.writer,
      COUNTERPART_OPERATOR: 'ops',
      PORT: '0',
    };
    const server = Program.start(['serve'], variables);
    try {
      await server.says(/serves the configured databases/);
    } finally {
      server.signal('SIGTERM');
      await server.ended();
    }
    expect(server.output).not.toContain('42501');
  });

  const ON_LEGACY: Readonly<Record<string, { postgres: string; mysql: string }>> = {
    INSERT: { postgres: 'INSERT INTO auth_user DEFAULT VALUES', mysql: 'INSERT INTO auth_user () VALUES ()' },
    UPDATE: { postgres: 'UPDATE auth_user SET id = id', mysql: 'UPDATE auth_user SET id = id' },
    DELETE: { postgres: 'DELETE FROM auth_user', mysql: 'DELETE FROM auth_user' },
    TRUNCATE: { postgres: 'TRUNCATE auth_user', mysql: 'TRUNCATE auth_user' },
    'CREATE TABLE': { postgres: 'CREATE TABLE mine (a int)', mysql: 'CREATE TABLE mine (a int)' },
    'ALTER TABLE': { postgres: 'ALTER TABLE auth_user ADD a int', mysql: 'ALTER TABLE auth_user ADD a int' },
    'DROP TABLE': { postgres: 'DROP TABLE auth_user', mysql: 'DROP TABLE auth_user' },
    'a file': { postgres: `COPY auth_user TO '/tmp/counterpart'`, mysql: `SELECT 1 INTO OUTFILE '/tmp/counterpart'` },
    'a lock on rows': { postgres: 'SELECT 1 FROM auth_user FOR UPDATE', mysql: 'LOCK TABLES auth_user WRITE' },
    'a function that does something': {
      postgres: `SELECT lo_export(1, '/tmp/counterpart')`,
      mysql: 'CREATE FUNCTION mine() RETURNS int RETURN 1',
    },
    'a table of nobody': { postgres: 'SELECT 1 FROM others', mysql: 'SELECT 1 FROM others' },
  };

  test.each(Object.entries(ON_LEGACY))('D02: %s on the legacy side is denied by the database', async (_, statement) => {
    const reader = await opened(writableLegacyDataSource({ ...LIMITS, url: urls.reader }));
    await world().legacy.query('CREATE TABLE IF NOT EXISTS others (a int)');
    expect(await codeOf(reader, 'SELECT count(*) FROM auth_user')).toBe('done');
    const denied = engine === 'postgres' ? [DENIED_BY_POSTGRES] : DENIED_BY_MYSQL;
    expect(denied).toContain(await codeOf(reader, statement[engine]));
  });

  test('D01: a legacy login that may INSERT is named with its grant, and nothing starts', async () => {
    const login = decodeURIComponent(new URL(urls.reader).username);
    const user = engine === 'postgres' ? login : `'${login}'@'%'`;
    await world().legacy.query(`GRANT INSERT ON auth_user TO ${user}`);
    const variables = {
      LEGACY_DATABASE_URL: urls.reader,
      NEW_DATABASE_URL: urls.writer,
      COUNTERPART_OPERATOR: 'ops',
      PORT: '0',
    };
    const server = Program.start(['serve'], variables);
    expect(await server.ended()).toMatchObject({ exitCode: 78 });
    expect(server.output).toMatch(engine === 'postgres' ? /INSERT on auth_user/ : /INSERT on `\w+`\.`auth_user`/);
    await world().legacy.query(`REVOKE INSERT ON auth_user FROM ${user}`);
  });
});

const DENIED_BY_MYSQL = [
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
  'ER_ACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
];

describe('D04: what the logins of the new side may not do', () => {
  const urls = { writer: '', owner: '' };
  const world = shareWorld('postgres', {
    async through(url, side) {
      if (side === 'legacy') return url;
      urls.owner = withLogin(url, 'counterpart_owner');
      urls.writer = await applyNewSide(url);
      return urls.writer;
    },
  });
  const sources: Record<string, DataSource> = {};
  beforeAll(async () => {
    for (const login of ['writer', 'owner'] as const)
      sources[login] = await newDataSource({ ...LIMITS, url: urls[login] }).initialize();
  });
  afterAll(() => Promise.all(Object.values(sources).map((source) => source.destroy())));
  const sourceOf = (login: string): DataSource => {
    const source = sources[login];
    if (source === undefined) throw new Error('there is no such login');
    return source;
  };
  /** Raised by the trigger. */
  const REFUSED = 'P0001';

  describe.each(['audit_entry', 'change', 'bulk_change', 'access_entry'])('counterpart.%s', (table) => {
    test.each([
      ['UPDATE', `UPDATE counterpart.${table} SET ${table === 'audit_entry' ? 'sequence = 1' : "actor = 'x'"}`],
      ['DELETE', `DELETE FROM counterpart.${table}`],
      ['TRUNCATE', `TRUNCATE counterpart.${table} CASCADE`],
    ])('%s: no right for the writer, and a trigger against the owner', async (_, statement) => {
      expect(await codeOf(sourceOf('writer'), statement)).toBe(DENIED_BY_POSTGRES);
      expect(await codeOf(sourceOf('owner'), statement)).toBe(REFUSED);
    });
  });

  test.each([
    'ALTER TABLE counterpart.audit_entry DISABLE TRIGGER append_only',
    'DROP TABLE counterpart.audit_entry',
    'DROP TRIGGER append_only ON counterpart.audit_entry',
    'SET session_replication_role = replica',
    'UPDATE counterpart.migration SET name = name',
    'UPDATE counterpart.secret_key SET key = key',
    'DELETE FROM counterpart.run',
    'CREATE TABLE counterpart.mine (a int)',
    'CREATE TABLE public.mine (a int)',
    'CREATE SCHEMA mine',
    'TRUNCATE teams',
    'ALTER TABLE teams ADD a int',
    'DROP TABLE teams',
    `COPY teams TO '/tmp/counterpart'`,
    'SET ROLE counterpart_owner',
  ])('the writer may not: %s', async (statement) => {
    expect(await codeOf(sourceOf('writer'), statement)).toBe(DENIED_BY_POSTGRES);
  });

  test("the owner of the ledger has no right on anybody else's rows", async () => {
    expect(await codeOf(sourceOf('owner'), 'SELECT 1 FROM teams')).toBe(DENIED_BY_POSTGRES);
    expect(await verifyAudit(asDatabase(world().new))).toMatchObject({ problem: null });
  });
});
