import { claimOf, expectFields, scopeOf } from '../../comparing/expectation';
import type { Mapping } from '../../mapping';
import type { Database } from '../../reading/database';
import { LegacyReader } from '../../reading/legacy-reader';
import { legacyPages } from '../paired-pages';
import { project } from '../projection';

/** Legacy records that would all find the same new row. */
export interface LegacyDuplicateGroup {
  readonly claim: readonly string[];
  readonly count: number;
  /** The first of them. */
  readonly legacyIds: readonly string[];
}

export interface LegacyDuplicates {
  readonly total: number;
  readonly groups: readonly LegacyDuplicateGroup[];
}

/** What is looked through in one answer: the natural key of every record is kept until the last is read. */
const MOST_RECORDS = 1_000_000;
const MOST_IDS = 20;

/** The legacy records of a mapping that share a natural key; null: it has none, or too many records. */
export async function listLegacyDuplicates(
  database: Database,
  mapping: Mapping,
  first: number,
): Promise<LegacyDuplicates | null> {
  if (mapping.new.keyColumn !== null) return null;
  const reader = new LegacyReader(database);
  if ((await reader.count(mapping)) > MOST_RECORDS) return null;
  const projected = project(mapping);
  const seen = new Map<string, string>();
  const shared = new Map<string, { claim: readonly string[]; count: number; legacyIds: string[] }>();
  for await (const records of legacyPages(reader, projected)) {
    for (const record of records) {
      const claim =
        scopeOf(projected, record) === 'IN' ? claimOf(projected, record, expectFields(projected, record)) : null;
      if (claim === null) continue;
      const key = JSON.stringify(claim);
      const earlier = seen.get(key);
      if (earlier === undefined) {
        seen.set(key, record.key);
        continue;
      }
      const group = shared.get(key) ?? { claim, count: 1, legacyIds: [earlier] };
      shared.set(key, group);
      group.count += 1;
      if (group.legacyIds.length < MOST_IDS) group.legacyIds.push(record.key);
    }
  }
  const groups = [...shared.values()].sort((one, other) => other.count - one.count);
  return { total: groups.length, groups: groups.slice(0, first) };
}
