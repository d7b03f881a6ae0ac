import type { Counted, MeasuredPart } from './measured';

interface Count {
  readonly records: number;
  readonly of: number;
}

/** Records by the value of a field, and of those the ones with the flag set. */
export class Counts {
  readonly byValue = new Map<string | null, Count>();

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

interface PartOptions {
  readonly hasFlag: boolean;
  /** Whether everybody who may read a report may read the field's values. */
  readonly isOpen: boolean;
}

const notesOf = (hidden: number, rarer: number): string[] => [
  ...(hidden === 0
    ? []
    : [`${hidden} ${hidden === 1 ? 'value' : 'values'} may be about a person and count together as other`]),
  ...(rarer > 0 ? [`${rarer} rarer values are not shown`] : []),
];

/** The parts of a breakdown, the largest first and what may not be shown last, and what is missing of them. */
export function partsOf(legacy: Counts | null, current: Counts, { hasFlag, isOpen }: PartOptions) {
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
  // That a field is empty is about nobody.
  const isShown = (value: string | null): boolean => isOpen || value === null;
  const hidden = values.filter((value) => !isShown(value));
  const shown = values.filter(isShown).map((value) => part([value], { value, isOther: false }));
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
