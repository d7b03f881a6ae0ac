import { digest } from '../comparing/fingerprint';
import type { MappedField, Mapping } from '../mapping';
import { variantsOf } from '../mapping';

/** Classes by their names and marks by theirs, which plain JSON leaves out. */
const named = (_: string, value: unknown): unknown => {
  if (typeof value === 'function') return value.name;
  if (typeof value === 'symbol') return value.toString();
  return value instanceof Map ? [...value] : value;
};

const ofRule = ({ property, column, rule }: MappedField): readonly unknown[] => {
  const { kind, words, reads, labels, reference } = rule;
  const parent = reference && [reference.mapping().name, reference.eligible, reference.required, reference.where];
  return [property, column.name, kind, words, reads, labels, parent];
};

/** Changes whenever the mapping, as far as it can be put into words, asks for something else than it did. */
export function rulesDigest(mapping: Mapping): string {
  const { companions, population, scope, table } = mapping.legacy;
  const { keyColumn, naturalKey, where, table: newTable } = mapping.new;
  const rules = [...mapping.fields, ...mapping.requirements].flatMap(variantsOf).map(ofRule);
  const legacy = [table.name, companions, population, scope?.because, scope?.reads];
  return digest([JSON.stringify([legacy, [newTable.name, keyColumn, naturalKey, where], rules], named)]);
}
