import type { Eligibility, Mapping, ReferenceTarget, Rule } from '../mapping';
import { withShortcut } from './shortcut';

interface ReferenceOptions {
  /** What the parent's new row must be, with the business reason. */
  eligible?: Eligibility;
  /** Whether the record cannot exist without the parent; absent: as the new column's nullability says. */
  required?: boolean;
}

function target(mapping: () => Mapping, paths: readonly string[], options: ReferenceOptions): ReferenceTarget {
  return {
    mapping,
    eligible: options.eligible ?? null,
    ...(options.required === undefined ? {} : { required: options.required }),
    paths,
    where: {},
  };
}

/**
 * The parent's new id, found through the parent's own mapping from the legacy id at the end of the path; of several
 * paths, of the first that is set. Compared by meaning: the actual id is turned back into the legacy key of the record
 * that it points at. A parent that is not there blocks the record when it is required, and leaves NULL when it is not.
 */
export function reference<const P extends string>(
  path: P | readonly P[],
  mapping: () => Mapping,
  options: ReferenceOptions = {},
): Rule<P> {
  const paths = typeof path === 'string' ? [path] : path;
  const reason = options.eligible === undefined ? '' : `; ${options.eligible.because}`;
  const rule: Rule<P> = {
    kind: 'reference',
    words: `new id of the record that ${paths.join(' or ')} names${reason}`,
    reads: paths,
    expect: (read) => ({ value: paths.map(read).find((key) => key !== null) ?? null }),
    invert: (legacyKey) => [legacyKey],
    reference: target(mapping, paths, options),
  };
  const [only, ...others] = paths;
  return only === undefined || others.length > 0 ? rule : withShortcut(rule, { keeps: only });
}

/** One fixed parent for every record, named by its natural key. */
export function referenceTo(key: string, mapping: () => Mapping, because: string): Rule<never> {
  return {
    kind: 'reference',
    words: `always ${key}: ${because}`,
    reads: [],
    expect: () => ({ value: key }),
    reference: target(mapping, [], {}),
  };
}
