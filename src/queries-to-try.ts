import { listFigures } from '../reconciliation/ledger/figures';
import type { Mapping } from '../reconciliation/mapping';
import type { Database } from '../reconciliation/reading/database';

/** Questions for a first look, about the mapping with the most records that something stands in the way of. */
export async function listQueriesToTry(ledger: Database, mappings: readonly Mapping[]): Promise<string[]> {
  const figures = await listFigures(
    ledger,
    mappings.map((mapping) => mapping.name),
  );
  const blocked = (mapping: Mapping): number => figures.get(mapping.name)?.blocked ?? 0;
  const [worst] = [...mappings].sort((one, other) => blocked(other) - blocked(one));
  return [
    '{ mappings { name figures { base matched different missing blocked extra } } }',
    '{ discrepancies(first: 5) { nodes { mapping legacyId verdict fields movedSide } } }',
    `{ rootCauses(mapping: ${worst?.name ?? ''}, first: 3) { code message blocks } }`,
  ];
}
