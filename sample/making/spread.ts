/**
 * Chooses so many of so many places, evenly and by arithmetic alone: it depends on no seed, and however many places
 * there are, nothing has to be remembered.
 */
export class Spread {
  constructor(
    private readonly places: number,
    readonly chosen: number,
  ) {}

  /** Which of the chosen ones a place is, from 0; null: it is none. */
  ordinalOf(place: number): number | null {
    const ordinal = this.ordinalBefore(place);
    return ordinal === this.ordinalBefore(place - 1) ? null : ordinal;
  }

  has(place: number): boolean {
    return this.ordinalOf(place) !== null;
  }

  /** The last chosen place up to this one, by its ordinal. */
  ordinalBefore(place: number): number {
    return Math.floor((place * this.chosen) / this.places);
  }
}
