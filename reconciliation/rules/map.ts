import type { Expectation, Rule } from '../mapping';

interface MapOptions {
  /** The label of a code that the table lacks. Absent: the record is blocked with CODE_UNMAPPED. */
  otherwise?: string | null;
  /** The label of NULL. Absent: NULL stays NULL. */
  absent?: string | null;
}

/** A code becomes a label. What happens to an unlisted code is always said. */
export function map<P extends string>(
  path: P,
  labels: Readonly<Record<string, string | null>>,
  options: MapOptions = {},
): Rule<P> {
  const table = new Map(Object.entries(labels));
  const listed = [...table].map(([code, label]) => `${code} → ${label ?? 'NULL'}`).join(', ');
  const rest = options.otherwise === undefined ? 'any other code is refused' : `else ${options.otherwise ?? 'NULL'}`;
  const label = (code: string | null): Expectation => {
    if (code === null) return { value: options.absent ?? null };
    const found = table.get(code);
    if (found !== undefined) return { value: found };
    if (options.otherwise !== undefined) return { value: options.otherwise };
    return { problem: { code: 'CODE_UNMAPPED', message: `code ${code} of ${path} has no label`, value: code } };
  };
  return {
    kind: 'map',
    words: `${path}: ${listed}; ${rest}`,
    reads: [path],
    expect: (read) => label(read(path)),
    labels: table,
    invert: (expected) => [...table].filter(([, value]) => value === expected).map(([code]) => code),
  };
}
