import { Comparison } from '../reconciliation/comparison';
import { mappings } from '../reconciliation/mappings/all';
import type { Databases } from './databases';
import { createProgress } from './output';

/** Compares every mapping, parents first, and brings the ledger up to date. */
export async function compareAll(databases: Databases): Promise<void> {
  const comparison = new Comparison(databases.sides, mappings, { rows: databases.rows, source: databases.new });
  const progress = createProgress('Comparing');
  try {
    for (const [index, mapping] of mappings.entries()) {
      progress.update(index, mappings.length, mapping.title);
      await comparison.compareMapping(mapping, (compared) =>
        progress.update(index, mappings.length, `${mapping.title}, ${compared} records`),
      );
    }
  } finally {
    progress.stop();
  }
}

/** Compares single records again, by mapping and legacy id. */
export async function compareRecords(
  databases: Databases,
  records: readonly { mapping: string; legacyId: string | null }[],
): Promise<void> {
  const comparison = new Comparison(databases.sides, mappings, { rows: databases.rows, source: databases.new });
  for (const mapping of mappings) {
    const ids = records.flatMap((record) =>
      record.mapping === mapping.name && record.legacyId !== null ? [record.legacyId] : [],
    );
    if (ids.length > 0) await comparison.refresh(mapping, ids);
  }
}
