/** What came of an export so far. */
export interface Exported {
  /** The lines of all parts, that of the names once. */
  readonly parts: readonly string[];
  readonly fileName: string;
  readonly records: number;
  readonly rows: number;
  /** Where to go on; null: from the beginning. */
  readonly after: string | null;
  readonly isWhole: boolean;
}

export const NOTHING_EXPORTED: Exported = {
  parts: [],
  fileName: 'differences.csv',
  records: 0,
  rows: 0,
  after: null,
  isWhole: false,
};

interface Part {
  readonly csv: string | null;
  readonly fileName: string | null;
  readonly records: number;
  readonly rows: number;
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/** The names contain no line break, whatever the values do. */
const withoutNames = (csv: string): string => csv.slice(csv.indexOf('\n') + 1);

/** The file goes by the name of its first part. */
export function withPart(before: Exported, part: Part): Exported {
  const csv = part.csv ?? '';
  const isFirst = before.parts.length === 0;
  return {
    parts: [...before.parts, isFirst ? csv : withoutNames(csv)],
    fileName: isFirst ? (part.fileName ?? before.fileName) : before.fileName,
    records: before.records + part.records,
    rows: before.rows + part.rows,
    after: part.endCursor ?? before.after,
    isWhole: !part.hasNextPage,
  };
}
