import { CheckCode, type Finding } from '../../reconciliation/checking/finding';
import type { Mapping, Rule } from '../../reconciliation/mapping';
import { text } from '../../reconciliation/rules/copy';
import { constant } from '../../reconciliation/rules/made';
import { describeEachEngine } from '../support/servers';
import { volumes, writers } from './invented-books';
import { lineOf, useLibrary } from './library';

/** The statements that a remedy names. */
const sqlOf = (finding: Finding | undefined): string[] =>
  (finding?.remedy ?? '').split(/, or |, once |; (?:or |then )?/).filter((part) => /^(ALTER|CREATE) /.test(part));

describeEachEngine('checking mappings against a new side', (engine) => {
  const { sides, check, lines, onNew, onLegacy } = useLibrary(engine);

  /** Breaks something, expects to hear of it, does what the remedy says and expects silence. */
  async function breakAndRepair(broken: string[], expected: string[], mapping: Mapping = volumes): Promise<Finding[]> {
    await onNew(...broken);
    const findings = await check(mapping);
    expect(findings.map(lineOf)).toEqual(expected);
    for (const finding of findings) await onNew(...sqlOf(finding));
    expect(await lines(mapping)).toEqual([]);
    return findings;
  }

  test.each([
    ['title', 'varchar(20)', 'ERROR'],
    ['copies', 'integer', 'ERROR'],
    ['copies', 'text', 'ERROR'],
    ['price', 'numeric(6, 2)', 'ERROR'],
    ['price', 'numeric(8, 1)', 'ERROR'],
    ['price', 'double precision', 'ERROR'],
    ['printed_at', 'timestamp', 'ERROR'],
    ['printed_at', 'timestamptz(0)', 'ERROR'],
    ['notes', 'text', 'WARNING'],
    ['genre', 'text', 'WARNING'],
    ['genre', 'varchar(4)', 'ERROR'],
    ['lost', 'text', 'ERROR'],
    ['loan_state', 'varchar(10)', 'WARNING'],
    ['currency', 'uuid USING NULL', 'ERROR'],
    ['legacy_book_id', 'smallint', 'ERROR'],
  ])('%s as %s: %s, and the remedy repairs it', async (column, type, severity) => {
    const [finding] = await breakAndRepair(
      [`ALTER TABLE volumes ALTER ${column} TYPE ${type}`],
      [`${severity} TYPE_UNFIT new volumes.${column}`],
    );
    expect(finding?.message).toContain('and declared as');
  });

  /** A book that somebody took home in a state of so many characters. */
  const lend = (id: number, lost: boolean, state: string): Promise<void> =>
    onLegacy(
      `INSERT INTO old_book (id, author_id, title, price, copies, printed_at, notes, lost)
       VALUES (${id}, 1, '', 1, 1, '2020-01-01', '{}', ${lost})`,
      `INSERT INTO old_loan (id, book_id, state) VALUES (${id}, ${id}, '${state}')`,
    );

  test('a length that is not declared is an error once a record is longer, in characters and not in bytes', async () => {
    const ALTER = 'ALTER TABLE volumes ALTER loan_state TYPE varchar(4)';
    await lend(1, false, 'über');
    await lend(2, true, 'lost here');
    await breakAndRepair([ALTER], ['WARNING TYPE_UNFIT new volumes.loan_state']);
    await lend(3, false, 'überall');
    const [finding] = await breakAndRepair([ALTER], ['ERROR TYPE_UNFIT new volumes.loan_state']);
    expect(finding?.message).toContain('; a text of 7 characters would have to be written there');
    expect(finding?.remedy).toContain(', or let the rule shorten the text');
    await onLegacy('DELETE FROM old_loan', 'DELETE FROM old_book');
  });

  test('what counts is the text that the rule writes, also where it writes one of its own', async () => {
    const ALTER = 'ALTER TABLE volumes ALTER loan_state TYPE varchar(4)';
    const linesFor = async (rule: Rule): Promise<string[]> =>
      lines({
        ...volumes,
        fields: volumes.fields.map((field) => (field.property === 'loanState' ? { ...field, rule } : field)),
      });
    const error = ['ERROR TYPE_UNFIT new volumes.loan_state'];
    const warning = ['WARNING TYPE_UNFIT new volumes.loan_state'];
    await lend(1, false, ' lent   ');
    await onNew(ALTER);
    expect(await lines()).toEqual(error);
    expect(await linesFor(text('loan.state', { trim: true }))).toEqual(warning);
    expect(await linesFor(text('loan.state', { limit: 4 }))).toEqual(warning);
    expect(await linesFor(text('loan.state', { trim: true, empty: 'nobody knows' }))).toEqual(error);
    expect(await linesFor(constant('never', 'so'))).toEqual(error);
    expect(await linesFor(constant('ever', 'so'))).toEqual(warning);
    await onNew('ALTER TABLE volumes ALTER loan_state TYPE text');
    await onLegacy('DELETE FROM old_loan', 'DELETE FROM old_book');
  });

  test('wider types fit', async () => {
    await onNew(
      'ALTER TABLE volumes ALTER title TYPE text, ALTER price TYPE numeric, ALTER legacy_book_id TYPE bigint',
    );
    expect(await lines()).toEqual([]);
  });

  test('a key that nothing keeps unique is a warning; a partial index over the keys that are there will do', async () => {
    const [row] = await sides().new.query<{ name: string }[]>(
      `SELECT conname AS name FROM pg_constraint WHERE contype = 'u' AND conrelid = 'volumes'::regclass`,
    );
    const broken = [`ALTER TABLE volumes DROP CONSTRAINT "${row?.name ?? ''}"`];
    await breakAndRepair(broken, ['WARNING KEY_NOT_UNIQUE new volumes.legacy_book_id']);
    await onNew(
      'DROP INDEX volumes_legacy_book_id_idx',
      'CREATE UNIQUE INDEX some_books ON volumes (legacy_book_id) WHERE price > 10',
    );
    expect(await lines()).toEqual(['WARNING KEY_NOT_UNIQUE new volumes.legacy_book_id']);
    await onNew('CREATE UNIQUE INDEX all_books ON volumes (legacy_book_id) WHERE legacy_book_id IS NOT NULL');
    expect(await lines()).toEqual([]);
  });

  test('labels that the live enum lacks or has beside the declared ones', async () => {
    await onNew(`ALTER TYPE volume_genre RENAME VALUE 'poems' TO 'verse'`);
    const [missing, unknown] = await check();
    expect(missing).toMatchObject({
      severity: 'ERROR',
      code: 'ENUM_LABEL_MISSING',
      table: 'volumes',
      column: 'genre',
      message: expect.stringContaining(`'poems'`) as string,
    });
    expect(unknown).toMatchObject({
      severity: 'WARNING',
      code: 'ENUM_LABEL_UNKNOWN',
      message: expect.stringContaining(`'verse'`) as string,
    });
    await onNew(...sqlOf(missing));
    expect(await lines()).toEqual(['WARNING ENUM_LABEL_UNKNOWN new volumes.genre']);
  });

  test('what the live table demands and no rule promises', async () => {
    await onNew(
      'ALTER TABLE volumes ADD COLUMN barcode text NOT NULL',
      'ALTER TABLE volumes ADD COLUMN bought date NOT NULL DEFAULT now()',
      'ALTER TABLE volumes ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY',
      'ALTER TABLE volumes ALTER shelf SET NOT NULL, ALTER loan_state SET NOT NULL, ALTER currency SET NOT NULL',
    );
    const findings = (await check()).filter(({ code }) => code === CheckCode.NULLABILITY);
    expect(findings.map(lineOf)).toEqual([
      'WARNING NULLABILITY new volumes.loan_state',
      'ERROR NULLABILITY new volumes.shelf',
      'ERROR NULLABILITY new volumes.barcode',
    ]);
    expect(findings[2]?.remedy).toBe(
      'ALTER TABLE volumes ALTER COLUMN barcode SET DEFAULT …, or declare a rule that fills it',
    );
    await onNew('ALTER TABLE volumes DROP COLUMN barcode, ALTER shelf DROP NOT NULL, ALTER loan_state DROP NOT NULL');
    expect(await lines()).toEqual(['WARNING ENUM_LABEL_UNKNOWN new volumes.genre']);
  });

  test('triggers that sleep, and the foreign keys that sleep with them', async () => {
    await onNew(
      `CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
      'CREATE TRIGGER "Number" BEFORE INSERT ON writers FOR EACH ROW EXECUTE FUNCTION nothing()',
    );
    await breakAndRepair(
      ['ALTER TABLE writers DISABLE TRIGGER "Number"'],
      ['WARNING TRIGGER_DISABLED new writers'],
      writers,
    );
    await onNew('ALTER TABLE volumes DISABLE TRIGGER ALL');
    const [, sleeping] = await check();
    expect(sleeping).toMatchObject({
      code: 'TRIGGER_DISABLED',
      column: 'writer_id',
      message: expect.stringContaining('is not enforced') as string,
    });
    await onNew(...sqlOf(sleeping));
    expect(await lines()).toEqual(['WARNING ENUM_LABEL_UNKNOWN new volumes.genre']);
  });

  test('a reference that no foreign key guards', async () => {
    const [row] = await sides().new.query<{ name: string }[]>(
      `SELECT conname AS name FROM pg_constraint WHERE contype = 'f' AND conrelid = 'volumes'::regclass`,
    );
    await onNew(`ALTER TABLE volumes DROP CONSTRAINT "${row?.name ?? ''}"`);
    const [, unguarded] = await check();
    expect(unguarded).toMatchObject({
      severity: 'WARNING',
      code: 'FOREIGN_KEY_MISSING',
      table: 'volumes',
      column: 'writer_id',
    });
    await onNew(...sqlOf(unguarded));
    expect(await lines()).toEqual(['WARNING ENUM_LABEL_UNKNOWN new volumes.genre']);
  });

  test('columns and tables that are gone, those of parents too', async () => {
    await onNew('ALTER TABLE volumes DROP COLUMN title', 'ALTER TABLE writers DROP COLUMN legacy_author_id');
    expect((await lines()).filter((one) => one.startsWith('ERROR'))).toEqual([
      'ERROR COLUMN_MISSING new volumes.title',
      'ERROR COLUMN_MISSING new writers.legacy_author_id',
    ]);
    await onNew('DROP TABLE writers CASCADE');
    expect((await lines()).filter((one) => one.includes('TABLE_MISSING'))).toEqual(['ERROR TABLE_MISSING new writers']);
    expect(await lines(writers)).toEqual(['ERROR TABLE_MISSING new writers']);
  });
});
