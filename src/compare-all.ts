import { Comparison } from '../reconciliation/comparison';
import { mappings } from '../reconciliation/mappings/all';
import type { Databases } from './databases';
import { createProgress } from './output';

/** Compares every mapping, parents first, and brings the ledger up to date. */
export async function compareAll(databases: Databases, title = 'Comparing'): Promise<void> {
  const comparison = new Comparison(databases.sides, mappings);
  const progress = createProgress(title);
  try {
    for (const [index, mapping] of mappings.entries()) {
      progress.update(index, mappings.length, mapping.title);
      await comparison.compareMapping(mapping);
    }
  } finally {
    progress.stop();
  }
}
