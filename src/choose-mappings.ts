import type { Mapping } from '../reconciliation/mapping';
import { mappings } from '../reconciliation/mappings/all';
import { ExitCode, Failure } from './failure';

/** The mappings of these names in their own order; all when none is named. */
export function chooseMappings(names: readonly string[]): readonly Mapping[] {
  const unknown = names.filter((name) => !mappings.some((mapping) => mapping.name === name));
  if (unknown.length > 0) {
    const known = mappings.map((mapping) => mapping.name).join(', ');
    throw new Failure(`There is no mapping ${unknown.join(', ')}. There are ${known}.`, ExitCode.usage);
  }
  return names.length === 0 ? mappings : mappings.filter((mapping) => names.includes(mapping.name));
}
