import { engines } from '../support/servers';
import { type MysqlStage, type OwnStage, openMysqlStage, openOwnStage } from './legacy-rights';
import { hasMariadb } from './own-mariadb';

/** The loading of entity classes, which the probe names tables from. */
import '../../reconciliation/mappings/all';

const group = engines.includes('mysql') ? describe : describe.skip;

group('D01: a legacy login on MySQL or MariaDB', () => {
  let stage: MysqlStage;
  beforeEach(async () => {
    stage = await openMysqlStage();
  });
  afterEach(() => stage.drop());
  const fill = (text: string): string =>
    text
      .replaceAll('LOGIN', stage.login)
      .replaceAll('ROLE_A', `${stage.role}_a`)
      .replaceAll('ROLE_B', `${stage.role}_b`)
      .replaceAll('HERE', `\`${stage.database}\``);

  test.each<[string, string[]]>([
    ['SELECT on one table', []],
    ['SELECT and SHOW VIEW on the database', ['GRANT SELECT, SHOW VIEW, LOCK TABLES ON HERE.* TO LOGIN']],
    ['watching the server', ['GRANT PROCESS, SHOW DATABASES, REPLICATION CLIENT ON *.* TO LOGIN']],
    ['SELECT on the views of the server', ['GRANT SELECT ON mysql.* TO LOGIN']],
    ['SELECT on one column', ['GRANT SELECT (id) ON django_session TO LOGIN']],
    [
      'roles that only read',
      [
        'GRANT SELECT ON HERE.* TO ROLE_B',
        'GRANT ROLE_B TO ROLE_A',
        'GRANT ROLE_A TO LOGIN',
        'SET DEFAULT ROLE ROLE_A FOR LOGIN',
      ],
    ],
  ])('passes: %s', async (_, statements) => {
    expect(await stage.ask(...statements.map(fill))).toBeNull();
  });

  const VIEW = 'CREATE VIEW people AS SELECT * FROM auth_user';
  const PROCEDURE = 'CREATE PROCEDURE empty() DELETE FROM auth_user';

  test.each<[string, string, string[]]>([
    ['a mapped table', 'INSERT on HERE.`auth_user`', ['GRANT INSERT ON auth_user TO LOGIN']],
    ['one column', 'UPDATE on HERE.`auth_user`', ['GRANT UPDATE (name) ON auth_user TO LOGIN']],
    ['a view over a mapped table', 'UPDATE on HERE.`people`', [VIEW, 'GRANT UPDATE ON people TO LOGIN']],
    ['an unmapped table', 'DELETE on HERE.`django_session`', ['GRANT DELETE ON django_session TO LOGIN']],
    ['passing rights on', 'GRANT OPTION on HERE.`auth_user`', ['GRANT SELECT ON auth_user TO LOGIN WITH GRANT OPTION']],
    ['everything', 'ALL PRIVILEGES on HERE.*', ['GRANT ALL ON HERE.* TO LOGIN']],
    ...[
      'EXECUTE',
      'TRIGGER',
      'EVENT',
      'CREATE',
      'ALTER',
      'DROP',
      'INDEX',
      'REFERENCES',
      'CREATE ROUTINE',
      'CREATE VIEW',
      'ALTER ROUTINE',
      'CREATE TEMPORARY TABLES',
    ].map((right): [string, string, string[]] => [
      `${right} on the database`,
      `${right} on HERE.*`,
      [`GRANT ${right} ON HERE.* TO LOGIN`],
    ]),
    ...['EXECUTE', 'FILE', 'SUPER', 'CREATE USER', 'RELOAD', 'SHUTDOWN', 'CREATE TABLESPACE', 'REPLICATION SLAVE'].map(
      (right): [string, string, string[]] => [
        `${right} everywhere`,
        `${right} on *.*`,
        [`GRANT ${right} ON *.* TO LOGIN`],
      ],
    ),
    ['a procedure', 'EXECUTE on PROCEDURE HERE.`empty`', [PROCEDURE, 'GRANT EXECUTE ON PROCEDURE empty TO LOGIN']],
    ['a role', 'INSERT on HERE.*', ['GRANT INSERT ON HERE.* TO ROLE_A', 'GRANT ROLE_A TO LOGIN']],
    [
      'a role within the default role',
      'EXECUTE on HERE.*',
      [
        'GRANT EXECUTE ON HERE.* TO ROLE_B',
        'GRANT ROLE_B TO ROLE_A',
        'GRANT ROLE_A TO LOGIN',
        'SET DEFAULT ROLE ROLE_A FOR LOGIN',
      ],
    ],
    [
      'another database',
      'INSERT on `elsewhere`.* (another database, whose views, triggers and routines may write to this one)',
      ['GRANT INSERT ON elsewhere.* TO LOGIN'],
    ],
  ])('is refused: %s', async (_, right, statements) => {
    expect(await stage.ask(...statements.map(fill))).toEqual([fill(right)]);
  });
});

/** With settings that no server shared with others could have. */
const own = hasMariadb ? describe : describe.skip;

own('D01: a legacy login on a MariaDB that opens databases to everybody and quotes as ANSI has it', () => {
  let stage: OwnStage;
  beforeAll(async () => {
    stage = await openOwnStage();
  }, 60_000);
  afterAll(() => stage.drop());

  test.each<[string, string, string | null]>([
    ['reads; rights of everybody on the database "test" are no matter elsewhere', 'plain@lab', null],
    ['may run routines', 'caller@lab', 'EXECUTE on "lab".*'],
    [
      'reads, in a database that everybody may write to',
      'plain@test',
      'INSERT on "test".* (everybody has it: REVOKE INSERT ON "test".* FROM PUBLIC;)',
    ],
    [
      'reads one table, where an account without a name may write',
      'narrow@nobodys',
      'INSERT on this database (everybody has it, by an account without a name)',
    ],
    [
      'reads everywhere, where an account without a name may write',
      'plain@nobodys',
      'Writing on this database (everybody has it, by an account without a name)',
    ],
  ])('%s: %s', async (_, login, right) => {
    const rights = await stage.ask(login);
    if (right === null) expect(rights).toBeNull();
    else expect(rights).toContain(right);
  });
});
