import { legacyDigest } from '../comparing/fingerprint';
import type { Pair } from '../comparing/pair';
import type { Database } from '../reading/database';
import { LegacyReader } from '../reading/legacy-reader';
import { Refusal, RefusalCode, type RefusalView } from './refusal';

/** Reads the legacy side once more after the commit: what changed meanwhile is said, never silently wrong. */
export async function recheck(legacySide: Database, pairs: readonly Pair[]): Promise<RefusalView[]> {
  const reader = new LegacyReader(legacySide);
  for (const { mapping, legacy } of pairs) {
    if (legacy === null) continue;
    const [again] = await reader.list(mapping, { keys: [legacy.key] });
    if (legacyDigest(mapping, again ?? null) === legacyDigest(mapping, legacy)) continue;
    const message = `${mapping.name} ${legacy.key} changed on the legacy side while it was written: compare it again`;
    return [new Refusal(RefusalCode.NEEDS_RECHECK, message).view()];
  }
  return [];
}
