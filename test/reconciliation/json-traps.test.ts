import { payments } from '../../reconciliation/mappings/payments';
import { products } from '../../reconciliation/mappings/products';
import { concernedFields } from '../mappings/outcome';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { comparedField, compareRecord, like, stage } from './record';

/** JSON is compared by meaning: what a reader could tell apart is different, and nothing else is. */

const SAME: readonly (readonly [string, string, string])[] = [
  ['the order of keys', '{"b": 1, "a": {"d": 2, "c": 3}}', '{"a": {"c": 3, "d": 2}, "b": 1}'],
  ['white space', '{\n "a" :\t[1 , 2]}', '{"a":[1,2]}'],
  ['zeros at the end of a number', '{"a": 12.50}', '{"a": 12.5}'],
  ['a number with an exponent', '[1.25e1, 125E-1, 0.00125e+4]', '[12.5, 12.5, 12.5]'],
  ['a whole number written as a fraction', '[1.0, -0, 100]', '[1, 0, 1e2]'],
  ['an emoji and its escapes', '["\\ud83d\\ude00", "\\u00e9"]', '["😀", "é"]'],
  ['a number beyond 64 bits', '[123456789012345678901234567890.5]', '[123456789012345678901234567890.50]'],
  ['a number of more than 400 digits', '[1e500]', `[1${'0'.repeat(500)}]`],
  [
    'keys that programs stumble over',
    '{"__proto__": 1, "constructor": 2, "object": 3}',
    '{"object": 3, "constructor": 2, "__proto__": 1}',
  ],
];

const DIFFERENT: readonly (readonly [string, string, string])[] = [
  ['a number that JavaScript rounds', '{"n": 9007199254740993}', '{"n": 9007199254740992}'],
  ['the last of many digits', '[0.12345678901234567891]', '[0.12345678901234567892]'],
  ['the order of a list', '[1, 2]', '[2, 1]'],
  ['a text and a number', '{"a": "1"}', '{"a": 1}'],
  ['a text and a flag', '{"a": "true"}', '{"a": true}'],
  ['null and no key', '{"a": null}', '{}'],
  ['null and false', '{"a": null}', '{"a": false}'],
  ['an empty list and an empty object', '{"a": []}', '{"a": {}}'],
  ['a list of pairs and an object', '[["a", 1]]', '{"a": 1}'],
  ['a number and how the engine writes numbers', '[5]', '[{"number": "5"}]'],
  ['an object and how the engine writes objects', '{"a": 1}', '{"object": [["a", 1]]}'],
  ['letter case of a key', '{"A": 1}', '{"a": 1}'],
  ['two compositions of an accent', '["caf\u00e9"]', '["cafe\u0301"]'],
  ['a key that programs stumble over', '{"__proto__": {"a": 1}}', '{}'],
];

const BROKEN: readonly (readonly [string, string, string])[] = [
  ['a text cut short', '{"a": 1', 'malformed JSON at position 7'],
  ['the quotes of another language', "{'a': 1}", 'malformed JSON at position 1'],
  ['a number that is none', '{"a": NaN}', 'malformed JSON at position 6'],
  ['a comma too many', '[1,]', 'malformed JSON at position 3'],
  ['a line end within a text', '["a\nb"]', 'malformed JSON at position 3'],
  ['two documents', '{} {}', 'malformed JSON at position 3'],
  [
    'a key that stands twice with two values',
    '{"a": 1, "a": 2}',
    'a key of the JSON object is repeated at position 10',
  ],
];

describeEachEngine('JSON traps', (engine) => {
  const open = useTwoSides(engine);
  const compare = async (legacy: string, current: string) => {
    await stage(
      open(),
      { dispatch_product: [like({ customization: legacy })] },
      { products: [like({ customization: current })] },
    );
    return compareRecord(open(), products);
  };

  test.each(SAME)('the same: %s', async (_title, legacy, current) => {
    const pair = await compare(legacy, current);
    expect([pair.verdict, concernedFields(pair)]).toEqual(['MATCHED', []]);
  });

  test.each(DIFFERENT)('different: %s', async (_title, legacy, current) => {
    const pair = await compare(legacy, current);
    expect([pair.verdict, concernedFields(pair)]).toEqual(['DIFFERENT', ['customization']]);
    expect(comparedField(pair, 'customization').because).toBe('the documents mean different things');
  });

  test.each(BROKEN)('unreadable: %s', async (_title, legacy, because) => {
    const pair = await compare(legacy, '{}');
    expect([pair.verdict, concernedFields(pair)]).toEqual(['UNREADABLE', ['customization']]);
    expect(comparedField(pair, 'customization')).toMatchObject({ because, expected: undefined });
  });

  test('a broken document within another names its path and its position', async () => {
    await stage(open(), { dispatch_payment: [like({ installments: '[1, 2' })] }, { payments: [like()] });
    const pair = await compareRecord(open(), payments);
    expect([pair.verdict, concernedFields(pair)]).toEqual(['UNREADABLE', ['metadata']]);
    expect(comparedField(pair, 'metadata').because).toMatch(/^installments: malformed JSON at position \d+$/);
  });

  test.each([2_500, 4_000, 20_000])('a document of %d levels breaks no comparison', async (depth) => {
    const deep = `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;
    await stage(open(), { dispatch_product: [like({ customization: deep })] }, {});
    expect(['MISSING', 'UNREADABLE']).toContain((await compareRecord(open(), products)).verdict);
  });

  describe('what PostgreSQL refuses to store is not said to be migratable', () => {
    test.each([
      ['the character NUL', '["a\\u0000b"]'],
      ['half of a surrogate pair', '["a\\ud800b"]'],
      ['the second half before the first', '["\\ude00\\ud83d"]'],
    ])('%s', async (_title, legacy) => {
      await stage(open(), { dispatch_product: [like({ customization: legacy })] }, {});
      await expect(open().new.query('SELECT $1::jsonb', [legacy])).rejects.toThrow(/json|Unicode/);
      const pair = await compareRecord(open(), products);
      expect([pair.verdict, concernedFields(pair)]).toEqual(['BLOCKED', ['customization']]);
      expect(pair.problems).toMatchObject([{ code: 'VALUE_INVALID' }]);
    });

    test('an escaped backslash before u0000 is no NUL', async () => {
      const text = '["a\\\\u0000b"]';
      const pair = await compare(text, text);
      expect(pair.verdict).toBe('MATCHED');
    });
  });
});
