import type { ValueKind } from '../../entities/table';
import type { ReadPath } from '../mapping';
import { readCell } from '../value';
import { columnAt, type ScanPlan } from './scan-plan';

export type Texts = readonly (string | null)[];

/** What a decoder writes where bytes were no text: whether they were is seen from the bytes alone. */
const REPLACEMENT = '\uFFFD';

/** Places of a row before those of its own values: the key and the frame. */
export const OWN = 2;

/** Whether a text is certainly what its kind should be. Bytes where text was expected are not. */
export function isReadable(kind: ValueKind, text: string | null): boolean {
  if (text === null) return true;
  if (typeof text !== 'string') return false;
  if (kind === 'text' || kind === 'json' || kind === 'enum') return !text.includes(REPLACEMENT);
  if (kind === 'instant' || kind === 'date' || kind === 'uuid') return typeof readCell(kind, text) === 'string';
  return true;
}

/** The legacy row that is looked at, as rules read it. */
export class LegacyRow {
  texts: Texts = [];
  private readonly places: ReadonlyMap<string, number>;
  private readonly kinds: readonly ValueKind[];

  constructor({ mapping, paths }: ScanPlan) {
    this.places = new Map(paths.map((path, index) => [path, index + OWN]));
    this.kinds = paths.map((path) => columnAt(mapping, path).kind);
  }

  readonly read: ReadPath = (path) => this.texts[this.placeOf(path)] ?? null;

  placeOf(path: string): number {
    const place = this.places.get(path);
    if (place === undefined) throw new Error(`path ${path} was not read`);
    return place;
  }

  /** Whether the values at these places are certainly readable; of others nobody can say anything. */
  areReadable(places: readonly number[]): boolean {
    for (const place of places) {
      if (!isReadable(this.kinds[place - OWN] ?? 'text', this.texts[place] ?? null)) return false;
    }
    return true;
  }
}
