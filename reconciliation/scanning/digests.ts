import { crc32 } from 'node:zlib';
import type { Pair } from '../comparing/pair';
import { legacyTextsOf } from './legacy-texts';
import { newTextsOf } from './new-texts';
import { canScan, type ScanPlan, scanPlanOf } from './scan-plan';

type Texts = readonly (string | null)[];

/** Characters up to which a text is gone through here before it could be handed over to be. */
const SHORT = 32;

/** FNV-1a of the characters. */
function digestShort(text: string): number {
  let digest = 0x811c9dc5 ^ text.length;
  for (let place = 0; place < text.length; place += 1) digest = Math.imul(digest ^ text.charCodeAt(place), 0x01000193);
  return digest;
}

/** Of texts one after the other, so that none of them has to be joined to the next. */
function mix(digest: number, text: string | null): number {
  const own = text === null ? 1 : text.length < SHORT ? digestShort(text) : crc32(text);
  return (Math.imul(digest, 31) + own) | 0;
}

/** A short digest of what a scan saw of one side of a pair, from this place on: the frame, then the cells. */
export function digestTexts(texts: Texts, from: number): number {
  return digestRest(0, texts, from);
}

const areSame = (one: Texts, other: Texts): boolean =>
  one.length === other.length && one.every((text, index) => text === other[index]);

/** The digests of both sides of a pair from a place on; where the texts are the same, they are taken once. */
export function digestPair(legacy: Texts, current: Texts, from: number): { legacy: number; new: number } {
  // Before that place stands the key, which is one and the same.
  if (areSame(legacy, current)) {
    const digest = digestTexts(legacy, from);
    return { legacy: digest, new: digest };
  }
  // What matches begins with the same frame.
  const frame = mix(0, legacy[from] ?? null);
  return { legacy: digestRest(frame, legacy, from + 1), new: digestRest(frame, current, from + 1) };
}

function digestRest(start: number, texts: Texts, from: number): number {
  let digest = start;
  for (let index = from; index < texts.length; index += 1) digest = mix(digest, texts[index] ?? null);
  return digest;
}

const PREFIX = 'scan.';

/** How the digest of one side is written where it stands alone. */
export const writeDigest = (basis: string, digest: number): string => `${PREFIX}${basis}.${digest}`;

/** Whether a remembered digest is one of a scan. */
export const isScanDigest = (text: string): boolean => text.startsWith(PREFIX);

/** The digests that a scan would make of a pair now; null: its mapping is not scanned, or a side has not the one row. */
export function scanDigestsOf(pair: Pair): { readonly legacy: string; readonly new: string } | null {
  const { mapping, legacy, rows } = pair;
  const [row, ...others] = rows;
  if (!canScan(mapping) || legacy === null || row === undefined || others.length > 0) return null;
  const plan: ScanPlan = scanPlanOf(mapping);
  return {
    legacy: writeDigest(plan.basis, digestTexts(legacyTextsOf(plan, legacy), 0)),
    new: writeDigest(plan.basis, digestTexts(newTextsOf(plan, row), 0)),
  };
}

/** Whether two digests are of the same basis, so that they differ only where the texts do. */
export const isOneBasis = (one: string, other: string): boolean => one.split('.')[1] === other.split('.')[1];
