import { Verdict } from '../../reconciliation/comparing/verdict';
import type { Row } from '../mappings/fixture';
import { concernedFields, nameOf } from '../mappings/outcome';
import { type TwoSides, useTwoSides, uuidOf } from '../mappings/two-sides';
import { listPairs } from '../support/compared-pages';
import { describeEachEngine } from '../support/servers';
import { entry, inventedRows, row } from './invented';
import { comparedField, compareRecord } from './record';

/** Neighbours that are one number to a program which counts in floating point. */
const EVEN = '9007199254740992';
const ODD = '9007199254740993';
const LARGEST = '9223372036854775807';

/** Keys of a Django table have 32 bits as declared; many a customer has widened them since. */
async function widenKeys({ engine, legacy }: TwoSides): Promise<void> {
  const keys =
    engine === 'mysql'
      ? ['MODIFY id bigint NOT NULL', 'MODIFY previous_id bigint']
      : ['ALTER id TYPE bigint', 'ALTER previous_id TYPE bigint'];
  await legacy.query(`ALTER TABLE invented_entry ${keys.join(', ')}`);
}

describeEachEngine('numbers beyond 2^53', (engine) => {
  const open = useTwoSides(engine, { mappings: [inventedRows] });
  beforeAll(() => widenKeys(open()));
  const fill = (legacy: readonly Row[], rows: readonly Row[]): Promise<void> =>
    open().replaceRows({ invented_entry: legacy }, { invented_rows: rows });

  test('neighbouring keys are paired each with its own row, one by one and in pages', async () => {
    const ids = ['-5', '2', '10', EVEN, ODD, LARGEST];
    await fill(
      ids.map((id) => entry(id)),
      ids.map((id) => row(id)),
    );
    for (const id of ids) {
      const pair = await compareRecord(open(), inventedRows, id);
      expect([pair.verdict, pair.legacyId, pair.rows.map((found) => found.id)]).toEqual([
        'MATCHED',
        id,
        [uuidOf(`row ${id}`)],
      ]);
    }
    const inPages = await listPairs(open().comparison.loader, inventedRows, 1);
    expect(inPages.map(nameOf)).toEqual(ids);
  });

  test('a reference to the neighbour is wrong', async () => {
    await fill([entry(EVEN), entry(ODD)], [row(EVEN), row(ODD, { previous_id: `row ${EVEN}` })]);
    const pair = await compareRecord(open(), inventedRows, ODD);
    expect([pair.verdict, concernedFields(pair)]).toEqual(['DIFFERENT', ['previousId']]);
    expect(comparedField(pair, 'previousId')).toMatchObject({ expectedMeaning: ODD, actualMeaning: EVEN });
  });

  test('a missing record is not taken for its neighbour, nor a parent for its own', async () => {
    await fill([entry(EVEN), entry(ODD, { previous_id: EVEN }), entry(LARGEST, { previous_id: ODD })], [row(EVEN)]);
    const missing = await compareRecord(open(), inventedRows, ODD);
    const blocked = await compareRecord(open(), inventedRows, LARGEST);
    expect([missing.verdict, blocked.verdict]).toEqual(['MISSING', 'BLOCKED']);
    const [causes] = await open().comparison.tracer.trace([blocked]);
    expect(causes).toMatchObject([
      { code: 'PARENT_MISSING', root: { record: { legacyId: ODD, state: 'not migrated' } } },
    ]);
  });

  test('a row that claims the neighbour is extra', async () => {
    await fill([entry(EVEN)], [row(EVEN), row(ODD)]);
    const pairs = await listPairs(open().comparison.loader, inventedRows);
    expect(pairs.filter((pair) => pair.verdict === Verdict.EXTRA).map((pair) => pair.legacyId)).toEqual([ODD]);
  });

  test.each([
    ['a decimal', { amount: `${ODD}.5` }, { amount: `${EVEN}.5` }, 'amount'],
    [
      'the 38th digit',
      { amount: '1234567890123456789012345678.0000000001' },
      { amount: '1234567890123456789012345678' },
      'amount',
    ],
    ['a number in a document', { detail: `{"n": ${ODD}}` }, { detail: `{"n": ${EVEN}}` }, 'detail'],
  ])('%s', async (_title, legacy, current, property) => {
    await fill([entry('1', legacy), entry('2', legacy)], [row('1', current), row('2', legacy)]);
    const different = await compareRecord(open(), inventedRows, '1');
    expect([different.verdict, concernedFields(different)]).toEqual(['DIFFERENT', [property]]);
    expect((await compareRecord(open(), inventedRows, '2')).verdict).toBe('MATCHED');
  });

  test('the ledger remembers such keys with all their digits', async () => {
    await fill([entry(ODD), entry(EVEN)], [row(EVEN)]);
    await open().comparison.compareMapping(inventedRows);
    const rows: { legacy_id: string }[] = await open().new.query(
      "SELECT legacy_id FROM counterpart.discrepancy WHERE mapping = $1 AND state = 'OPEN'",
      [inventedRows.name],
    );
    expect(rows).toEqual([{ legacy_id: ODD }]);
  });
});
