import { createCodeMap } from '../../reconciliation/answers/code-map/code-map';
import type { Row } from '../mappings/fixture';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { aboutPeople, depot, item, items, keeper, keepers, newKeeper, range, thing } from './answers-world';

describeEachEngine('the code map of a field that may not be quoted', (engine) => {
  const open = useTwoSides(engine, { mappings: depot });
  const fill = (legacy: readonly Row[], current: readonly Row[]): Promise<void> =>
    open().replaceRows({ depot_item: legacy }, { depot_things: current });
  const draw = (field: string) => createCodeMap(open().sides, items, field);

  test('pseudonyms stand for personal values, in the findings they are counted', async () => {
    await fill(
      [
        ...range(1, 2, (id) => item(id, { remark: 'about somebody' })),
        item(3, { remark: 'about another' }),
        item(4, { remark: '' }),
        item(5, { remark: null }),
      ],
      [
        thing(1, { remark: 'about somebody' }),
        thing(2, { remark: 'about another' }),
        thing(3, { remark: 'about a third' }),
        thing(4, { remark: null }),
        thing(5, { remark: '' }),
      ],
    );
    const { isMasked, entries, findings, ...rest } = await draw('remark');
    expect(isMasked).toBe(true);
    const shown = entries.map(({ code, expected, values }) => [code, expected, values.map(({ value }) => value)]);
    expect(new Map(shown.map((entry) => [entry[0], entry]))).toEqual(
      new Map([
        ['value 1', ['value 1', 'value 1', ['value 1', 'value 2']]],
        ['value 2', ['value 2', 'value 2', ['value 3']]],
        ['', ['', '', [null]]],
        [null, [null, null, ['']]],
      ]),
    );
    expect(entries[0]?.values.map(({ count, isExpected }) => [count, isExpected])).toEqual([
      [1, true],
      [1, false],
    ]);
    expect(findings).toEqual([
      '1 legacy value with more than one new value',
      '3 legacy values with another new value than the rule gives',
    ]);
    expect(JSON.stringify([entries, findings])).not.toContain('about');
    expect(rest).toMatchObject({ excluded: 0, unreadable: 0 });
  });

  test('a value is masked by the class of either side, and why it is refused does not tell it', async () => {
    await open().replaceRows(
      { depot_keeper: [keeper(1), keeper(2, { kind: 'CANARY' })] },
      { depot_keepers: [newKeeper(1), newKeeper(2, { role: 'helper' })] },
    );
    const { isMasked, entries, findings } = await createCodeMap(open().sides, aboutPeople(keepers, 'role'), 'role');
    expect(isMasked).toBe(true);
    expect(entries.find(({ problem }) => problem !== null)).toMatchObject({
      problem: 'the map of the rule lacks the value',
      isListed: false,
    });
    expect(findings).toEqual(['1 legacy value refused by the rule: 1 record']);
    expect(JSON.stringify(entries)).not.toMatch(/CANARY|master|helper/);
    const { isMasked: isNameMasked, entries: names } = await createCodeMap(open().sides, keepers, 'name');
    expect([isNameMasked, names.map(({ code }) => code)]).toEqual([true, ['value 1', 'value 2']]);
  });

  test('two notations of a masked number are one value', async () => {
    await fill(
      range(1, 2, (id) => item(id)),
      [thing(1, { price: '12.5' }), thing(2, { price: '13' })],
    );
    const { entries } = await createCodeMap(open().sides, aboutPeople(items, 'price'), 'price');
    expect(entries).toMatchObject([{ code: 'value 1', expected: 'value 2', values: [{}, {}] }]);
    expect(new Map(entries[0]?.values.map(({ value, isExpected }) => [value, isExpected]))).toEqual(
      new Map([
        ['value 2', true],
        ['value 3', false],
      ]),
    );
  });
});
