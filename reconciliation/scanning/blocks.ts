/** Legacy keys of one block: the ledger remembers that many settled pairs in one row. */
export const BLOCK = 1024n;

/** A legacy key as the number of its block and its place in it. */
export interface Place {
  readonly block: string;
  readonly offset: number;
}

/** Digits up to which a number is exact. */
const SAFE_DIGITS = 15;

/** Null: the key is no whole number, and in no block. */
export function placeOf(key: string): Place | null {
  if (key.length <= SAFE_DIGITS && /^-?\d+$/.test(key)) {
    const block = Math.floor(Number(key) / 1024);
    return { block: String(block), offset: Number(key) - block * 1024 };
  }
  if (!/^-?\d{1,20}$/.test(key)) return null;
  const number = BigInt(key);
  return { block: String(number >> 10n), offset: Number(number & 1023n) };
}

/** Settled pairs of one block, by their places in rising order; the digests are of what was seen of each. */
export interface SettledBlock {
  readonly verdict: 'MATCHED' | 'EXCLUDED';
  readonly block: string;
  readonly offsets: number[];
  /** Null where the digest is of another basis; empty for EXCLUDED pairs, which have none. */
  readonly legacyDigests: (number | null)[];
  readonly newDigests: (number | null)[];
}

/** Gathers settled pairs that come in the order of their keys. */
export class BlockBuilder {
  readonly blocks: SettledBlock[] = [];
  private readonly last = new Map<SettledBlock['verdict'], SettledBlock>();
  private latest: { readonly key: string; readonly block: SettledBlock } | null = null;

  add(key: string, digests: { readonly legacy: number; readonly new: number } | null): void {
    const place = placeOf(key);
    if (place === null) throw new Error('a settled pair has no whole number for its key');
    const block = this.blockOf(digests === null ? 'EXCLUDED' : 'MATCHED', place.block);
    block.offsets.push(place.offset);
    if (digests !== null) {
      block.legacyDigests.push(digests.legacy);
      block.newDigests.push(digests.new);
    }
    this.latest = { key, block };
  }

  /** Takes the pair back that was added last, if it has this key; answers whether it had. */
  takeBack(key: string): boolean {
    if (this.latest?.key !== key) return false;
    const { block } = this.latest;
    block.offsets.pop();
    block.legacyDigests.pop();
    block.newDigests.pop();
    this.latest = null;
    return true;
  }

  private blockOf(verdict: SettledBlock['verdict'], number: string): SettledBlock {
    const last = this.last.get(verdict);
    if (last?.block === number) return last;
    const block: SettledBlock = { verdict, block: number, offsets: [], legacyDigests: [], newDigests: [] };
    this.last.set(verdict, block);
    this.blocks.push(block);
    return block;
  }
}
