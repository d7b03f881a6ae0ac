import type { Eligibility, Mapping, Rule } from '../mapping';

interface ReferenceOptions {
  /** What the parent's new row must be, with the business reason. */
  eligible?: Eligibility;
  /** Whether the record cannot exist without the parent; absent: as the new column's nullability says. */
  required?: boolean;
}

function target(mapping: () => Mapping, options: ReferenceOptions): NonNullable<Rule['reference']> {
  return {
    mapping,
    eligible: options.eligible ?? null,
    ...(options.required === undefined ? {} : { required: options.required }),
  };
}

/**
 * The parent's new id, found through the parent's own mapping from the legacy id at the end of the path. Compared by
 * meaning: the actual id is turned back into the legacy key of the record that it points at. A parent that is not
 * there blocks the record when it is required, and leaves NULL when it is not.
 */
export function reference<P extends string>(path: P, mapping: () => Mapping, options: ReferenceOptions = {}): Rule<P> {
  const reason = options.eligible === undefined ? '' : `; ${options.eligible.because}`;
  return {
    kind: 'reference',
    words: `new id of the record that ${path} names${reason}`,
    reads: [path],
    expect: (read) => ({ value: read(path) }),
    invert: (legacyKey) => [legacyKey],
    reference: target(mapping, options),
  };
}

/** One fixed parent for every record, named by its natural key. */
export function referenceTo(key: string, mapping: () => Mapping, because: string): Rule<never> {
  return {
    kind: 'reference',
    words: `always ${key}: ${because}`,
    reads: [],
    expect: () => ({ value: key }),
    reference: target(mapping, {}),
  };
}
