import { checkMappings } from '../../reconciliation/check-mappings';
import { CheckCode, Severity } from '../../reconciliation/checking/finding';
import { mappings as listed } from '../../reconciliation/mappings/all';
import { describeEachEngine } from '../support/servers';
import { volumes, writers } from './invented-books';
import { LIBRARY, lineOf, useLibrary } from './library';

describeEachEngine('checking mappings against a legacy side', (engine) => {
  const { sides, check, lines, onLegacy } = useLibrary(engine);
  const isMysql = engine === 'mysql';
  /** Gives a legacy column another type, in the words of the engine. */
  const retype = (column: string, postgres: string, mysql: string): Promise<void> =>
    onLegacy(
      isMysql
        ? `ALTER TABLE old_book MODIFY ${column} ${mysql} NOT NULL`
        : `ALTER TABLE old_book ALTER ${column} TYPE ${postgres}`,
    );

  test('an unbroken pair has no error, and an exact one nothing at all', async () => {
    const findings = await checkMappings(sides().sides, listed);
    expect(findings.filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set([CheckCode.KEY_NOT_UNIQUE]));
    expect(await checkMappings(sides().sides, LIBRARY)).toEqual([]);
  });

  test('tells of each mapping before its turn', async () => {
    const told: string[] = [];
    await checkMappings(sides().sides, LIBRARY, ({ name }, index) => told.push(`${index} ${name}`));
    expect(told).toEqual(['0 writers', '1 volumes']);
  });

  test('types that hold less than declared are a warning: nothing is lost by reading', async () => {
    await retype('title', 'varchar(20)', 'varchar(20)');
    await retype('copies', 'integer', 'int');
    await retype('price', 'numeric(6, 2)', 'decimal(6, 2)');
    await retype('printed_at', 'timestamp', 'datetime');
    const findings = await check();
    expect(findings.map(lineOf)).toEqual(
      ['title', 'price', 'copies', 'printed_at'].map((column) => `WARNING TYPE_UNFIT legacy old_book.${column}`),
    );
    expect(findings[0]).toMatchObject({
      message: expect.stringMatching(
        /old_book\.title is (character varying|varchar)\(20\) and declared as varchar\(50\): it holds 20 characters at most/,
      ) as string,
      remedy: 'declare in the entity class the type that it has',
    });
    expect(findings.at(-1)?.message).toContain(isMysql ? 'keeps no microseconds' : 'has no time zone');
    expect(findings.at(-1)?.remedy).toContain(isMysql ? 'declare' : 'make sure that the application wrote UTC');
    await retype('title', 'text', 'longtext');
    await retype('copies', 'numeric(20)', 'decimal(20, 0)');
    await retype('price', 'numeric(9, 3)', 'decimal(9, 3)');
    await retype('printed_at', 'timestamptz', 'timestamp(6)');
    expect(await lines()).toEqual([]);
  });

  test('types of another kind are an error: what is read would mean something else', async () => {
    await retype('copies', 'numeric(20, 2)', 'decimal(20, 2)');
    await retype('price', 'double precision', 'double');
    await retype('printed_at', 'date', 'date');
    await retype('lost', `text`, 'varchar(5)');
    const wrong = ['price', 'copies', 'printed_at', 'lost'];
    expect((await lines()).filter((one) => one.startsWith('ERROR'))).toEqual(
      wrong.map((column) => `ERROR TYPE_UNFIT legacy old_book.${column}`),
    );
    await retype('copies', 'bigint', 'bigint');
    await retype('price', 'numeric(8, 2)', 'decimal(8, 2)');
    await retype('printed_at', 'timestamptz', 'datetime(6)');
    await retype('lost', 'boolean USING lost::boolean', 'tinyint');
    expect(await lines()).toEqual([]);
  });

  test('codes without a label are counted, but not those of records that are out of scope', async () => {
    const book = (id: number, genre: string | null, lost = false): string =>
      `(${id}, 1, 'title ${id}', ${genre === null ? 'NULL' : `'${genre}'`}, 1, 1, '2020-01-01 00:00:00', '{}', ${lost})`;
    const books = [
      book(1, 'n'),
      book(2, 'p'),
      book(3, null),
      book(4, 'x'),
      book(5, 'x'),
      book(6, 'N'),
      book(7, 'y', true),
      book(8, 'n '),
    ];
    await onLegacy(
      `INSERT INTO old_book (id, author_id, title, genre, price, copies, printed_at, notes, lost) VALUES ${books.join(', ')}`,
    );
    // A collation that takes the codes n, N and 'n ' for equal must not hide two of them.
    if (isMysql)
      await onLegacy('ALTER TABLE old_book MODIFY genre varchar(10) CHARACTER SET latin1 COLLATE latin1_general_ci');
    expect(await check()).toMatchObject([
      {
        severity: 'ERROR',
        code: 'CODE_UNMAPPED',
        side: 'legacy',
        table: 'old_book',
        column: 'genre',
        message: 'genre has no label for x (2 records), N (1 record), n  (1 record): these records are blocked',
        remedy: 'add the code to the table of genre in the mapping, or say there what stands for any other',
      },
    ]);
    await onLegacy('DELETE FROM old_book');
    expect(await lines()).toEqual([]);
  });

  test('kinds of generic references without a counterpart are codes as well', async () => {
    await onLegacy(
      `INSERT INTO old_kind (id, app_label, model) VALUES (1, 'people', 'author'), (2, 'places', 'town')`,
      `INSERT INTO old_book (id, author_id, title, price, copies, printed_at, notes, lost, kind_id, subject_id) VALUES
       (1, 1, '', 1, 1, '2020-01-01', '{}', false, 1, 1), (2, 1, '', 1, 1, '2020-01-01', '{}', false, 2, 7),
       (3, 1, '', 1, 1, '2020-01-01', '{}', false, 2, 8), (4, 1, '', 1, 1, '2020-01-01', '{}', true, 2, 9)`,
    );
    expect(await check()).toMatchObject(
      ['about has no label for', 'subjectId leads nowhere for'].map((beginning) => ({
        code: 'CODE_UNMAPPED',
        table: 'old_kind',
        column: null,
        message: `${beginning} places.town (2 records): these records are blocked`,
      })),
    );
    await onLegacy('DELETE FROM old_book');
  });

  test('of very many codes the commonest are shown', async () => {
    const books = Array.from(
      { length: 25 },
      (_, index) => `(${index + 1}, 1, '', 'c${index}', 1, 1, '2020-01-01', '', false)`,
    );
    await onLegacy(
      `INSERT INTO old_book (id, author_id, title, genre, price, copies, printed_at, notes, lost) VALUES ${books.join(', ')}`,
    );
    const [finding] = await check();
    expect(finding?.message).toMatch(/: these records|and 5 more/);
    expect(finding?.message.match(/\(1 record\)/g)).toHaveLength(20);
    await onLegacy('DELETE FROM old_book');
  });

  test('a table without a primary key is an error: two rows of one id would be one record', async () => {
    await onLegacy(
      isMysql
        ? 'ALTER TABLE old_author DROP PRIMARY KEY'
        : 'ALTER TABLE old_author DROP CONSTRAINT "PK_x"'.replace('"PK_x"', await primaryKey('old_author')),
    );
    expect(await lines(writers)).toEqual(['ERROR KEY_NOT_UNIQUE legacy old_author.id']);
    await onLegacy('CREATE UNIQUE INDEX ids ON old_author (id)');
    expect(await lines(writers)).toEqual([]);
  });

  const primaryKey = async (table: string): Promise<string> => {
    const rows = await sides().legacy.query<{ name: string }[]>(
      `SELECT conname AS name FROM pg_constraint WHERE contype = 'p' AND conrelid = '${table}'::regclass`,
    );
    return `"${rows[0]?.name ?? ''}"`;
  };

  if (!isMysql) {
    test('what the login may not read is an error, and no data is asked for then', async () => {
      await onLegacy('CREATE ROLE half_reader', 'GRANT SELECT (id, title) ON old_book TO half_reader');
      await sides().legacy.transaction(async (manager) => {
        await manager.query('SET LOCAL ROLE half_reader');
        const legacy = {
          dialect: 'postgres' as const,
          query: <Row>(sql: string, parameters: readonly unknown[] = []) => manager.query<Row[]>(sql, [...parameters]),
        };
        const findings = await checkMappings({ legacy, new: sides().sides.new }, [volumes]);
        expect(findings.map(lineOf)).toEqual([
          'ERROR NOT_READABLE legacy old_book',
          'ERROR NOT_READABLE legacy old_loan',
          'ERROR NOT_READABLE legacy old_kind',
        ]);
        expect(findings[0]?.message).toBe(
          'the login may not read author_id, genre, price, copies, printed_at, notes, lost, kind_id, subject_id',
        );
      });
    });
  }

  test('a column, a parent or a companion that is gone is an error, and no data is asked for then', async () => {
    await onLegacy('ALTER TABLE old_book DROP COLUMN genre');
    expect(await check()).toMatchObject([
      {
        severity: 'ERROR',
        code: 'COLUMN_MISSING',
        side: 'legacy',
        table: 'old_book',
        column: 'genre',
        remedy: expect.stringContaining('correct the entity class') as string,
      },
    ]);
    await onLegacy('DROP TABLE old_loan');
    expect(await lines()).toEqual([
      'ERROR COLUMN_MISSING legacy old_book.genre',
      'ERROR TABLE_MISSING legacy old_loan',
    ]);
    expect(await lines(writers)).toEqual([]);
  });
});
