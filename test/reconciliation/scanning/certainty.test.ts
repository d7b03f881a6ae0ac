import fc from 'fast-check';
import { Verdict } from '../../../reconciliation/comparing/verdict';
import { scanRange } from '../../../reconciliation/scanning/scan-range';
import type { Row } from '../../mappings/fixture';
import { type TwoSides, useTwoSides } from '../../mappings/two-sides';
import { listPairs } from '../../support/compared-pages';
import { describeEachEngine } from '../../support/servers';
import { kindsRows } from './all-kinds';
import { keysOf } from './keys-of';

/** A scan may be unsure of anything, and must never be sure of what the comparator denies. */

const RECORDS = 40;
const ALL = { from: null, before: null };

/** Characters that frames, marks and lines are made of. */
const text = fc
  .array(
    fc.constantFrom('a', ' ', '|', '~', '?', '=', '!', '-', ':', '\\', '\t', '\n', '\u001f', 'é', '😀', '\ufffd'),
    {
      maxLength: 4,
    },
  )
  .map((parts) => parts.join(''));

const documents = [
  '{}',
  '',
  ' {"a": 1} ',
  '{"a": 1.0}',
  '{"a": 1e0}',
  '{"a": 12.50, "b": [1, {"c": null}]}',
  '{"b": [1, {"c": null}], "a": 12.5}',
  '{"a": 9007199254740993}',
  '{"a": 9007199254740992}',
  '{"a": 0.1}',
  '{"a": 0.1000000000000000055}',
  '{"a": 1, "a": 1}',
  '{"a": 1, "a": 2}',
  '{"a": "x\\"y:{}"}',
  '{"a": "\\u00e9"}',
  '{"a": "é"}',
  '{"a": "\\ud83d\\ude00"}',
  '{"a": "\\u0000"}',
  '{"a": "\\ud83d"}',
  '{"__proto__": 1}',
  '[1, "1", true, null]',
  '{"a": ',
];

const tame = ['{}', '{"a": 12.50, "b": [1, {"c": null}]}', '{"a": "\\u00e9: x"}'];

/** Documents that PostgreSQL stores. */
const storable = [...tame, ...documents].filter(
  (entry) => !['', '{"a": "\\u0000"}', '{"a": "\\ud83d"}', '{"a": '].includes(entry),
);

const moments = [
  '2021-05-05 10:00:00',
  '2021-05-05 10:00:00.000001',
  '2021-05-05 10:00:00.1',
  '1999-12-31 23:59:59.999999',
];
const days = ['2021-05-05', '1999-12-31', '2000-02-29'];
/** What only PostgreSQL knows. */
const oddMoments = ['infinity', '-infinity', '0044-03-15 00:00:00+00 BC', '10000-01-01 00:00:00+00'];
const oddDays = ['infinity', '-infinity', '0044-03-15 BC', '10000-01-01'];

const orNull = <Item>(arbitrary: fc.Arbitrary<Item>): fc.Arbitrary<Item | null> =>
  fc.option(arbitrary, { nil: null, freq: 20 });

/** Values that nothing is wrong with, or, here and there, one of the others. */
const mostly = <Item>(common: fc.Arbitrary<Item>, others: fc.Arbitrary<Item>): fc.Arbitrary<Item> =>
  fc.oneof({ weight: 7, arbitrary: common }, { weight: 1, arbitrary: others });

/** A record, in the values that both sides may share. */
const values = (knowsOdd: boolean) =>
  fc.record({
    number: orNull(fc.constantFrom(0, 1, 2, -1, 2147483647)),
    size: orNull(fc.constantFrom('0', '-5', '9007199254740993', '9223372036854775807')),
    price: orNull(fc.constantFrom('0', '-0.0000', '12.5', '12.5000', '99999999.9999')),
    open: orNull(fc.boolean()),
    title: orNull(mostly(fc.constantFrom('a b', 'é', '', '='), fc.oneof(text, fc.constantFrom('out', 'abcdef')))),
    subtitle: orNull(mostly(fc.constantFrom('a|b', '~', 'x'), text)),
    body: orNull(mostly(fc.constantFrom(' a ', 'a', 'some\ttext'), text)),
    detail: orNull(mostly(fc.constantFrom(...tame), fc.constantFrom(...documents))),
    at: orNull(mostly(fc.constantFrom(...moments), fc.constantFrom(...moments, ...(knowsOdd ? oddMoments : [])))),
    day: orNull(mostly(fc.constantFrom(...days), fc.constantFrom(...days, ...(knowsOdd ? oddDays : [])))),
    uid: orNull(fc.constantFrom('one', 'two')),
    parent: orNull(fc.nat({ max: RECORDS + 2 })),
  });

type Values = ReturnType<typeof values> extends fc.Arbitrary<infer Made> ? Made : never;

/** What one column of the new side holds instead of what it should. */
const mistake = fc.constantFrom(
  'number',
  'size',
  'price',
  'open',
  'closed',
  'title',
  'subtitle',
  'short',
  'body',
  'shaped',
  'kind',
  'sort',
  'made',
  'origin',
  'detail',
  'wrapped',
  'at',
  'day',
  'uid',
  'parent_id',
  'open_parent_id',
  'legacy_id',
);

const record = (knowsOdd: boolean) =>
  fc.record({
    legacy: values(knowsOdd),
    other: values(true),
    mistakes: mostly(fc.constant<string[]>([]), fc.array(mistake, { maxLength: 2 })),
    isAbsent: mostly(fc.constant(false), fc.constant(true)),
  });

const legacyRow = (id: number, { parent, ...rest }: Values): Row => ({ id, ...rest, parent_id: parent });

const isoOf = (moment: string): string => `${moment.replace(' ', 'T').padEnd(20, '.').padEnd(26, '0')}Z`;

/** The text itself, because its numbers would not survive being parsed. */
const storedDocument = (detail: string | null): string | null =>
  detail !== null && storable.includes(detail) ? detail : null;

/** A row as the rules would make it, as far as a simple hand can. */
function newRow(id: number, values: Values): Row {
  const { number, size, price, open, title, subtitle, body, detail, at, day, uid, parent } = values;
  const isIn = parent !== null && parent < RECORDS;
  return {
    id: `kinds ${id}`,
    legacy_id: id,
    number,
    size: size ?? 0,
    price,
    open,
    closed: open === null ? true : !open,
    title,
    subtitle: subtitle ?? '',
    short: title === null ? null : [...title].slice(0, 5).join(''),
    body,
    shaped: body === null || body.trim() === '' ? null : body.trim(),
    kind: number === 1 ? 'one' : number === 2 ? 'two' : null,
    sort: title?.includes('a') ? 'with a' : 'without',
    made: at === null ? day : isoOf(at),
    origin: 'kinds',
    detail: storedDocument(detail),
    wrapped: `{"title": ${JSON.stringify(title)}, "more": 1, "number": ${number}, "inner": ${storedDocument(detail)}}`,
    at,
    day,
    uid,
    parent_id: isIn ? `kinds ${parent}` : null,
    open_parent_id: isIn ? `kinds ${parent}` : null,
  };
}

type Case = ReturnType<typeof record> extends fc.Arbitrary<infer Made> ? Made : never;

async function fill(sides: TwoSides, cases: readonly Case[]): Promise<void> {
  const rows = cases.flatMap(({ legacy, other, mistakes, isAbsent }, id): Row[] => {
    const wrong = newRow(id + 1, other);
    const mistaken = Object.fromEntries(mistakes.map((column) => [column, wrong[column] ?? null]));
    return isAbsent ? [] : [{ ...newRow(id, legacy), ...mistaken }];
  });
  const entries = cases.map(({ legacy }, id) => legacyRow(id, legacy));
  const present = new Set(rows.map((row) => row.id));
  const existing = (name: unknown): string | null => (typeof name === 'string' && present.has(name) ? name : null);
  const linked = rows.map((row) => ({
    ...row,
    size: row.size ?? 0,
    subtitle: row.subtitle ?? '',
    sort: row.sort ?? '',
    origin: row.origin ?? '',
    parent_id: existing(row.parent_id),
    open_parent_id: existing(row.open_parent_id),
  }));
  await sides.replaceRows({ kinds_entry: entries }, { kinds_rows: linked });
}

describeEachEngine('what a scan is certain of', (engine) => {
  const open = useTwoSides(engine, { mappings: [kindsRows] });
  let certain = 0;
  let matched = 0;

  test('the comparator says as well, for values of every kind', async () => {
    const cases = fc.array(record(engine === 'postgres'), { minLength: RECORDS, maxLength: RECORDS });
    await fc.assert(
      fc.asyncProperty(cases, async (made) => {
        await fill(open(), made);
        const scanned = await scanRange(open().rows, kindsRows, ALL, new Set(), () => Promise.resolve());
        const pairs = await listPairs(open().comparison.loader, kindsRows);
        const settled = [Verdict.MATCHED, Verdict.EXCLUDED].flatMap((verdict) => keysOf(scanned.blocks, verdict));
        const verdicts = new Map(pairs.map((pair) => [pair.legacyId, pair.verdict]));
        expect(keysOf(scanned.blocks, 'MATCHED').filter((key) => verdicts.get(key) !== Verdict.MATCHED)).toEqual([]);
        expect(keysOf(scanned.blocks, 'EXCLUDED').filter((key) => verdicts.get(key) !== Verdict.EXCLUDED)).toEqual([]);
        // Whatever is not certain is looked at closer, and nothing is left out.
        const all = new Set([...settled, ...scanned.doubtful]);
        expect(pairs.filter((pair) => !all.has(pair.legacyId ?? '')).map((pair) => pair.legacyId)).toEqual([]);
        certain += keysOf(scanned.blocks, 'MATCHED').length;
        matched += pairs.filter((pair) => pair.verdict === Verdict.MATCHED).length;
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  test('a scan is certain of nearly everything that matches', () => {
    expect(matched).toBeGreaterThan(100);
    expect(certain / matched).toBeGreaterThan(0.5);
  });
});
