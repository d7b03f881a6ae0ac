import type { Verdict } from '../comparing/verdict';
import type { Counts } from '../runs/hold';

type Counted = keyof Counts;

/** The counts of a batch while it is worked on. */
export class Tally {
  private readonly counts = new Map<Counted, number>();

  add(what: Counted, records = 1): void {
    if (records > 0) this.counts.set(what, (this.counts.get(what) ?? 0) + records);
  }

  /** Records that were looked at and stand like this. */
  addVerdict(verdict: Verdict, records = 1): void {
    this.add('rows', records);
    this.add(verdict.toLowerCase() as Lowercase<Verdict>, records);
  }

  /** Records that were still changing whenever they were looked at. */
  addMoving(records: number): void {
    this.add('rows', records);
    this.add('moving', records);
  }

  addAll(counts: Counts): void {
    for (const [what, records] of Object.entries(counts)) this.add(what as Counted, records);
  }

  get all(): Counts {
    return Object.fromEntries(this.counts);
  }
}
