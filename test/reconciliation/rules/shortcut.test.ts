import type { Rule } from '../../../reconciliation/mapping';
import { whenPresent } from '../../../reconciliation/mappings/shared';
import { copy, date, flag, integer, json } from '../../../reconciliation/rules/copy';
import { shortcutOf } from '../../../reconciliation/rules/shortcut';

describe('shortcuts', () => {
  test.each<Rule>([copy('a'), integer('a'), flag('a'), date('a')])('$kind keeps what it reads', (rule) => {
    expect(shortcutOf(rule)).toEqual({ keeps: 'a' });
  });

  test('a flag that is turned round keeps nothing', () => {
    expect(shortcutOf(flag('a', { inverted: true }))).toEqual({});
    expect(shortcutOf(flag('a', { absent: 'false' }))).toEqual({});
  });

  test('none goes past what a rule was wrapped in', () => {
    expect(shortcutOf(whenPresent('b', copy('a')))).toEqual({});
    expect(shortcutOf(whenPresent('b', json('a')))).toEqual({});
    expect(shortcutOf({ ...json('a'), equal: () => false })).toEqual({});
    expect(shortcutOf({ ...copy('a'), equal: () => false })).toEqual({});
  });
});
