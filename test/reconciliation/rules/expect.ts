import type { ValueKind } from '../../../entities/table';
import type { Expectation, Rule } from '../../../reconciliation/mapping';

/** What a rule derives from these legacy values; a path that is not among them holds NULL. */
export function expectOf(
  rule: Rule,
  values: Readonly<Record<string, string | null>>,
  kind: ValueKind = 'text',
): Expectation {
  return rule.expect((path) => values[path] ?? null, kind);
}

/** The same for a rule that reads one path. */
export function expectOne(rule: Rule, value: string | null): Expectation {
  return rule.expect(() => value, 'text');
}

export const invalid = { problem: { code: 'VALUE_INVALID', message: expect.any(String) as string } };
