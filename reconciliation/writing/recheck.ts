import { legacyDigest, parseFingerprint } from '../comparing/fingerprint';
import type { Database } from '../reading/database';
import { LegacyReader } from '../reading/legacy-reader';
import { isOutOfReach } from './database-error';
import type { Plan } from './plan';
import { Refusal, RefusalCode, type RefusalView } from './refusal';

/** Reads the legacy side once more after the commit: what changed since the plan is said, never silently wrong. */
export async function recheck(legacySide: Database, { mapping, legacyId, fingerprint }: Plan): Promise<RefusalView[]> {
  // A plan that rests on a change or a waiver has no legacy record to hold against.
  const planned = parseFingerprint(fingerprint.split('+')[0] ?? '');
  if (planned === null || legacyId === null) return [];
  const needed = (why: string): RefusalView[] => [
    new Refusal(
      RefusalCode.NEEDS_RECHECK,
      `${mapping.name} ${legacyId} was written, and ${why}: compare it again`,
    ).view(),
  ];
  try {
    const [record] = await new LegacyReader(legacySide).list(mapping, { keys: [legacyId] });
    const isUnchanged = legacyDigest(mapping, record ?? null) === planned.legacy;
    return isUnchanged ? [] : needed('the legacy record changed meanwhile');
  } catch (error) {
    // The write stands, whatever becomes of this look.
    if (isOutOfReach(error)) return needed('the legacy side could not be read again');
    throw error;
  }
}
