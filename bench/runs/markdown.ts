import type { Times } from './rounds';

const decimals = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const formatSeconds = (seconds: number): string => `${decimals.format(seconds)} s`;
export const formatRatio = (ratio: number): string => `${decimals.format(ratio)}×`;
export const formatCount = (count: number): string => whole.format(count);

/** What a ratio or a figure should be, as it is written and held against it. */
export interface Goal {
  readonly most?: number;
  readonly least?: number;
  readonly unit: string;
}

export function formatGoal({ most, least, unit }: Goal, actual: number): string {
  const isHeld = actual <= (most ?? Number.POSITIVE_INFINITY) && actual >= (least ?? 0);
  const line = most === undefined ? `≥ ${least ?? 0}` : `≤ ${most}`;
  return `${line}${unit} ${isHeld ? 'held' : '**missed**'}`;
}

export const formatTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const formatTimes = (times: Times): string[] => [
  formatSeconds(times.median),
  `${formatSeconds(times.least)} – ${formatSeconds(times.most)}`,
];

export interface Measured {
  readonly name: string;
  readonly times: Times;
  /** What it is held against, in words. */
  readonly measure?: string;
  readonly ratio?: number;
  readonly goal?: Goal;
}

/** A table of what was measured of so many rows. */
export const formatMeasured = (rows: number, measured: readonly Measured[]): string =>
  formatTable(
    ['', 'median', 'least – most', 'rows/s', 'ratio', 'goal'],
    measured.map(({ name, times, measure, ratio, goal }) => [
      name,
      ...formatTimes(times),
      formatCount(rows / times.median),
      ratio === undefined ? '' : `${formatRatio(ratio)} ${measure ?? ''}`.trim(),
      ratio === undefined || goal === undefined ? '' : formatGoal(goal, ratio),
    ]),
  );
