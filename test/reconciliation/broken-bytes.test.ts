import { DispatchNote } from '../../entities/legacy/dispatch-note';
import { tableOf } from '../../entities/table';
import { doctorNotes } from '../../reconciliation/mappings/doctor-notes';
import { orders } from '../../reconciliation/mappings/orders';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import { listEntities } from '../../reconciliation/reading/entity-reader';
import { Unreadable } from '../../reconciliation/value';
import { concernedFields } from '../mappings/outcome';
import { useTwoSides } from '../mappings/two-sides';
import { comparedPages } from '../support/compared-pages';
import { describeEachEngine } from '../support/servers';
import { comparedField, compareRecord, like, message, NUMBER, note, stage } from './record';

const BROKEN: readonly (readonly [string, string])[] = [
  ['a first byte without its second', 'c328'],
  ['an emoji cut short', '66697420f09f98'],
  ['half of a surrogate pair', 'eda080'],
  ['a slash in two bytes', 'c0af'],
  ['a text in Latin 1', '636166e9'],
  ['broken bytes beside the real character for broken ones', 'efbfbd20ff'],
];

const GOOD: readonly (readonly [string, string])[] = [
  ['an emoji', '😀'],
  ['the character that stands for broken ones', 'a \ufffd b'],
  ['the last character of all', '\u{10ffff}'],
];

/** A database that checks no bytes, or columns of bytes where the engine checks every text. */
describeEachEngine('bytes that are no UTF-8', (engine) => {
  const open = useTwoSides(engine, { encoding: 'SQL_ASCII' });
  beforeAll(async () => {
    if (engine === 'postgres') return;
    await open().legacy.query('ALTER TABLE dispatch_note MODIFY `text` longblob NOT NULL');
    await open().legacy.query('ALTER TABLE dispatch_patient MODIFY suffix varbinary(10) NOT NULL');
  });

  const store = async (table: string, column: string, hex: string): Promise<void> => {
    const bytes = engine === 'mysql' ? `x'${hex}'` : `convert_from(decode('${hex}', 'hex'), 'SQL_ASCII')`;
    await open().legacy.query(`UPDATE ${table} SET ${column} = ${bytes} WHERE id = ${NUMBER}`);
  };
  const storeText = (hex: string): Promise<void> =>
    store('dispatch_note', engine === 'mysql' ? '`text`' : '"text"', hex);

  test.each(BROKEN)('%s: unreadable with its bytes, with a row and without', async (_title, hex) => {
    for (const rows of [[], [message({ body: Buffer.from(hex, 'hex').toString('utf8') })]]) {
      await stage(open(), { dispatch_note: [note()] }, { team_communications: rows });
      await storeText(hex);
      const pair = await compareRecord(open(), teamCommunications);
      expect([pair.verdict, concernedFields(pair)]).toEqual(['UNREADABLE', ['body']]);
      expect(comparedField(pair, 'body')).toMatchObject({
        expected: undefined,
        legacy: [new Unreadable('the bytes are not valid UTF-8', hex)],
        because: 'text: the bytes are not valid UTF-8',
      });
    }
  });

  test.each(GOOD)('%s is no broken text', async (_title, text) => {
    await stage(open(), { dispatch_note: [note()] }, { team_communications: [message({ body: text })] });
    await storeText(Buffer.from(text).toString('hex'));
    expect(comparedField(await compareRecord(open(), teamCommunications), 'body')).toMatchObject({
      expected: text,
      state: 'EQUAL',
    });
  });

  test('the scope decides nothing over a text that it cannot read', async () => {
    await stage(open(), { dispatch_note: [note()] }, {});
    await storeText('20ff');
    expect((await compareRecord(open(), doctorNotes)).verdict).toBe('UNREADABLE');
  });

  test('among other records only its own is unreadable, and its cause says so', async () => {
    const others = [note({ '#': [1, 2, 3, 11, 12] })];
    await stage(
      open(),
      { dispatch_note: [note(), ...others] },
      { team_communications: [message({ '#': [1, 2, 3, 11, 12] })] },
    );
    await storeText('c328');
    const { loader, tracer } = open().comparison;
    const found: Record<string, string> = {};
    for await (const pairs of comparedPages(loader, teamCommunications, 2)) {
      for (const [index, causes] of (await tracer.trace(pairs)).entries()) {
        found[pairs[index]?.legacyId ?? ''] = [pairs[index]?.verdict, ...causes.map((cause) => cause.code)].join(' ');
      }
    }
    const matched = Object.fromEntries(['1', '2', '3', '11', '12'].map((key) => [key, 'MATCHED']));
    expect(found).toEqual({ ...matched, '10': 'UNREADABLE VALUE_UNREADABLE' });
  });

  test('a whole comparison takes it for no match of what a decoder makes of it', async () => {
    await stage(open(), { dispatch_note: [note()] }, { team_communications: [message({ body: 'a\ufffdb' })] });
    await storeText('61ff62');
    expect((await open().comparison.compareMapping(teamCommunications)).verdicts).toMatchObject({ UNREADABLE: 1 });
  });

  test('a broken text at the end of a path is found as well', async () => {
    await stage(
      open(),
      { dispatch_patient: [like()], dispatch_instruction: [like({ patient_id: NUMBER })] },
      { patients: [like()] },
    );
    await store('dispatch_patient', 'suffix', '4142ff');
    const pair = await compareRecord(open(), orders);
    expect([pair.verdict, concernedFields(pair)]).toEqual(['UNREADABLE', ['orderNumber']]);
    expect(comparedField(pair, 'orderNumber').because).toBe('patient.suffix: the bytes are not valid UTF-8');
  });

  test('the record itself is shown without the broken text', async () => {
    await stage(open(), { dispatch_note: [note()] }, {});
    await storeText('c328');
    const entities = await listEntities(open().sides.legacy, tableOf(DispatchNote), [String(NUMBER)]);
    expect(entities.get(String(NUMBER))?.get('text')).toEqual(new Unreadable('the bytes are not valid UTF-8', 'c328'));
    expect(entities.get(String(NUMBER))?.get('authorId')).toBe('1');
  });
});
