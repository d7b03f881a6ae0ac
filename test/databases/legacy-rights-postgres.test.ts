import { LOGIN, openPostgresStage, type Stage } from './legacy-rights';

/** The loading of entity classes, which the probe names tables from. */
import '../../reconciliation/mappings/all';

const [ROLE, OTHER] = [`${LOGIN}_a`, `${LOGIN}_b`];
const DEFINER = 'LANGUAGE sql SECURITY DEFINER AS';

describe('D01: a legacy login on PostgreSQL', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openPostgresStage();
  });
  afterEach(() => stage.drop());

  test.each<[string, string[]]>([
    ['SELECT on one table, and what everybody may', []],
    ['reading everything', [`GRANT pg_read_all_data, pg_monitor TO ${LOGIN}`]],
    ['SELECT on a sequence', ['CREATE SEQUENCE numbers', `GRANT SELECT ON numbers TO ${LOGIN}`]],
    [
      'a function with the rights of its caller',
      ['CREATE FUNCTION empty() RETURNS void LANGUAGE sql AS $$ DELETE FROM auth_user $$'],
    ],
    [
      'a definer function that is kept from it',
      [
        `CREATE FUNCTION empty() RETURNS void ${DEFINER} $$ DELETE FROM auth_user $$`,
        'REVOKE EXECUTE ON FUNCTION empty FROM PUBLIC',
      ],
    ],
    [
      'a definer function in a schema that it cannot enter',
      ['CREATE SCHEMA apart', `CREATE FUNCTION apart.empty() RETURNS void ${DEFINER} $$ DELETE FROM auth_user $$`],
    ],
    ['a role that only reads', [`GRANT SELECT ON django_session TO ${ROLE}`, `GRANT ${ROLE} TO ${LOGIN}`]],
    ['a function of the server that only reads', [`GRANT EXECUTE ON FUNCTION pg_read_file(text) TO ${LOGIN}`]],
  ])('passes: %s', async (_, statements) => {
    expect(await stage.ask(...statements)).toBeNull();
  });

  const VIEW = 'CREATE VIEW people AS SELECT * FROM auth_user';
  const PARTS = [
    'CREATE TABLE whole (id int) PARTITION BY RANGE (id)',
    'CREATE TABLE part PARTITION OF whole FOR VALUES FROM (1) TO (9)',
  ];
  const THROUGH = ` (through the role ${ROLE})`;

  test.each<[string, string, string[]]>([
    ['a mapped table', 'INSERT on auth_user', [`GRANT INSERT ON auth_user TO ${LOGIN}`]],
    ['one column', 'UPDATE on auth_user', [`GRANT UPDATE (name) ON auth_user TO ${LOGIN}`]],
    ['a view over a mapped table', 'UPDATE on people', [VIEW, `GRANT UPDATE ON people TO ${LOGIN}`]],
    ['an unmapped table', 'DELETE on django_session', [`GRANT DELETE ON django_session TO ${LOGIN}`]],
    ['a partition', 'INSERT on part', [...PARTS, `GRANT INSERT ON part TO ${LOGIN}`]],
    [
      'a table of another schema',
      'TRUNCATE on apart.t',
      ['CREATE SCHEMA apart', 'CREATE TABLE apart.t (a int)', `GRANT TRUNCATE ON apart.t TO ${LOGIN}`],
    ],
    [
      'a foreign table',
      'INSERT on far',
      [
        'CREATE FOREIGN DATA WRAPPER w',
        'CREATE SERVER s FOREIGN DATA WRAPPER w',
        'CREATE FOREIGN TABLE far (a int) SERVER s',
        `GRANT INSERT ON far TO ${LOGIN}`,
      ],
    ],
    [
      'a materialized view of its own',
      'OWNERSHIP on kept',
      ['CREATE MATERIALIZED VIEW kept AS SELECT * FROM auth_user', `ALTER MATERIALIZED VIEW kept OWNER TO ${LOGIN}`],
    ],
    ['a sequence', 'USAGE on sequence numbers', ['CREATE SEQUENCE numbers', `GRANT USAGE ON numbers TO ${LOGIN}`]],
    [
      'a table that everybody may write',
      'INSERT on auth_user (everybody has it: REVOKE INSERT ON auth_user FROM PUBLIC;)',
      ['GRANT INSERT ON auth_user TO PUBLIC'],
    ],
    ['a table of its own', 'OWNERSHIP on auth_user', [`ALTER TABLE auth_user OWNER TO ${LOGIN}`]],
    [
      'a schema of its own',
      'OWNERSHIP on schema "a-b"',
      ['CREATE SCHEMA "a-b"', `ALTER SCHEMA "a-b" OWNER TO ${LOGIN}`, `REVOKE ALL ON SCHEMA "a-b" FROM ${LOGIN}`],
    ],
    [
      'CREATE on a schema',
      'CREATE on schema apart',
      ['CREATE SCHEMA apart', `GRANT CREATE ON SCHEMA apart TO ${LOGIN}`],
    ],
    [
      'CREATE on the schema of everybody, as up to PostgreSQL 14',
      'CREATE on schema public (everybody has it: REVOKE CREATE ON SCHEMA public FROM PUBLIC;)',
      ['GRANT CREATE ON SCHEMA public TO PUBLIC'],
    ],
    ['CREATEROLE', 'CREATEROLE', [`ALTER ROLE ${LOGIN} CREATEROLE`]],
    ['SUPERUSER', 'superuser', [`ALTER ROLE ${LOGIN} SUPERUSER`]],
    ['SUPERUSER of a role', `superuser${THROUGH}`, [`ALTER ROLE ${ROLE} SUPERUSER`, `GRANT ${ROLE} TO ${LOGIN}`]],
    ['running programs', 'membership in pg_execute_server_program', [`GRANT pg_execute_server_program TO ${LOGIN}`]],
    [
      'writing files, through two roles',
      'membership in pg_write_server_files',
      [`GRANT pg_write_server_files TO ${OTHER}`, `GRANT ${OTHER} TO ${ROLE}`, `GRANT ${ROLE} TO ${LOGIN}`],
    ],
    [
      'writing everything, by SET ROLE only',
      'membership in pg_write_all_data',
      [`ALTER ROLE ${LOGIN} NOINHERIT`, `GRANT pg_write_all_data TO ${LOGIN}`],
    ],
    [
      'a role that writes, by SET ROLE only',
      `INSERT on auth_user${THROUGH}`,
      [`ALTER ROLE ${LOGIN} NOINHERIT`, `GRANT INSERT ON auth_user TO ${ROLE}`, `GRANT ${ROLE} TO ${LOGIN}`],
    ],
    [
      'a definer function',
      'EXECUTE on routine empty(integer), which runs with the rights of its owner (everybody has it: REVOKE EXECUTE ON ROUTINE empty(integer) FROM PUBLIC;)',
      [`CREATE FUNCTION empty(int) RETURNS void ${DEFINER} $$ DELETE FROM auth_user $$`],
    ],
    [
      'a definer procedure that was granted to it',
      'EXECUTE on routine empty(), which runs with the rights of its owner',
      [
        `CREATE PROCEDURE empty() ${DEFINER} $$ DELETE FROM auth_user $$`,
        'REVOKE EXECUTE ON PROCEDURE empty FROM PUBLIC',
        `GRANT EXECUTE ON PROCEDURE empty TO ${LOGIN}`,
      ],
    ],
    [
      'a function of the server that writes files',
      'EXECUTE on function lo_export(oid,text)',
      [`GRANT EXECUTE ON FUNCTION lo_export(oid, text) TO ${LOGIN}`],
    ],
  ])('is refused: %s', async (_, right, statements) => {
    expect(await stage.ask(...statements)).toEqual([right]);
  });

  test('is refused: the database of its own', async () => {
    const own = `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO ${LOGIN}', current_database()); END $$`;
    expect(await stage.ask(own)).toContainEqual(expect.stringMatching(/^OWNERSHIP on database counterpart_test_\w+$/));
    const create = `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO postgres', current_database());
                                EXECUTE format('GRANT CREATE ON DATABASE %I TO ${LOGIN}', current_database()); END $$`;
    expect(await stage.ask(create)).toEqual([expect.stringMatching(/^CREATE on database counterpart_test_\w+$/)]);
  });

  test('is told the beginning of a long list', async () => {
    const tables = Array.from({ length: 20 }, (__, index) => `CREATE TABLE t${index + 10} (a int)`);
    const [right] = (await stage.ask(...tables, `GRANT INSERT ON ALL TABLES IN SCHEMA public TO ${LOGIN}`)) ?? [];
    expect(right).toBe(
      'INSERT on auth_user, django_session, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19 and 10 more',
    );
  });
});
