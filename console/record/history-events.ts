import type { RecordChangeFragment, RecordDiscrepancyFragment, RecordHistoryQuery } from '../generated/operations';

type Waiver = NonNullable<RecordHistoryQuery['waivers']>['nodes'][number];
type Entry = NonNullable<RecordHistoryQuery['auditEntries']>['nodes'][number];

/** Something that happened to the record. */
export interface HistoryEvent {
  readonly key: string;
  readonly at: string;
  readonly kind: 'LEDGER' | 'CHANGE' | 'WAIVER' | 'AUDIT';
  readonly says: string;
  /** Null: nobody did it, it was found. */
  readonly actor: string | null;
  /** Empty: none was given. */
  readonly reason: string;
  readonly change: RecordChangeFragment | null;
  /** A waiver that holds, and can be withdrawn. */
  readonly standingWaiver: string | null;
}

interface Remembered {
  readonly history: RecordHistoryQuery;
  readonly rowChanges: readonly RecordChangeFragment[];
  readonly discrepancy: RecordDiscrepancyFragment | null;
}

/** All that is remembered in one row, the newest first. */
export function eventsOf({ history, rowChanges, discrepancy }: Remembered): readonly HistoryEvent[] {
  const known = new Set(history.changes.nodes.map(({ id }) => id));
  const changes = [...history.changes.nodes, ...rowChanges.filter(({ id }) => !known.has(id))];
  const waivers = history.waivers?.nodes ?? [];
  const told = new Set([...changes, ...waivers].map(({ id }) => id));
  const entries = (history.auditEntries?.nodes ?? []).filter((entry) => !isTold(entry, told));
  return [
    ...changes.map(ofChange),
    ...waivers.flatMap(ofWaiver),
    ...entries.map(ofEntry),
    ...(discrepancy === null ? [] : ofDiscrepancy(discrepancy)),
  ].sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

/** Whether an entry is about a change or a waiver that is in the row already, with more of it. */
const isTold = ({ changes, ids, outcome }: Entry, told: ReadonlySet<string>): boolean =>
  outcome === 'DONE' && (changes.some((id) => told.has(id)) || ids.some(({ id }) => told.has(id)));

const found = (key: string, at: string, says: string): HistoryEvent => ({
  key,
  at,
  says,
  kind: 'LEDGER',
  actor: null,
  reason: '',
  change: null,
  standingWaiver: null,
});

function ofDiscrepancy(discrepancy: RecordDiscrepancyFragment): readonly HistoryEvent[] {
  const { id, openedAt, seenAt, closedAt, reopened, verdict, fields } = discrepancy;
  const where = fields.length === 0 ? '' : ` in ${fields.join(', ')}`;
  const again =
    reopened === 0 ? '' : `; it came back ${reopened === 1 ? 'once' : `${reopened} times`} after it was gone`;
  return [
    found(`${id} opened`, openedAt, 'First seen not matching'),
    ...(seenAt === openedAt ? [] : [found(`${id} seen`, seenAt, `Last seen ${verdict.toLowerCase()}${where}${again}`)]),
    ...(closedAt === null ? [] : [found(`${id} closed`, closedAt, 'Found gone: there is nothing left to settle')]),
  ];
}

const WRITTEN = { INSERT: 'Row created', UPDATE: 'Row changed', DELETE: 'Row removed' } as const;

const ofChange = (change: RecordChangeFragment): HistoryEvent => ({
  key: `change ${change.id}`,
  at: change.at,
  kind: 'CHANGE',
  says: `${WRITTEN[change.kind]} in ${change.table} (${change.mutation}, change ${change.id})`,
  actor: change.actor,
  reason: change.reason,
  change,
  standingWaiver: null,
});

function ofWaiver(waiver: Waiver): readonly HistoryEvent[] {
  const { id, at, actor, reason, expiresAt, withdrawnAt, withdrawnBy, withdrawnBecause } = waiver;
  const until = expiresAt === null ? 'without an end' : `until ${expiresAt.slice(0, 10)}`;
  const isOver = withdrawnAt !== null || (expiresAt !== null && expiresAt <= new Date().toISOString());
  const what = waiver.field === null ? `as ${(waiver.verdict ?? 'it was').toLowerCase()}` : `in ${waiver.field}`;
  const given: HistoryEvent = {
    ...found(`waiver ${id}`, at, `Waived ${what}, ${until}`),
    kind: 'WAIVER',
    actor,
    reason,
    standingWaiver: isOver ? null : id,
  };
  if (withdrawnAt === null) return [given];
  const withdrawn: HistoryEvent = {
    ...found(`waiver ${id} withdrawn`, withdrawnAt, 'Waiver withdrawn'),
    kind: 'WAIVER',
    actor: withdrawnBy,
    reason: withdrawnBecause ?? '',
  };
  return [withdrawn, given];
}

function ofEntry({ sequence, at, action, actor, outcome, codes, reason }: Entry): HistoryEvent {
  const because =
    codes.length === 0 ? '' : `: ${codes.map((code) => code.toLowerCase().replaceAll('_', ' ')).join(', ')}`;
  return {
    ...found(`entry ${sequence}`, at, `${action} ${outcome.toLowerCase()}${because}`),
    kind: 'AUDIT',
    actor,
    reason,
  };
}
