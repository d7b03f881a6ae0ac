import { BlockBuilder, type SettledBlock } from './blocks';
import { digestPair } from './digests';
import type { Judge } from './judge';
import type { Texts } from './readable';

/** Whether a whole number stands before another one. */
function isBefore(one: string, other: string): boolean {
  if (one.startsWith('-') || other.startsWith('-')) return BigInt(one) < BigInt(other);
  return one.length === other.length ? one < other : one.length < other.length;
}

/** A side of the merge: rows that arrived and were not looked at yet. */
export interface Arrivals {
  /** Undefined: more has to arrive first, or nothing more will. */
  readonly row: Texts | undefined;
  readonly isOver: boolean;
  advance(): void;
}

const keyOf = (texts: Texts): string => texts[0] ?? '';

/** Brings the rows of both sides together by their keys, in whose order they come. */
export class Merge {
  readonly doubtful: string[] = [];
  matched = 0;
  excluded = 0;
  private readonly builder = new BlockBuilder();
  private lastLegacy: string | null = null;
  private lastNew: string | null = null;

  constructor(
    private readonly judge: Judge,
    /** Records that nothing is certain of, because a person decided on them. */
    private readonly decided: ReadonlySet<string>,
  ) {}

  get blocks(): readonly SettledBlock[] {
    return this.builder.blocks;
  }

  /** Goes on until one of the sides has to send more, or both are over. */
  run(legacy: Arrivals, current: Arrivals): void {
    for (;;) {
      const record = legacy.row;
      const row = current.row;
      if ((record === undefined && !legacy.isOver) || (row === undefined && !current.isOver)) return;
      if (record === undefined && row === undefined) return;
      if (record === undefined || (row !== undefined && this.isEarlier(row, record))) {
        if (row !== undefined) this.takeRow(keyOf(row));
        current.advance();
        continue;
      }
      const key = this.takeRecord(record);
      if (row === undefined || keyOf(row) !== key) {
        this.settleAlone(key, record);
      } else {
        this.lastNew = key;
        this.settlePair(key, record, row);
        current.advance();
      }
      legacy.advance();
    }
  }

  private isEarlier(row: Texts, record: Texts): boolean {
    const key = keyOf(row);
    return key !== keyOf(record) && isBefore(key, keyOf(record));
  }

  private takeRecord(record: Texts): string {
    const key = keyOf(record);
    if (this.lastLegacy !== null && !isBefore(this.lastLegacy, key)) throw outOfOrder('legacy');
    this.lastLegacy = key;
    return key;
  }

  /** A row beside no record: it claims one that is not there, or one that another row claims as well. */
  private takeRow(key: string): void {
    if (this.lastNew !== null && isBefore(key, this.lastNew)) throw outOfOrder('new');
    if (key === this.lastNew && key === this.lastLegacy && this.builder.takeBack(key)) this.matched -= 1;
    this.lastNew = key;
    this.doubt(key);
  }

  private settlePair(key: string, record: Texts, row: Texts): void {
    if (this.decided.has(key) || !this.judge.isCertainlyMatched(record, row)) {
      this.doubt(key);
      return;
    }
    this.builder.add(key, digestPair(record, row, 1));
    this.matched += 1;
  }

  private settleAlone(key: string, record: Texts): void {
    if (!this.judge.isCertainlyExcluded(record)) {
      this.doubt(key);
      return;
    }
    this.builder.add(key, null);
    this.excluded += 1;
  }

  private doubt(key: string): void {
    if (this.doubtful.at(-1) !== key) this.doubtful.push(key);
  }
}

const outOfOrder = (side: string): Error => new Error(`the ${side} side did not answer in the order of its keys`);
