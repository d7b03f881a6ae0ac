import type { RunRequest } from '../runs/run-request';
import type { WriteRequest } from '../writing/write-request';
import type { Row } from './page-store';
import { placeIn } from './row-place';

/** What can be wished for from the list. */
export type Wish = 'WAIVE' | 'MIGRATE' | 'RECONCILE';

/** The preview of a write, the question for a run, or why there is neither. */
export type Answered = { readonly write: WriteRequest } | { readonly run: RunRequest } | { readonly refusal: string };

interface WishWords {
  readonly verb: string;
  /** The verdicts that it can be done about. */
  readonly verdicts: readonly string[];
  /** Of a record with another verdict. */
  readonly why: string;
  readonly mutation: string;
}

export const WISHES: Record<Wish, WishWords> = {
  WAIVE: {
    verb: 'Waive',
    verdicts: ['DIFFERENT', 'MISSING', 'BLOCKED', 'EXTRA', 'AMBIGUOUS', 'UNREADABLE'],
    why: 'There is nothing to accept.',
    mutation: 'waiveDiscrepancy',
  },
  MIGRATE: {
    verb: 'Migrate',
    verdicts: ['MISSING', 'BLOCKED'],
    why: 'Only what the new side does not have can be migrated.',
    mutation: 'migrateRecord',
  },
  RECONCILE: {
    verb: 'Reconcile',
    verdicts: ['DIFFERENT'],
    why: 'Only fields that are different can be reconciled.',
    mutation: 'reconcileRecord',
  },
};

/** So many records can one run be asked for by their ids. */
const MOST = 10_000;

function answerForOne(wish: Wish, row: Row): Answered {
  const { verdicts, why } = WISHES[wish];
  if (row.state === 'CLOSED') return { refusal: 'This discrepancy is closed: it was gone when it was last looked at.' };
  if (!verdicts.includes(row.verdict)) return { refusal: `${why} This record is ${row.verdict.toLowerCase()}.` };
  const { mapping, fields } = row;
  const { legacyId, newId } = placeIn(row);
  if (legacyId != null)
    return { write: wish === 'WAIVE' ? { kind: wish, mapping, legacyId } : { kind: wish, mapping, legacyId, fields } };
  if (wish === 'WAIVE' && newId != null) return { write: { kind: wish, mapping, newId } };
  return { refusal: 'No single legacy record stands behind this row.' };
}

function answerForSeveral(wish: Wish, rows: readonly Row[]): Answered {
  if (wish === 'WAIVE')
    return {
      refusal: 'Waiving is one by one, or by root cause: what is accepted has to be looked at. Clear the selection.',
    };
  const { verb, verdicts, why } = WISHES[wish];
  const mappings = [...new Set(rows.map(({ mapping }) => mapping))];
  const [mapping] = mappings;
  if (mapping === undefined || mappings.length > 1)
    return { refusal: `A run is about one mapping; what is selected belongs to ${mappings.length}.` };
  const other = rows.filter(({ verdict, state }) => !verdicts.includes(verdict) || state === 'CLOSED').length;
  if (other > 0) return { refusal: `${why} Of the ${rows.length} selected, ${other} cannot be.` };
  const legacyIds = rows.flatMap(({ legacyId }) => (legacyId === null ? [] : [legacyId]));
  if (legacyIds.length < rows.length) return { refusal: 'No single legacy record stands behind one of the rows.' };
  if (legacyIds.length > MOST) return { refusal: `A run takes at most ${MOST} records by their ids.` };
  return { run: { kind: wish, title: `${verb} ${rows.length} records`, mapping, legacyIds } };
}

/** What a wish about the selected rows comes to or, where none is selected, about the row in focus. */
export function answerFor(wish: Wish, selected: readonly Row[], focused: Row | undefined): Answered {
  const [one, second] = selected;
  if (second !== undefined) return answerForSeveral(wish, selected);
  const row = one ?? focused;
  if (row === undefined) return { refusal: 'No record is in focus: j and k move through the list.' };
  return answerForOne(wish, row);
}
