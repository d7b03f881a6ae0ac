import fc from 'fast-check';
import type { Row } from '../../mappings/fixture';

/** Pairs of values that a scan may take for one and the comparator tells apart, or the other way round. */

/** What is written to one record of each side. */
export interface Edit {
  readonly legacy: Row;
  readonly new: Row;
}

/** Texts of the characters that frames, marks and lines are made of. */
const text = fc
  .array(
    fc.constantFrom(
      'a',
      ' ',
      '|',
      '~',
      '?',
      '=',
      '!',
      '-',
      ':',
      '\\',
      '\t',
      '\n',
      '\u001f',
      '\u001f=',
      'é',
      '😀',
      '\ufffd',
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.join(''));

const DOCUMENTS = [
  '{}',
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
  '{"a": 2, "a": 1}',
  '{"a": "x\\"y:{}"}',
  '{"a": "\\u00e9"}',
  '{"a": "é"}',
  '{"a": "\\ud83d\\ude00"}',
  '{"__proto__": 1}',
  '[1, "1", true, null]',
  '[[1, "1", true, null]]',
];

/** What PostgreSQL does not store as a document. */
const BROKEN = ['', ' ', '{"a": "\\u0000"}', '{"a": "\\ud83d"}', '{"a": ', '[1,]'];

const MOMENTS = [
  '2021-05-05 10:00:00',
  '2021-05-05 10:00:00.000001',
  '2021-05-05 10:00:00.1',
  '1999-12-31 23:59:59.999999',
];
const DAYS = ['2021-05-05', '1999-12-31', '2000-02-29'];
/** What only PostgreSQL knows. */
const ODD_MOMENTS = ['infinity', '-infinity', '0044-03-15 00:00:00+00 BC', '10000-01-01 00:00:00+00'];
const ODD_DAYS = ['infinity', '-infinity', '0044-03-15 BC', '10000-01-01'];

const orNull = <Item>(arbitrary: fc.Arbitrary<Item>): fc.Arbitrary<Item | null> =>
  fc.option(arbitrary, { nil: null, freq: 4 });
const oneOf = <Item>(items: readonly Item[]): fc.Arbitrary<Item | null> => orNull(fc.constantFrom(...items));

/** Any value of one column beside any of another. */
const across = <Value extends Row[string]>(
  before: string,
  after: string,
  legacy: fc.Arbitrary<Value>,
  current: fc.Arbitrary<Value> = legacy,
): fc.Arbitrary<Edit> =>
  fc.tuple(legacy, current).map(([old, young]) => ({ legacy: { [before]: old }, new: { [after]: young } }));

/** Documents that JavaScript takes for one, in either order. */
const ALIKE = [
  ['{"a": 9007199254740993}', '{"a": 9007199254740992}'],
  ['{"a": 0.1000000000000000055}', '{"a": 0.1}'],
  ['{"a": 2, "a": 1}', '{"a": 1}'],
  ['{"a": {"b": 1, "b": 2}, "c": ":"}', '{"a": {"b": 2}, "c": ":"}'],
] as const;

const alike: fc.Arbitrary<Edit> = fc
  .tuple(fc.constantFrom(...ALIKE), fc.boolean(), fc.boolean())
  .map(([[one, other], isTurned, isInner]) => {
    const [old, young] = isTurned ? [other, one] : [one, other];
    if (!isInner) return { legacy: { detail: old }, new: { detail: young } };
    return { legacy: { inner: old }, new: { wrapped: `{"title": "s", "number": 1, "inner": ${young}}` } };
  });

/** The same characters on both sides, cut in two at different places. */
const shifted: fc.Arbitrary<Edit> = fc
  .tuple(fc.constantFrom('\u001f', '\u001f=', '|', '|='), fc.constantFrom('a', '~', '='), fc.constantFrom('b', '~', ''))
  .map(([mark, one, other]) => ({
    legacy: { title: `${one}${mark}${other}`, subtitle: one },
    new: { title: one, subtitle: `${other}${mark}${one}` },
  }));

/** Edits of one record; `names` are of other records' rows. */
export const edits = (knowsOdd: boolean, names: readonly number[]): fc.Arbitrary<Edit> =>
  fc.oneof(
    across('number', 'number', oneOf([0, 1, 2, -1])),
    across('code', 'kind', oneOf<number | string>([0, 1, 2, 3]), oneOf<number | string>(['one', 'two', ''])),
    across('size', 'size', oneOf(['0', '-5', '9007199254740993', '9007199254740992'])),
    across('price', 'price', oneOf(['0', '-0.0000', '0.00', '12.5', '12.5000', '12.5001'])),
    across('open', 'open', orNull(fc.boolean())),
    across('shut', 'closed', orNull(fc.boolean())),
    across('title', 'title', orNull(text)),
    across('label', 'short', oneOf(['abcde', 'abcdef', '😀😀😀']), oneOf(['abcde', 'abcdef', '😀😀😀'])),
    across('subtitle', 'subtitle', orNull(text)),
    orNull(text).map((same) => ({ legacy: { subtitle: same }, new: { subtitle: same } })),
    shifted,
    alike,
    across('body', 'body', orNull(text)),
    across('content', 'shaped', oneOf([' a ', 'a', ' ', '']), oneOf(['a', ' a ', ''])),
    fc.constantFrom<Edit>({ legacy: {}, new: { origin: 'other' } }, { legacy: {}, new: { origin: 'kinds ' } }),
    fc.constantFrom<Edit>({
      legacy: { status: 'out' },
      new: { made: '1 out', wrapped: '{"title": "out", "number": 1, "inner": {"a": 1}}' },
    }),
    across('detail', 'detail', oneOf([...DOCUMENTS, ...BROKEN]), oneOf(DOCUMENTS)),
    fc.constantFrom(...DOCUMENTS).map((same) => ({ legacy: { detail: same }, new: { detail: same } })),
    across(
      'inner',
      'wrapped',
      oneOf([...DOCUMENTS, ...BROKEN]),
      oneOf(DOCUMENTS).map((inner) => `{"title": "s", "more": 1, "number": 1, "inner": ${inner}}`),
    ),
    across('at', 'at', oneOf([...MOMENTS, ...(knowsOdd ? ODD_MOMENTS : [])]), oneOf([...MOMENTS, ...ODD_MOMENTS])),
    across('day', 'day', oneOf([...DAYS, ...(knowsOdd ? ODD_DAYS : [])]), oneOf([...DAYS, ...ODD_DAYS])),
    across('uid', 'uid', oneOf(['one', 'two'])),
    across<number | string | null>(
      'parent_id',
      'parent_id',
      oneOf([...names, 9_999]),
      oneOf(names.map((id) => `kinds ${id}`)),
    ),
    across<number | string | null>(
      'guardian_id',
      'open_parent_id',
      oneOf([...names, 9_999]),
      oneOf(names.map((id) => `kinds ${id}`)),
    ),
    // Two rows of one record, or none.
    fc.constantFrom(...names, null).map((id) => ({ legacy: {}, new: { legacy_id: id } })),
  );
