import { doctorNotes } from '../../reconciliation/mappings/doctor-notes';
import { doctors } from '../../reconciliation/mappings/doctors';
import { offices } from '../../reconciliation/mappings/offices';
import { orders } from '../../reconciliation/mappings/orders';
import { patients } from '../../reconciliation/mappings/patients';
import { paymentOperations } from '../../reconciliation/mappings/payment-operations';
import { payments } from '../../reconciliation/mappings/payments';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import { concernedFields } from '../mappings/outcome';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { comparedField, compareRecord, like, message, NUMBER, note, stage } from './record';

/** Values that look alike, and values that look different and are not: each was somebody's false report. */

const TEXTS: readonly (readonly [string, string, string, string, string | null])[] = [
  ['the same emoji, beyond 16 bits', 'fits 😀 👩‍👧', 'fits 😀 👩‍👧', 'MATCHED', null],
  ['an emoji without its joiner', '👩‍👧', '👩👧', 'DIFFERENT', null],
  ['an emoji that became question marks', 'fits 😀', 'fits ????', 'DIFFERENT', null],
  ['a trailing space', 'fits ', 'fits', 'DIFFERENT', 'differs in leading or trailing white space only'],
  ['the same trailing space', ' fits ', ' fits ', 'MATCHED', null],
  ['a trailing line feed', 'fits', 'fits\n', 'DIFFERENT', 'differs in leading or trailing white space only'],
  ['line ends of two kinds', 'one\r\ntwo', 'one\ntwo', 'DIFFERENT', null],
  ['the same line ends', 'one\r\ntwo\ttabbed', 'one\r\ntwo\ttabbed', 'MATCHED', null],
  ['letter case', 'Fits', 'fits', 'DIFFERENT', 'differs in letter case only'],
  ['an accent in two compositions', 'caf\u00e9', 'cafe\u0301', 'DIFFERENT', 'differs in Unicode composition only'],
  ['an accent and none', 'caf\u00e9', 'cafe', 'DIFFERENT', null],
  ['a space that does not break', 'to\u00a0fit', 'to fit', 'DIFFERENT', null],
  ['a character without width', 'fits\u200b', 'fits', 'DIFFERENT', null],
  ['a byte order mark', '\ufefffits', 'fits', 'DIFFERENT', 'differs in leading or trailing white space only'],
  ['the same byte order mark', '\ufefffits', '\ufefffits', 'MATCHED', null],
  ['quotes and escapes', `'"\\ %s $1 \`?\` \\n`, `'"\\ %s $1 \`?\` \\n`, 'MATCHED', null],
  ['the word NULL', 'NULL', 'NULL', 'MATCHED', null],
  ['the character that stands for broken ones', 'a \ufffd b', 'a \ufffd b', 'MATCHED', null],
  ['the character that stands for broken ones, replaced', 'a \ufffd b', 'a ? b', 'DIFFERENT', null],
  ['a text longer than a packet', 'long '.repeat(40_000), 'long '.repeat(40_000), 'MATCHED', null],
];

const AMOUNTS: readonly (readonly [string, string, string, string])[] = [
  ['the last digit', '255.48', '255.49', 'DIFFERENT'],
  ['zeros at the end', '255.50', '255.5', 'MATCHED'],
  ['more digits than the legacy side can hold', '255.48', '255.4800000000000000000001', 'DIFFERENT'],
  ['the largest amount', '99999999.99', '99999999.99', 'MATCHED'],
  ['a hundredth below the largest amount', '99999999.99', '99999999.98', 'DIFFERENT'],
  ['nothing in two spellings', '0.00', '-0', 'MATCHED'],
  ['the sign', '-12.30', '12.30', 'DIFFERENT'],
];

describeEachEngine('data traps', (engine) => {
  const open = useTwoSides(engine);

  test.each(TEXTS)('text: %s', async (_title, legacy, current, verdict, because) => {
    await stage(
      open(),
      { dispatch_note: [note({ text: legacy })] },
      { team_communications: [message({ body: current })] },
    );
    const pair = await compareRecord(open(), teamCommunications);
    expect(pair.verdict).toBe(verdict);
    expect(concernedFields(pair)).toEqual(verdict === 'MATCHED' ? [] : ['body']);
    expect(comparedField(pair, 'body')).toMatchObject({ expected: legacy, actual: current, because });
  });

  test.each([
    ['', null],
    [null, ''],
  ])('text: %j against %j', async (legacy, current) => {
    await stage(
      open(),
      { dispatch_office: [like({ sq_customer_id: legacy })] },
      { offices: [like({ square_customer_id: current })] },
    );
    const pair = await compareRecord(open(), offices);
    expect(pair.verdict).toBe('DIFFERENT');
    expect(comparedField(pair, 'squareCustomerId')).toMatchObject({
      expected: legacy,
      actual: current,
      because: 'NULL against an empty text',
    });
  });

  test.each(AMOUNTS)('number: %s', async (_title, legacy, current, verdict) => {
    await stage(
      open(),
      { dispatch_payment: [like({ total_price: legacy })] },
      { payments: [like({ amount: current })] },
    );
    const pair = await compareRecord(open(), payments);
    expect(pair.verdict).toBe(verdict);
    expect(concernedFields(pair)).toEqual(verdict === 'MATCHED' ? [] : ['amount']);
  });

  test('a valid reference to the wrong parent says whom it means', async () => {
    await stage(open(), { dispatch_note: [note()] }, { team_communications: [message({ author_id: 'profile 4' })] });
    const pair = await compareRecord(open(), teamCommunications);
    expect(concernedFields(pair)).toEqual(['authorId']);
    expect(comparedField(pair, 'authorId')).toMatchObject({ expectedMeaning: '1', actualMeaning: '4' });
  });

  const native = { '#': 9, like: 1, legacy_user_id: null };

  test('a reference to a row without a legacy record is no match, even when it looks the same', async () => {
    await stage(
      open(),
      { dispatch_note: [note()] },
      { profiles: [native], team_communications: [message({ author_id: 'profile 9' })] },
    );
    const pair = await compareRecord(open(), teamCommunications);
    expect(concernedFields(pair)).toEqual(['authorId']);
    expect(comparedField(pair, 'authorId')).toMatchObject({ expectedMeaning: '1', actualMeaning: null });
  });

  test('a reference to such a row is no NULL either', async () => {
    const row = { '#': NUMBER, id: 'note #', legacy_note_id: '#', doctor_id: 'profile 4', author_id: 'profile 9' };
    const rest = { text: 'called about the case', created_at: '2021-05-05 10:00:00.000001' };
    await stage(
      open(),
      { dispatch_note: [note({ author_id: null })] },
      { profiles: [native], doctor_notes: [{ ...row, ...rest }] },
    );
    const pair = await compareRecord(open(), doctorNotes);
    expect(concernedFields(pair)).toEqual(['authorId']);
    expect(comparedField(pair, 'authorId')).toMatchObject({ expected: null, expectedMeaning: null });
  });

  test('a flag is no NULL', async () => {
    await stage(open(), { dispatch_patient: [like()] }, { patients: [like({ archived: null })] });
    expect(concernedFields(await compareRecord(open(), patients))).toEqual(['archived']);
  });

  test('a code that only looks like a listed one is refused', async () => {
    const base = {
      made_at: null,
      sq_order_id: '',
      sq_payment_id: '',
      sq_refund_id: '',
      card_brand: '',
      card_bin: '',
      card_last: '',
    };
    const row = { '#': NUMBER, id: '#', type: 12, price: 1, office_card: false, payment_id: 1, attempts: 1, ...base };
    await stage(open(), { dispatch_operation: [row] }, {});
    const pair = await compareRecord(open(), paymentOperations);
    expect(pair.verdict).toBe('BLOCKED');
    expect(pair.problems).toMatchObject([{ code: 'CODE_UNMAPPED', value: '12' }]);
  });

  test('an id that no column of the engine could hold is not found, and breaks nothing', async () => {
    await stage(open(), {}, {});
    expect(await open().comparison.loader.listByLegacyIds(orders, ['9223372036854775807'])).toEqual([]);
  });
});

describeEachEngine('what only one engine stores', (engine) => {
  const open = useTwoSides(engine);
  const column = async (table: string, name: string, type: string): Promise<void> => {
    const change = engine === 'postgres' ? `ALTER COLUMN ${name} TYPE ${type}` : `MODIFY ${name} ${type}`;
    await open().legacy.query(`ALTER TABLE ${table} ${change}`);
  };

  test('a fixed width is no part of the text', async () => {
    await stage(open(), { dispatch_patient: [like({ suffix: 'AB' })] }, { patients: [like({ suffix: 'AB' })] });
    await column('dispatch_patient', 'suffix', 'char(10)');
    expect((await compareRecord(open(), patients)).verdict).toBe('MATCHED');
    await column('dispatch_patient', 'suffix', 'varchar(10)');
  });

  const onMysql = engine === 'mysql' ? test : () => undefined;
  const onPostgres = engine === 'postgres' ? test : () => undefined;

  onMysql('every number but 0 in a flag is true', async () => {
    await stage(open(), { dispatch_patient: [like()] }, { patients: [like({ archived: true })] });
    await open().legacy.query('UPDATE dispatch_patient SET archived = 2 WHERE id = ?', [NUMBER]);
    expect((await compareRecord(open(), patients)).verdict).toBe('MATCHED');
  });

  onMysql('every number but 0 is true in a condition of the mapping too', async () => {
    await stage(open(), {}, {});
    await open().legacy.query('UPDATE dispatch_office SET valid = 2 WHERE id = 1');
    expect((await compareRecord(open(), doctors, '1')).verdict).toBe('MATCHED');
  });

  onMysql('the character NUL, which PostgreSQL cannot store, stands in the way', async () => {
    await stage(open(), { dispatch_note: [note({ text: 'a\0b' })] }, {});
    const pair = await compareRecord(open(), teamCommunications);
    expect(pair.verdict).toBe('BLOCKED');
    expect(pair.problems).toMatchObject([{ code: 'VALUE_INVALID', field: { property: 'body' } }]);
  });

  onPostgres('a number that is none is refused as an amount', async () => {
    await stage(open(), { dispatch_payment: [like({ total_price: 'NaN' })] }, {});
    const pair = await compareRecord(open(), payments);
    expect(pair.verdict).toBe('BLOCKED');
    expect(pair.problems).toMatchObject([{ code: 'VALUE_INVALID', field: { property: 'amount' } }]);
  });

  onPostgres('a number that is none never ends up in a document', async () => {
    await stage(open(), { dispatch_payment: [like({ paid_price: 'NaN' })] }, {});
    const pair = await compareRecord(open(), payments);
    expect([pair.verdict, concernedFields(pair)]).toEqual(['BLOCKED', ['metadata']]);
  });

  onPostgres('a number that is none breaks no comparison', async () => {
    await stage(open(), { dispatch_payment: [like({ paid_price: 'NaN' })] }, { payments: [like()] });
    const pair = await compareRecord(open(), payments);
    expect([pair.verdict, concernedFields(pair)]).toEqual(['DIFFERENT', ['metadata']]);
  });
});
