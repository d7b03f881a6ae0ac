import { dayNumber, dayText, instantAt } from './moments';

const CAPITALS_AND_DIGITS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** The generator sfc32: small, fast, and the same on every machine, which Math.random is not. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: Buffer) {
    this.a = seed.readUInt32LE(0);
    this.b = seed.readUInt32LE(4);
    this.c = seed.readUInt32LE(8);
    // The first numbers still resemble the seed.
    for (let i = 0; i < 12; i++) this.next();
  }

  private next(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number, both ends included. */
  integer(from: number, to: number): number {
    return from + (this.next() % (to - from + 1));
  }

  /** True in so many cases of a hundred. */
  happens(percent: number): boolean {
    return this.integer(1, 100) <= percent;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.integer(0, list.length - 1)];
    if (item === undefined) throw new Error('cannot pick from an empty list');
    return item;
  }

  shuffle<T>(list: readonly T[]): T[] {
    const shuffled = [...list];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      const [one, two] = [shuffled[last] as T, shuffled[other] as T];
      shuffled[last] = two;
      shuffled[other] = one;
    }
    return shuffled;
  }

  digits(length: number): string {
    return Array.from({ length }, () => this.integer(0, 9)).join('');
  }

  code(length: number, letters = CAPITALS_AND_DIGITS): string {
    return Array.from({ length }, () => letters[this.integer(0, letters.length - 1)]).join('');
  }

  day(from: string, to: string): number {
    return this.integer(dayNumber(from), dayNumber(to));
  }

  /** An instant with microseconds; now and then a whole second, as a person types it. */
  instant(from: string, to: string): string {
    const second = this.integer(0, 86_399);
    return instantAt(this.day(from, to), second, this.happens(15) ? 0 : this.integer(0, 999_999));
  }

  /** An instant on a later day than another one. */
  instantAfter(instant: string, to: string): string {
    return this.instant(dayText(dayNumber(instant.slice(0, 10)) + 1), to);
  }
}
