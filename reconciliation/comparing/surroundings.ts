import type { MappedField, Mapping } from '../mapping';
import { type NewReader, type NewRecord, parentLookup } from '../reading/new-reader';
import type { FieldExpectation } from './expectation';
import { References, wantedParents } from './resolve-references';

/** A legacy record of a batch with what its rules give, and its row where there is one. */
interface Entry {
  readonly key: string;
  readonly expectations: readonly FieldExpectation[];
  readonly row: NewRecord | undefined;
}

/** What stands around a batch on the new side: the parents it names, and the unique values that others already have. */
export interface Surroundings {
  readonly references: References;
  /** By legacy key, the fields whose expected value another row already holds in a unique column. */
  readonly taken: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Unique columns that a record without a counterpart may collide in; the legacy key itself is how it is found. */
const uniqueFields = (mapping: Mapping): MappedField[] =>
  mapping.fields.filter(
    (field) => field.column.unique && field.property !== mapping.new.keyColumn && !field.rule.reference,
  );

/** The expected values of one field of the records that have no row, by legacy key. */
function expectedValues(field: MappedField, batch: readonly Entry[]): Map<string, string> {
  const expected = new Map<string, string>();
  for (const entry of batch) {
    const outcome =
      entry.row === undefined ? entry.expectations.find((candidate) => candidate.field === field)?.outcome : undefined;
    if (outcome !== undefined && 'value' in outcome && outcome.value !== null) expected.set(entry.key, outcome.value);
  }
  return expected;
}

/** Looks everything up in one statement. */
export async function lookAround(reader: NewReader, mapping: Mapping, batch: readonly Entry[]): Promise<Surroundings> {
  const parents = wantedParents(batch);
  const unique = uniqueFields(mapping).map((field) => ({ field, expected: expectedValues(field, batch) }));
  const found = await reader.lookUp([
    ...parents.map((wanted) => parentLookup(wanted.mapping, [...wanted.keys], [...wanted.tested])),
    ...unique.map(({ field, expected }) => ({
      table: mapping.new.table,
      by: field.column,
      texts: [...new Set(expected.values())],
      also: [],
    })),
  ]);
  const references = new References();
  for (const [index, wanted] of parents.entries()) references.add(wanted.mapping, found[index] ?? []);
  const taken = new Map<string, Set<string>>();
  for (const [index, { field, expected }] of unique.entries()) {
    const present = new Set((found[parents.length + index] ?? []).map((row) => row.key));
    for (const [key, value] of expected) {
      if (present.has(value)) taken.set(key, (taken.get(key) ?? new Set()).add(field.property));
    }
  }
  return { references, taken };
}
