/** A text that was meant to be JSON. */
export interface MalformedContext {
  readonly text: string;
  readonly what: string;
}

/** The ways in which a context is broken, and how many are broken like that: 40 in all, as one load counted. */
const WAYS: readonly (MalformedContext & { readonly count: number })[] = [
  {
    count: 18,
    text: String.raw`{"path": "C:\scans\upper.stl", "stage": 4}`,
    what: 'holds an escape that JSON does not know',
  },
  {
    count: 12,
    text: '{"order": 1204, "doctor": None, "paid": true}',
    what: 'holds None, as Python writes nothing',
  },
  {
    count: 6,
    text: String.raw`{"name": "Fran\u00zois", "stage": 2}`,
    what: 'holds a Unicode escape with a letter that is no digit',
  },
  { count: 3, text: '{"order": 3317, "items": ["upper", "low', what: 'is cut off' },
  { count: 1, text: '[circular reference]', what: 'is what a program wrote when it could not write JSON' },
];

const FIRST_ID = 1_003;
const EVERY = 2_500;

/** By the ids of their notifications, which lie within both sizes of the table. */
export const malformedContexts: ReadonlyMap<string, MalformedContext> = new Map(
  WAYS.flatMap(({ count, text, what }) => Array.from({ length: count }, () => ({ text, what }))).map(
    (context, index): [string, MalformedContext] => [String(FIRST_ID + EVERY * index), context],
  ),
);
