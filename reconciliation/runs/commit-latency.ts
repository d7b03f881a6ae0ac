/** How many commits the median is taken of. */
const WINDOW = 20;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** How long others wait for the commit of a batch that was let through alone: it may have had nothing to commit. */
const PATIENCE_MS = 30_000;

/** How often those look who wait for it. */
const LOOK_MS = 100;

/** Waits so many milliseconds, and answers whether the wait was broken off. */
export type Sleep = (milliseconds: number) => Promise<boolean>;

/**
 * How long the new database takes for the commits of this process, over all its runs. While the median is over the
 * limit, one batch at a time is let through, each after a longer pause than the one before; the first that is within the
 * limit again opens the way for all.
 */
export class CommitLatency {
  private samples: number[] = [];
  private pause = 0;
  /** Who was let through alone, and until when others wait for it. */
  private alone: { readonly who: object; readonly until: number } | null = null;

  constructor(
    /** Milliseconds; 0: there is no limit. */
    private readonly limit: number,
  ) {}

  /** Reports how many milliseconds a commit took. */
  add(milliseconds: number): void {
    this.alone = null;
    this.samples.push(milliseconds);
    if (this.samples.length > WINDOW) this.samples.shift();
    if (!this.isOver) this.pause = 0;
  }

  /** Milliseconds, of the last commits; 0: there was none. */
  get median(): number {
    const sorted = [...this.samples].sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }

  get isOver(): boolean {
    return this.limit > 0 && this.median > this.limit;
  }

  /** Waits until `who` may do a batch. Says before the first wait how long commits take, in milliseconds. */
  async enter(who: object, sleep: Sleep, onSlow: (median: number) => void): Promise<void> {
    // Whoever comes again had nothing to commit.
    if (this.alone?.who === who) this.alone = null;
    while (this.isOver || this.isOccupied) {
      if (this.isOver) onSlow(this.median);
      if (!this.isOccupied) return this.goAlone(who, sleep);
      if (await sleep(LOOK_MS)) return;
    }
  }

  private get isOccupied(): boolean {
    return this.alone !== null && Date.now() < this.alone.until;
  }

  private async goAlone(who: object, sleep: Sleep): Promise<void> {
    this.pause = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, this.pause * 2));
    this.alone = { who, until: Date.now() + this.pause + PATIENCE_MS };
    const isBrokenOff = await sleep(this.pause);
    // What was measured before the pause says nothing about now.
    if (isBrokenOff) this.alone = null;
    else this.samples = [];
  }
}
