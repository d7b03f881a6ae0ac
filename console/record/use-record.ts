import { useSearchParams } from 'wouter';
import {
  type RecordChangeFragment,
  RecordComparedDocument,
  type RecordComparedQuery,
  type RecordDiscrepancyFragment,
  RecordHistoryDocument,
  type RecordHistoryQuery,
  RecordNewRowDiscrepancyDocument,
  RecordRelativesDocument,
  type RecordRelativesQuery,
  RecordRowChangesDocument,
} from '../generated/operations';
import { type Answered, useAnswer } from '../parts/use-answer';
import { useMay } from '../shell/shell-context';
import type { Compared, RecordId } from './compared';

/** Of a long history the newest; the rest when somebody wants it. */
const FEW = 20;
const MANY = 100;
/** Children of one mapping and field that are shown by name. */
const CHILDREN = 5;

interface RecordAnswers {
  readonly compared: Answered<RecordComparedQuery>;
  readonly relatives: Answered<RecordRelativesQuery>;
  readonly history: Answered<RecordHistoryQuery>;
  /** Of a new row that claims a legacy record which is not there, or that did so until it was removed. */
  readonly rowChanges: readonly RecordChangeFragment[];
  /** What the ledger remembers of its not matching; null: nothing, or it cannot be asked for. */
  readonly discrepancy: RecordDiscrepancyFragment | null;
  /** Whether the first question was answered, and with that the others asked. */
  readonly isAnswered: boolean;
  readonly askAll: () => void;
}

/** The two sides come first and alone, so that they are there at once; the rest follows, whether they came or failed. */
export function useRecord(id: RecordId): RecordAnswers {
  const compared = useAnswer(RecordComparedDocument, { ...id });
  const found = compared.data?.record ?? null;
  const isAnswered = !compared.isLoading;
  const legacyId = id.legacyId ?? found?.legacyId ?? null;
  const relatives = useAnswer(RecordRelativesDocument, { ...id, first: CHILDREN }, { pause: found === null });
  const history = useHistory({ ...id, legacyId }, !isAnswered);
  const hasNewRowOnly = found !== null && legacyId === null;
  const newRow = { mapping: id.mapping, newId: id.newId ?? found?.newId ?? '' };
  const remembered = useAnswer(RecordNewRowDiscrepancyDocument, newRow, { pause: !hasNewRowOnly });
  const discrepancy = history.data?.discrepancies?.nodes[0] ?? remembered.data?.record?.discrepancy ?? null;
  const rowId = legacyId === null ? null : found === null ? discrepancy?.newId : isExtra(found) ? found.newId : null;
  const ofRow = { mapping: id.mapping, newId: rowId ?? '', first: FEW };
  const rowChanges = useAnswer(RecordRowChangesDocument, ofRow, { pause: rowId == null });
  return {
    compared,
    relatives,
    history,
    rowChanges: rowId == null ? [] : (rowChanges.data?.changes.nodes ?? []),
    discrepancy,
    isAnswered,
    askAll() {
      for (const { ask } of [compared, history]) ask();
      if (found !== null) relatives.ask();
      if (hasNewRowOnly) remembered.ask();
      if (rowId != null) rowChanges.ask();
    },
  };
}

const isExtra = ({ verdict }: Compared): boolean => verdict === 'EXTRA';

function useHistory({ mapping, legacyId, newId }: RecordId, pause: boolean): Answered<RecordHistoryQuery> {
  const may = useMay();
  const [search] = useSearchParams();
  const hasLegacyId = legacyId !== null;
  const where = { mapping, legacyId };
  return useAnswer(
    RecordHistoryDocument,
    {
      first: search.get('history') === 'all' ? MANY : FEW,
      changes: hasLegacyId ? where : { mapping, newId },
      hasLegacyId,
      discrepancies: { ...where, state: ['OPEN', 'WAIVED', 'CLOSED'] },
      waivers: where,
      audited: hasLegacyId && may('auditEntries'),
      entries: where,
    },
    { pause },
  );
}
