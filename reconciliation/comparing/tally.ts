import type { RunCounts } from '../../entities/ledger/run';
import type { ComparedPage } from './look-again';
import { Verdict } from './verdict';

type Verdicts = Partial<Record<Verdict, number>>;

const COUNTED: Readonly<Record<Verdict, keyof RunCounts>> = {
  [Verdict.MATCHED]: 'matched',
  [Verdict.DIFFERENT]: 'different',
  [Verdict.MISSING]: 'missing',
  [Verdict.BLOCKED]: 'blocked',
  [Verdict.EXCLUDED]: 'excluded',
  [Verdict.EXTRA]: 'extra',
  [Verdict.AMBIGUOUS]: 'ambiguous',
  [Verdict.UNREADABLE]: 'unreadable',
};

/** What a comparison met, by verdict. */
export class Tally {
  readonly verdicts: Verdicts = {};
  moving = 0;

  add(verdict: Verdict, records = 1): void {
    if (records > 0) this.verdicts[verdict] = (this.verdicts[verdict] ?? 0) + records;
  }

  addPage({ pairs, moving }: ComparedPage): void {
    for (const pair of pairs) this.add(pair.verdict);
    this.moving += moving.length;
  }

  addAll(other: Tally): void {
    for (const verdict of Object.values(Verdict)) this.add(verdict, other.verdicts[verdict] ?? 0);
    this.moving += other.moving;
  }

  /** Pairs that a verdict was found for. */
  get compared(): number {
    return Object.values(this.verdicts).reduce((sum, records) => sum + records, 0);
  }

  /** The same as runs count it: the verdicts and what was moving add up to the rows. */
  get counts(): Partial<RunCounts> {
    const counts: Partial<RunCounts> = { rows: this.compared + this.moving, moving: this.moving };
    for (const verdict of Object.values(Verdict)) counts[COUNTED[verdict]] = this.verdicts[verdict] ?? 0;
    return counts;
  }
}
