import type { Pair, Problem } from '../comparing/pair';
import type { PairLoader } from '../comparing/pair-loader';
import { Verdict } from '../comparing/verdict';
import type { Mapping } from '../mapping';
import { walk } from './way';

const nameOf = (mapping: Mapping, key: string): string => `${mapping.name}/${key}`;

/** The parents that a batch of blocked pairs waits for, and theirs, up to the last. */
export class Parents {
  private readonly pairs = new Map<string, Pair>();
  private readonly others = new Set<string>();
  private readonly known = new Set<string>();

  constructor(private readonly loader: PairLoader) {}

  /** Reads them level by level, one batch for each mapping; a record is read once, however many wait for it. */
  async gather(waiting: readonly Pair[]): Promise<void> {
    for (let level = waiting; level.length > 0; ) level = await this.readLevel(level);
  }

  find(mapping: Mapping, key: string): Pair | undefined {
    return this.pairs.get(nameOf(mapping, key));
  }

  /** The legacy table has the key, though it is no record of the mapping. */
  isOtherRecord(mapping: Mapping, key: string): boolean {
    return this.others.has(nameOf(mapping, key));
  }

  private async readLevel(waiting: readonly Pair[]): Promise<Pair[]> {
    const blocked: Pair[] = [];
    for (const [mapping, keys] of this.wanted(waiting)) {
      const records = await this.loader.legacy.list(mapping, { keys: [...keys] });
      for (const record of records) keys.delete(record.key);
      for (const key of await this.loader.legacy.listExistingKeys(mapping, [...keys]))
        this.others.add(nameOf(mapping, key));
      for (const pair of await this.loader.compareMissing(mapping, records)) {
        this.pairs.set(nameOf(mapping, pair.legacyId ?? ''), pair);
        if (pair.verdict === Verdict.BLOCKED) blocked.push(pair);
      }
    }
    return blocked;
  }

  private wanted(waiting: readonly Pair[]): Map<Mapping, Set<string>> {
    const wanted = new Map<Mapping, Set<string>>();
    for (const pair of waiting) {
      for (const problem of pair.problems) {
        const parent = unresolvedParent(pair, problem);
        if (parent === null || this.known.has(nameOf(parent.mapping, parent.key))) continue;
        this.known.add(nameOf(parent.mapping, parent.key));
        wanted.set(parent.mapping, (wanted.get(parent.mapping) ?? new Set()).add(parent.key));
      }
    }
    return wanted;
  }
}

/** The parent that a problem waits for and that has to be read to say why; null: the problem explains itself. */
function unresolvedParent(pair: Pair, problem: Problem): { mapping: Mapping; key: string } | null {
  const mapping = problem.field.rule.reference?.mapping();
  if (mapping === undefined || problem.code !== 'PARENT_UNRESOLVED' || problem.value === null) return null;
  // A parent that others know by a natural key is named by that key and has no legacy id to walk from.
  if (mapping.new.keyColumn === null || walk(pair, problem).gone !== null) return null;
  return { mapping, key: problem.value };
}
