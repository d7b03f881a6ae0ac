import { crc32 } from 'node:zlib';
import type { Pair } from '../comparing/pair';
import { legacyTextsOf } from './legacy-texts';
import { newTextsOf } from './new-texts';
import { canScan, type ScanPlan, scanPlanOf } from './scan-plan';

type Texts = readonly (string | null)[];

/** A short digest of what a scan saw of one side of a pair, from this place on: the frame, then the cells. */
export function digestTexts(texts: Texts, from: number): number {
  let joined = texts[from] ?? '';
  for (let index = from + 1; index < texts.length; index += 1) joined += `\u001f${texts[index] ?? '\u0000'}`;
  // As the ledger's column has it, with a sign.
  return crc32(joined) | 0;
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
