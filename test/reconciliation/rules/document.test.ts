import fc from 'fast-check';
import { asFlag, asJson, asNumber, asText, document } from '../../../reconciliation/rules/document';
import { expectOf } from './expect';

const rule = document({
  name: asText('name'),
  numbers: { price: asNumber('price'), count: asNumber('count') },
  open: asFlag('open'),
  plan: asJson('plan'),
});

const full = { name: 'Ada "L"\n', price: '12.50', count: '9007199254740993', open: 'true', plan: '[1.0, {"a": null}]' };

const held = document({ a: asNumber('a'), b: { c: asText('c') }, list: asJson('list') });

const equal = (expected: string, actual: string): boolean => held.equal?.(expected, actual) ?? false;

describe('what a document should hold', () => {
  test('each leaf in its own form, numbers with all their digits', () => {
    expect(expectOf(rule, full)).toEqual({
      value:
        '{"name":"Ada \\"L\\"\\n","numbers":{"price":12.50,"count":9007199254740993},"open":true,"plan":[1.0, {"a": null}]}',
    });
  });

  test('NULL is null; an empty text is one, but no number and no document', () => {
    expect(expectOf(rule, {})).toEqual({
      value: '{"name":null,"numbers":{"price":null,"count":null},"open":null,"plan":null}',
    });
    expect(expectOf(rule, { name: '', price: '', plan: '' })).toMatchObject({
      value: expect.stringContaining('"name":"","numbers":{"price":null') as string,
    });
  });

  test('a broken document within it names its path', () => {
    expect(expectOf(rule, { ...full, plan: '[1,' })).toEqual({ unreadable: 'plan: malformed JSON at position 3' });
  });

  test('it reads every path once', () => {
    expect(document({ a: asText('x'), b: { c: asNumber('x'), d: asText('y') } }).reads).toEqual(['x', 'y']);
  });

  test('whatever a text holds, the document can be read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const outcome = expectOf(document({ name: asText('name') }), { name });
        expect('value' in outcome ? JSON.parse(outcome.value ?? '') : outcome).toEqual({ name });
      }),
    );
  });
});

describe('when a document is the same', () => {
  const expected = '{"a":1.0,"b":{"c":"x"},"list":[{"d":1}]}';

  test.each([
    ['other keys beside the declared ones', '{"a":1,"b":{"c":"x","note":1},"list":[{"d":1}],"loaded":"yes"}'],
    ['another order, another notation', '{"list":[{"d":1.0}],"b":{"c":"x"},"a":10e-1}'],
  ])('the same: %s', (_title, actual) => expect(equal(expected, actual)).toBe(true));

  test.each([
    ['another key within a document of the legacy side', '{"a":1,"b":{"c":"x"},"list":[{"d":1,"invented":2}]}'],
    ['a declared key that is not there', '{"b":{"c":"x"},"list":[{"d":1}]}'],
    ['null where a key should be', '{"a":null,"b":{"c":"x"},"list":[{"d":1}]}'],
    ['a nested key that is not there', '{"a":1,"b":{},"list":[{"d":1}]}'],
    ['a text where a number belongs', '{"a":"1","b":{"c":"x"},"list":[{"d":1}]}'],
    ['something else within a list', '{"a":1,"b":{"c":"x"},"list":[{"d":1,"e":2}]}'],
    ['a list that is longer', '{"a":1,"b":{"c":"x"},"list":[{"d":1},{"d":1}]}'],
    ['a list of pairs', '[["a",1.0],["b",{"c":"x"}],["list",[{"d":1}]]]'],
    ['no object at all', '1'],
    ['null', 'null'],
    ['the canonical form itself', '{"object":[["a",{"number":"1"}]]}'],
  ])('different: %s', (_title, actual) => expect(equal(expected, actual)).toBe(false));

  test('a null is expected to stand there', () => {
    expect(equal('{"a":null}', '{"a":null}')).toBe(true);
    expect(equal('{"a":null}', '{}')).toBe(false);
    expect(equal('{"a":null}', '{"a":0}')).toBe(false);
  });

  test('more keys never make a difference, fewer always do', () => {
    const keys = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
    fc.assert(
      fc.property(fc.dictionary(keys, fc.integer()), fc.dictionary(keys, fc.integer()), (declared, more) => {
        const whole = JSON.stringify(Object.fromEntries([...Object.entries(more), ...Object.entries(declared)]));
        const part = JSON.stringify(Object.fromEntries(Object.entries(declared)));
        expect(equal(part, whole)).toBe(true);
        if (Object.keys(JSON.parse(whole) as object).length > Object.keys(declared).length)
          expect(equal(whole, part)).toBe(false);
      }),
    );
  });
});
