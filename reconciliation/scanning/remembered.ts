import type { Texts } from './readable';

/** Inputs that are remembered; more of them are not likely to come again. */
const MOST = 2_000;

/** Lookups after which it is known whether inputs repeat at all. */
const TRIAL = 8_000;

/** What was worked out of some legacy values, remembered as long as the same ones keep coming. */
export class Remembered<Value> {
  private known: Map<string | null, Value> | null = new Map();
  private lookups = 0;
  private misses = 0;

  constructor(
    private readonly places: readonly number[],
    private readonly make: () => Value,
  ) {}

  of(texts: Texts): Value {
    if (this.known === null) return this.make();
    const input = this.inputOf(texts);
    const found = this.known.get(input);
    this.lookups += 1;
    if (found !== undefined) return found;
    this.misses += 1;
    if (this.lookups > TRIAL && this.misses * 2 > this.lookups) this.known = null;
    const made = this.make();
    if (this.known !== null && this.known.size >= MOST) this.known.clear();
    this.known?.set(input, made);
    return made;
  }

  private inputOf(texts: Texts): string | null {
    const [only = 0] = this.places;
    if (this.places.length === 1) return texts[only] ?? null;
    let input = '';
    // With its length before each text, so that no two lists give one input.
    for (const place of this.places) {
      const text = texts[place] ?? null;
      input += text === null ? '-' : `${text.length}:${text}`;
    }
    return input;
  }
}
