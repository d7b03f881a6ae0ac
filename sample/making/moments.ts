const DAY = 86_400_000;

/** Days since 1970. Days are counted here and times of day kept apart, so no microsecond meets a Date. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;

export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

/** `2025-01-31T08:15:00.000123Z`, as every instant of the sample is written. */
export function instantAt(day: number, second: number, microsecond: number): string {
  const time = [second / 3600, (second / 60) % 60, second % 60].map((part) => pad(Math.floor(part), 2)).join(':');
  return [dayText(day), 'T', time, '.', pad(microsecond, 6), 'Z'].join('');
}

/** The same time of day, some days later. */
export function daysLater(instant: string, days: number): string {
  return dayText(dayNumber(instant.slice(0, 10)) + days) + instant.slice(10);
}

/** When the new database was filled. */
export const LOADED_AT = '2025-08-16T06:30:00.000000Z';
