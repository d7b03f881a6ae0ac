/** How much is made of the tables that held more than 50,000 rows; all others are whole in either size. */
export interface Size {
  /** How many rows stand for so many of the real ones, and how many there must be of them all the same. */
  of(whole: number, atLeast?: number): number;
}

/** One row of so many remains. */
const CUT = 50;

export const cut: Size = { of: (whole, atLeast = 0) => Math.max(atLeast, Math.round(whole / CUT)) };

export const full: Size = { of: (whole) => whole };
