import fc from 'fast-check';

/** Notes that a doctor wrote and that never arrived as team communications. */
export const RECORDS = ['21', '29', '30'] as const;

export type RecordId = (typeof RECORDS)[number];

/** How a record stands when an interleaving begins. */
export type Start = 'missing' | 'matched' | 'different';

/** Previewing is done alone; what changes something may happen at the same time as others. */
export type Step = { readonly record: RecordId } & (
  | { readonly does: 'plan'; readonly what: 'fix' | 'revert' }
  /** `which` counts back from the latest plan. */
  | { readonly does: 'apply'; readonly which: number; readonly twice: boolean; readonly delay: number }
  | { readonly does: 'foreign'; readonly what: 'body' | 'department' | 'delete'; readonly delay: number }
  | { readonly does: 'legacy'; readonly delay: number }
);

export interface Interleaving {
  readonly starts: readonly Start[];
  /** Groups one after the other; the steps of a group begin together, each after its delay in milliseconds. */
  readonly groups: readonly (readonly Step[])[];
}

/** Mostly the same one: those who meet at different records do not meet. */
const record = fc.constantFrom<RecordId>(...RECORDS, '21', '21', '21');
const delay = fc.nat({ max: 12 });

const plan: fc.Arbitrary<Step> = fc.record({
  does: fc.constant('plan' as const),
  record,
  what: fc.constantFrom('fix' as const, 'fix' as const, 'revert' as const),
});

const change: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('apply' as const),
      record,
      which: fc.constantFrom(0, 0, 0, 1, 2),
      twice: fc.constantFrom(false, false, false, true),
      delay,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('foreign' as const),
      record,
      what: fc.constantFrom('body' as const, 'body' as const, 'department' as const, 'delete' as const),
      delay,
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('legacy' as const), record, delay }) },
);

export const interleavings: fc.Arbitrary<Interleaving> = fc.record({
  starts: fc.tuple(...RECORDS.map(() => fc.constantFrom<Start>('missing', 'matched', 'different'))),
  groups: fc
    .array(
      fc.tuple(
        fc.option(plan, { freq: 4 }).map((step) => (step === null ? [] : [[step]])),
        fc.array(change, { minLength: 1, maxLength: 3 }),
      ),
      { minLength: 3, maxLength: 7 },
    )
    .map((episodes) => episodes.flatMap(([planned, changes]) => [...planned, changes])),
});
