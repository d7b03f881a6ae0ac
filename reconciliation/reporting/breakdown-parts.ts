import type { Counted, MeasuredPart } from './measured';

interface Count {
  readonly records: number;
  readonly of: number;
}

/** Records by the value of a field, and of those the ones with the flag set. */
export class Counts {
  readonly byValue = new Map<string | null, Count>();

  /** `isOpen`: the column that the values stand in is about nobody, so they may be shown. */
  constructor(readonly isOpen: boolean) {}

  add(value: string | null, records: number, of: number): void {
    const known = this.sum([value]);
    this.byValue.set(value, { records: known.records + records, of: known.of + of });
  }

  sum(values: readonly (string | null)[]): Count {
    const counts = values.flatMap((value) => this.byValue.get(value) ?? []);
    return {
      records: counts.reduce((sum, { records }) => sum + records, 0),
      of: counts.reduce((sum, { of }) => sum + of, 0),
    };
  }
}

/** A breakdown into more values than anybody reads is cut, and says so. */
const MOST_PARTS = 100;

/**
 * Which of the values may be shown. The same text is about a person on the one side and about nobody on the other, where
 * it was copied out of a column that also holds names: it is shown only if the open column holds it too.
 */
function listOpen(sides: readonly Counts[]): Set<string | null> {
  return new Set([null, ...sides.filter(({ isOpen }) => isOpen).flatMap(({ byValue }) => [...byValue.keys()])]);
}

const notesOf = (hidden: number, rarer: number): string[] => [
  ...(hidden === 0
    ? []
    : [`${hidden} ${hidden === 1 ? 'value' : 'values'} may be about a person and count together as other`]),
  ...(rarer > 0 ? [`${rarer} rarer values are not shown`] : []),
];

/** The parts of a breakdown, the largest first and what may not be shown last, and what is missing of them. */
export function partsOf(legacy: Counts | null, current: Counts, hasFlag: boolean) {
  const counted = (counts: Counts, values: readonly (string | null)[]): Counted => {
    const { records, of } = counts.sum(values);
    return { records, of: hasFlag ? of : null };
  };
  const part = (values: readonly (string | null)[], shown: Pick<MeasuredPart, 'value' | 'isOther'>): MeasuredPart => ({
    ...shown,
    legacy: legacy === null ? null : counted(legacy, values),
    new: counted(current, values),
  });
  const sides = legacy === null ? [current] : [current, legacy];
  const values = [...new Set(sides.flatMap(({ byValue }) => [...byValue.keys()]))];
  const open = listOpen(sides);
  const hidden = values.filter((value) => !open.has(value));
  const shown = values.filter((value) => open.has(value)).map((value) => part([value], { value, isOther: false }));
  const other = hidden.length === 0 ? [] : [part(hidden, { value: null, isOther: true })];
  const most = MOST_PARTS - other.length;
  return {
    parts: [...sorted(shown).slice(0, most), ...other],
    notes: notesOf(hidden.length, shown.length - most),
  };
}

function sorted(parts: readonly MeasuredPart[]): MeasuredPart[] {
  const size = (part: MeasuredPart): number => Math.max(part.new.records, part.legacy?.records ?? 0);
  const name = (part: MeasuredPart): string => part.value ?? '';
  return [...parts].sort((one, other) => size(other) - size(one) || (name(one) < name(other) ? -1 : 1));
}
