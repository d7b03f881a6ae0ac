import { createHash } from 'node:crypto';
import { Random } from './random';

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** With version 4 and variant 1, as gen_random_uuid() writes them. Joined, because added strings stay trees in memory. */
const uuidOf = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');

/** Where everything that looks random comes from: equal seeds give equal databases, to the byte. */
export class Seed {
  private readonly newIds = new Map<string, string>();

  constructor(readonly number: number) {}

  /** Numbers for one subject. They depend on no other subject, so a change in one table leaves the others as they were. */
  random(subject: string): Random {
    return new Random(hash(`${this.number}/${subject}`));
  }

  /** The UUID of a new row, the same wherever it is referred to. */
  newId(table: string, key: string): string {
    const place = `${table}/${key}`;
    const known = this.newIds.get(place);
    if (known !== undefined) return known;
    const id = this.rareId(table, key);
    this.newIds.set(place, id);
    return id;
  }

  /** The same without remembering it, for rows of large tables, which next to nothing refers to. */
  rareId(table: string, key: string): string {
    return uuidOf(hash(`${this.number}/${table}/${key}`).toString('hex'));
  }
}
