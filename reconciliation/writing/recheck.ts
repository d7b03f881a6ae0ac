import { legacyDigest, parseFingerprint } from '../comparing/fingerprint';
import type { Database } from '../reading/database';
import { LegacyReader } from '../reading/legacy-reader';
import type { Plan } from './plan';
import { Refusal, RefusalCode, type RefusalView } from './refusal';

/** Reads the legacy side once more after the commit: what changed since the plan is said, never silently wrong. */
export async function recheck(legacySide: Database, { mapping, legacyId, fingerprint }: Plan): Promise<RefusalView[]> {
  // A plan that rests on a change or a waiver has no legacy record to hold against.
  const planned = parseFingerprint(fingerprint.split('+')[0] ?? '');
  if (planned === null || legacyId === null) return [];
  const [record] = await new LegacyReader(legacySide).list(mapping, { keys: [legacyId] });
  if (legacyDigest(mapping, record ?? null) === planned.legacy) return [];
  const message = `${mapping.name} ${legacyId} changed on the legacy side while it was written: compare it again`;
  return [new Refusal(RefusalCode.NEEDS_RECHECK, message).view()];
}
