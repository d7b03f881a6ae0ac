import type { Pair } from '../comparing/pair';
import type { Verdict } from '../comparing/verdict';
import type { Hop } from './cause';

const STATE_WORDS: Record<Verdict, string> = {
  MATCHED: 'present',
  DIFFERENT: 'present',
  MISSING: 'not migrated',
  BLOCKED: 'blocked',
  EXCLUDED: 'left out on purpose',
  EXTRA: 'only on the new side',
  AMBIGUOUS: 'present more than once',
  UNREADABLE: 'unreadable',
};

export function hopOf(pair: Pair, state = STATE_WORDS[pair.verdict]): Hop {
  return {
    mapping: pair.mapping,
    table: pair.mapping.legacy.table.name,
    legacyId: pair.legacyId,
    newId: pair.rows[0]?.id ?? null,
    state,
    verdict: pair.verdict,
  };
}
