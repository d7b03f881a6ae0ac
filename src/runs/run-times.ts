import type { Run } from '../../entities/ledger/run';

/** The seconds from a run's start to its end or, while it is not over, to now; null: it has not begun. */
export function secondsOf({ startedAt, finishedAt }: Run): number | null {
  if (startedAt === null) return null;
  const end = finishedAt === null ? Date.now() : Date.parse(finishedAt);
  // The clocks of two machines differ.
  return Math.max(0, end - Date.parse(startedAt)) / 1000;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** "under 1 s", "45 s", "3 min 20 s", "2 h 5 min". */
export function inWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 1) return 'under 1 s';
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`;
  return `${Math.floor(whole / HOUR)} h ${Math.floor((whole % HOUR) / MINUTE)} min`;
}
