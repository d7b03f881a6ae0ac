import { Comparison } from '../../reconciliation/comparison';
import type { Mapping } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
import type { Hold } from '../../reconciliation/runs/hold';
import { planRanges } from '../../reconciliation/scanning/plan-ranges';
import { readDatabasesConfig } from '../../src/config';
import { openRowSources } from '../../src/streams/row-sources';
import type { World } from './world';

export function mappingOf(name: string): Mapping {
  const found = mappings.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`there is no mapping ${name}`);
  return found;
}

/** A hold of no run: nothing pauses it, and nothing is written down but what the comparison itself remembers. */
const unheld: Hold = {
  runId: '00000000-0000-0000-0000-000000000000',
  beforeBatch: () => Promise.resolve(),
  checkpoint: () => Promise.resolve(),
};

/** Compares a whole mapping without a run around it, range after range, on one connection to each side. */
export async function compareRanges({ databases, variables }: World, name: string): Promise<void> {
  const { sides, new: source } = databases;
  const rows = await openRowSources(readDatabasesConfig(variables), 1);
  try {
    const mapping = mappingOf(name);
    const comparison = new Comparison(sides, mappings, { rows, source });
    for (const range of await planRanges(sides.legacy, mapping)) await comparison.compareRange(mapping, range, unheld);
  } finally {
    await rows.close();
  }
}
