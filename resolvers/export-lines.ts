import type { Discrepancy } from '../entities/ledger/discrepancy';
import type { Pair } from '../reconciliation/comparing/pair';
import { FieldState, isDiscrepancy, Verdict } from '../reconciliation/comparing/verdict';
import type { RequestContext } from './context';
import { FieldComparison } from './types/field-comparison';

/** The names of a line's cells. */
export const HEAD = [
  'system',
  'mapping',
  'legacyId',
  'newId',
  'verdict',
  'field',
  'rule',
  'state',
  'legacyValue',
  'expectedValue',
  'actualValue',
  'because',
];

export type Line = readonly (string | null)[];

/** As the ledger keeps it. */
const EXTRA: string = Verdict.EXTRA;

const TOLD: readonly FieldState[] = [FieldState.DIFFERENT, FieldState.UNREADABLE, FieldState.BLOCKED];

/** The lines of one pair, as the caller may see it: one for each field that is not as it should be, and at least one. */
function linesOf(pair: Pair, { sight }: RequestContext): Line[] {
  if (!isDiscrepancy(pair.verdict)) return [];
  const { mapping, legacyId, rows, verdict, problems } = pair;
  const record = [mapping.system, mapping.name, legacyId, rows[0]?.id ?? null, verdict];
  const fields = pair.fields.filter(({ state }) => TOLD.includes(state));
  if (fields.length === 0) {
    const because = problems.map(({ message }) => message).join('; ');
    return [[...record, null, null, null, null, null, null, because === '' ? null : because]];
  }
  return fields.map((compared) => {
    const seen = FieldComparison.of(pair, compared, sight);
    const values = [seen.legacyValue, seen.expectedValue, seen.actualValue];
    return [...record, seen.field, seen.rule, seen.state, ...values, seen.because];
  });
}

/** The pair of a discrepancy, compared now. A row that only the new side has is known by its own id. */
function findPair({ loaders, service }: RequestContext, discrepancy: Discrepancy): Promise<Pair | null> {
  const { legacyId, newId, verdict } = discrepancy;
  const mapping = service.mappings.find(({ name }) => name === discrepancy.mapping);
  if (mapping === undefined) return Promise.resolve(null);
  if (newId !== null && (legacyId === null || verdict === EXTRA))
    return loaders.pairsByNewId.load({ mapping, id: newId });
  return legacyId === null ? Promise.resolve(null) : loaders.pairs.load({ mapping, id: legacyId });
}

/** The lines of each of these discrepancies, in their order; none for what matches by now or is gone. */
export async function listLines(context: RequestContext, discrepancies: readonly Discrepancy[]): Promise<Line[][]> {
  const pairs = await Promise.all(discrepancies.map((discrepancy) => findPair(context, discrepancy)));
  return pairs.map((pair) => (pair === null ? [] : linesOf(pair, context)));
}
