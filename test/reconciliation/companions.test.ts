import type { Mapping } from '../../reconciliation/mapping';
import { countChildren } from '../../reconciliation/tracing/children';
import type { Row } from '../mappings/fixture';
import { concernedFields, nameOf } from '../mappings/outcome';
import { useTwoSides, uuidOf } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { books, lending, loans } from './invented-loans';
import { comparedField, compareRecord } from './record';

/** A loan of book 1 at a time of day; what it does not say is as for most. */
const loan = (id: number, at: string | null, change: Row = {}): Row => ({
  id,
  book_id: 1,
  reader_id: null,
  at: at === null ? null : `2024-02-29 ${at}`,
  kind: 'lent',
  ...change,
});

const event = (legacyId: number, source: string, change: Row = {}): Row => ({
  id: `${source} ${legacyId}`,
  legacy_id: legacyId,
  source,
  ...change,
});

const book = (id: number, ownerId: number | null = null): Row => ({ id, owner_id: ownerId });

describeEachEngine('companions', (engine) => {
  const open = useTwoSides(engine, { mappings: lending });
  const fill = (legacyLoans: readonly Row[], legacyBooks: readonly Row[] = [book(1), book(2)]): Promise<void> =>
    open().replaceRows({ invented_loan: legacyLoans, invented_book: legacyBooks }, { invented_events: [] });
  const expectedOf = async (legacyId: number, property: string): Promise<string | null | undefined> =>
    comparedField(await compareRecord(open(), loans, String(legacyId)), property).expected;
  const allOf = (ids: readonly number[], property: string) => Promise.all(ids.map((id) => expectedOf(id, property)));

  test('the one with the lowest and the one with the highest id, whatever their times', async () => {
    await fill([loan(9, '08:00:00'), loan(10, '07:00:00'), loan(11, '09:00:00'), loan(12, '06:00:00', { book_id: 2 })]);
    expect(await allOf([9, 10, 11, 12], 'firstId')).toEqual(['9', '9', '9', '12']);
    expect(await allOf([9, 10, 11, 12], 'lastId')).toEqual(['11', '11', '11', '12']);
  });

  test('only among those that the conditions let through, which the record itself need not be', async () => {
    await fill([loan(8, '08:00:00', { kind: 'kept' }), loan(9, '08:00:00'), loan(10, '08:00:00', { kind: 'kept' })]);
    expect(await allOf([8, 9, 10], 'firstId')).toEqual(['9', '9', '9']);
    expect(await allOf([8, 9, 10], 'lastId')).toEqual(['9', '9', '9']);
    await fill([loan(8, '08:00:00', { kind: 'kept' })]);
    expect(await allOf([8], 'lastId')).toEqual([null]);
  });

  test('the last one before the record, by time and not by id', async () => {
    await fill([
      loan(11, '10:00:00'),
      loan(12, '08:00:00'),
      loan(13, '09:00:00'),
      loan(14, '09:30:00', { book_id: 2 }),
    ]);
    expect(await allOf([12, 13, 11, 14], 'previousId')).toEqual([null, '12', '13', null]);
  });

  test('before by a microsecond, and at the same time by id', async () => {
    const times = ['10:00:00.000002', '10:00:00.000001', '10:00:00.000002', '10:00:00.000001'];
    await fill(times.map((at, index) => loan(21 + index, at)));
    expect(await allOf([22, 24, 21, 23], 'previousId')).toEqual([null, '22', '24', '21']);
  });

  test('without a time nothing is before, neither of it nor for others', async () => {
    await fill([loan(31, null), loan(32, '10:00:00'), loan(33, null), loan(34, '11:00:00')]);
    expect(await allOf([31, 32, 33, 34], 'previousId')).toEqual([null, null, null, '32']);
  });

  test('by the parents of both: the last loan of any book of the same owner', async () => {
    const owned = [book(1, 7), book(2, 7), book(3, 8), book(4)];
    const lent = [1, 2, 3, 4].map((bookId, index) => loan(41 + index, '10:00:00', { book_id: bookId }));
    await fill([...lent, loan(45, '10:00:00', { book_id: 99 })], owned);
    expect(await allOf([41, 42, 43, 44, 45], 'lastOfOwnerId')).toEqual(['42', '42', '43', null, null]);
  });

  test('a page of records takes for each its own', async () => {
    await fill([loan(9, '08:00:00'), loan(10, '09:00:00'), loan(11, '09:30:00', { book_id: 2 })]);
    const pairs = await open().comparison.loader.listByLegacyIds(loans, ['9', '10', '11']);
    expect(pairs.map((pair) => comparedField(pair, 'previousId').expected)).toEqual([null, '9', null]);
  });
});

describeEachEngine('which records belong to a mapping', (engine) => {
  const open = useTwoSides(engine, { mappings: lending });
  const fill = (rows: readonly Row[]): Promise<void> =>
    open().replaceRows(
      { invented_loan: [loan(1, null), loan(2, null, { book_id: null }), loan(3, null)], invented_book: [book(1)] },
      { invented_events: rows },
    );

  test('a record that lacks what the population asks for is none, alone, in pages and in the count', async () => {
    await fill([]);
    const { loader } = open().comparison;
    expect(await loader.listByLegacyIds(loans, ['2'])).toEqual([]);
    expect(await loader.legacy.count(loans)).toBe(2);
    expect(await loader.legacy.listKeys(loans, ['1', '2', '3'])).toEqual(new Set(['1', '3']));
    const page = await loader.legacy.list(loans, { after: null, limit: 10 });
    expect(page.map((record) => record.key)).toEqual(['1', '3']);
  });

  test('a row that claims such a record is extra', async () => {
    await fill([event(2, 'loan')]);
    const [pair] = await open().comparison.loader.listByLegacyIds(loans, ['2']);
    expect(pair?.verdict).toBe('EXTRA');
  });

  test('it is no child of a parent either', async () => {
    await fill([]);
    const counts = await countChildren(open().sides.legacy, [loans], books, ['1']);
    expect(counts.map(({ key, count }) => [key, count])).toEqual([['1', 2]]);
  });
});

describeEachEngine('which rows belong to a mapping', (engine) => {
  const open = useTwoSides(engine, { mappings: lending });
  const fill = (rows: readonly Row[]): Promise<void> =>
    open().replaceRows({ invented_loan: [loan(1, null)], invented_book: [book(1)] }, { invented_events: rows });
  const lent = { book_event_id: 'book 1', first_id: 1, last_id: 1 };
  const verdictsOf = async (mapping: Mapping): Promise<Record<string, string>> => {
    const pairs = await open().comparison.loader.listByLegacyIds(mapping, ['1', '2']);
    return Object.fromEntries(pairs.map((pair) => [nameOf(pair), pair.verdict]));
  };

  test('a row that another mapping fills is no counterpart, though it has the same legacy id', async () => {
    await fill([event(1, 'book')]);
    expect(await verdictsOf(books)).toEqual({ 1: 'MATCHED' });
    expect(await verdictsOf(loans)).toEqual({ 1: 'MISSING' });
    await fill([event(1, 'book'), event(1, 'loan', lent)]);
    expect([await verdictsOf(books), await verdictsOf(loans)]).toEqual([{ 1: 'MATCHED' }, { 1: 'MATCHED' }]);
  });

  test('nor is it extra: alone, by its own id or in a comparison of everything', async () => {
    await fill([event(1, 'book'), event(2, 'book'), event(1, 'loan', lent)]);
    const { comparison } = open();
    expect(await verdictsOf(loans)).toEqual({ 1: 'MATCHED' });
    expect(await comparison.loader.listByNewIds(loans, [uuidOf('book 2')])).toEqual([]);
    expect((await comparison.compareMapping(loans)).verdicts).toEqual({ MATCHED: 1 });
    expect((await comparison.compareMapping(books)).verdicts).toEqual({ MATCHED: 1, EXTRA: 1 });
  });

  test('a parent is not found among them', async () => {
    await fill([event(1, 'other')]);
    const pair = await compareRecord(open(), loans, '1');
    expect([pair.verdict, pair.problems.map(({ code }) => code)]).toEqual(['BLOCKED', ['PARENT_UNRESOLVED']]);
  });

  test('a reference to one of them is no reference to the parent', async () => {
    await fill([event(1, 'book'), event(1, 'other'), event(1, 'loan', { ...lent, book_event_id: 'other 1' })]);
    const pair = await compareRecord(open(), loans, '1');
    expect([pair.verdict, concernedFields(pair)]).toEqual(['DIFFERENT', ['bookEventId']]);
    expect(comparedField(pair, 'bookEventId')).toMatchObject({ expectedMeaning: '1', actualMeaning: null });
  });
});
