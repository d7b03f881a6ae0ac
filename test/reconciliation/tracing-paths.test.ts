import { listRoots } from '../../reconciliation/ledger/causes';
import type { Mapping } from '../../reconciliation/mapping';
import { caseMessages } from '../../reconciliation/mappings/case-messages';
import { comments } from '../../reconciliation/mappings/comments';
import { doctorNotes } from '../../reconciliation/mappings/doctor-notes';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import { treatmentDiscussions } from '../../reconciliation/mappings/treatment-discussions';
import type { Cause } from '../../reconciliation/tracing/cause';
import type { Row, Rows } from '../mappings/fixture';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { compareRecord, like, NUMBER, note, rootIdsOf, stage, traceRecord } from './record';

/** Which record of a path is broken, however long the path, and what that is to each mapping that reads the table. */

/** Comment 10 is about plan 10, for order 10 of patient 10, who has case 10; all but the comment came over. */
const LEGACY: Rows = {
  dispatch_patient: [like()],
  dispatch_instruction: [like({ patient_id: NUMBER })],
  dispatch_plan: [like({ instruction_id: NUMBER })],
  dispatch_comment: [like({ plan_id: NUMBER })],
};
const NEW: Rows = {
  patients: [like()],
  cases: [like()],
  orders: [like({ patient_id: 'patient #' })],
  treatment_plans: [like({ order_id: 'order #' })],
};
const NO_PLAN: Rows = { treatment_plans: [] };
const NO_ORDER: Rows = { orders: [], treatment_plans: [like({ order_id: null })] };
const NO_PATIENT: Rows = { ...NO_ORDER, patients: [], cases: [] };

/** A way in which the path is broken: what explains it, and by field the code and the hops that lead there. */
interface Break {
  readonly at: string;
  readonly legacy: Rows;
  readonly current: Rows;
  readonly root: string;
  readonly hops: Readonly<Record<string, readonly string[]>>;
}

const GONE = 'not in the legacy database';
const PLAN = 'treatmentPlans dispatch_plan 10: on the way';
const ORDER = 'orders dispatch_instruction 10: on the way';
const ORDER_WAITS = ['PARENT_BLOCKED', PLAN, 'orders dispatch_instruction 10: blocked'];
const CASE_WAITS = ['PARENT_BLOCKED', PLAN, ORDER, 'cases dispatch_patient 10: blocked'];
const NO_ACCOUNT = ['patients dispatch_patient 10: blocked', `profiles auth_user 99: ${GONE}`];
const NOT_MIGRATED = 'patients dispatch_patient 10: not migrated';
const ORDER_GONE = ['PARENT_NOT_IN_LEGACY', PLAN, `orders dispatch_instruction 10: ${GONE}`];
const PLAN_GONE = ['PARENT_NOT_IN_LEGACY', `treatmentPlans dispatch_plan 10: ${GONE}`];
const PLAN_WAITS = ['PARENT_BLOCKED', 'treatmentPlans dispatch_plan 10: blocked'];

const BREAKS: readonly Break[] = [
  {
    at: 'the patient, with whom the order is lost',
    legacy: { dispatch_patient: [] },
    current: NO_PATIENT,
    root: 'PARENT_NOT_IN_LEGACY dispatch_patient 10',
    hops: {
      caseId: ['PARENT_NOT_IN_LEGACY', PLAN, ORDER, `cases dispatch_patient 10: ${GONE}`],
      order: [...ORDER_WAITS, `patients dispatch_patient 10: ${GONE}`],
    },
  },
  {
    at: 'the account of the patient',
    legacy: { dispatch_patient: [like({ user_id: 99 })] },
    current: NO_PATIENT,
    root: 'PARENT_NOT_IN_LEGACY auth_user 99',
    hops: { caseId: [...CASE_WAITS, ...NO_ACCOUNT], order: [...ORDER_WAITS, ...NO_ACCOUNT] },
  },
  {
    at: 'the patient, who was not migrated',
    legacy: {},
    current: NO_PATIENT,
    root: 'PARENT_MISSING dispatch_patient 10',
    hops: { caseId: [...CASE_WAITS, NOT_MIGRATED], order: [...ORDER_WAITS, NOT_MIGRATED] },
  },
  {
    at: 'the case, which was not made',
    legacy: {},
    current: { cases: [] },
    root: 'PARENT_MISSING dispatch_patient 10',
    hops: { caseId: ['PARENT_MISSING', PLAN, ORDER, 'cases dispatch_patient 10: not migrated'] },
  },
  {
    at: 'the order, which was withdrawn',
    legacy: { dispatch_instruction: [like({ patient_id: NUMBER, deleted: true })] },
    current: NO_ORDER,
    root: 'PARENT_EXCLUDED dispatch_instruction 10',
    hops: { order: ['PARENT_EXCLUDED', PLAN, 'orders dispatch_instruction 10: left out on purpose'] },
  },
  {
    at: 'the order, which was not migrated',
    legacy: {},
    current: NO_ORDER,
    root: 'PARENT_MISSING dispatch_instruction 10',
    hops: { order: ['PARENT_MISSING', PLAN, 'orders dispatch_instruction 10: not migrated'] },
  },
  {
    at: 'the order, which is gone',
    legacy: { dispatch_instruction: [] },
    current: NO_ORDER,
    root: 'PARENT_NOT_IN_LEGACY dispatch_instruction 10',
    hops: { caseId: ORDER_GONE, order: ORDER_GONE },
  },
  {
    at: 'the plan, which is gone',
    legacy: { dispatch_plan: [] },
    current: NO_PLAN,
    root: 'PARENT_NOT_IN_LEGACY dispatch_plan 10',
    hops: { caseId: PLAN_GONE, treatmentPlan: PLAN_GONE, order: PLAN_GONE },
  },
  {
    at: 'the plan, which was not migrated',
    legacy: {},
    current: NO_PLAN,
    root: 'PARENT_MISSING dispatch_plan 10',
    hops: { treatmentPlan: ['PARENT_MISSING', 'treatmentPlans dispatch_plan 10: not migrated'] },
  },
  {
    at: 'the project of the plan, whose kind has no label',
    legacy: {
      dispatch_project: [like({ type: 99 })],
      dispatch_plan: [like({ instruction_id: NUMBER, project_id: NUMBER })],
    },
    current: NO_PLAN,
    root: 'CODE_UNMAPPED of no record',
    hops: { treatmentPlan: [...PLAN_WAITS, 'projects dispatch_project 10: blocked'] },
  },
];

/** The hops of a path, each as mapping, table, legacy key and state. */
const walkOf = ({ path }: Cause): string[] =>
  path.map((hop) => `${hop.mapping?.name ?? ''} ${hop.table} ${hop.legacyId ?? ''}: ${hop.state}`);

const rootOf = ({ root: { code, record } }: Cause): string =>
  `${code} ${record === null ? 'of no record' : `${record.table} ${record.legacyId ?? ''}`}`;

describeEachEngine('tracing along the path of a comment', (engine) => {
  const open = useTwoSides(engine);

  test('a path that is whole leaves nothing to explain but the comment', async () => {
    await stage(open(), LEGACY, NEW);
    const causes = await traceRecord(open(), caseMessages);
    expect(causes.map((cause) => [cause.code, ...walkOf(cause)])).toEqual([
      ['NOT_MIGRATED', 'caseMessages dispatch_comment 10: not migrated'],
    ]);
  });

  test.each(BREAKS)('broken at $at', async ({ legacy, current, root, hops }) => {
    await stage(open(), { ...LEGACY, ...legacy }, { ...NEW, ...current });
    const causes = await traceRecord(open(), caseMessages);
    const seen = causes.map((cause) => [cause.field, [cause.code, ...walkOf(cause)]]);
    const expected = Object.entries(hops).map(([field, [code, ...walked]]) => [
      field,
      [code, 'caseMessages dispatch_comment 10: blocked', ...walked],
    ]);
    expect(seen).toEqual(expected);
    expect(new Set(causes.map(rootOf))).toEqual(new Set([root]));
    expect(new Set(causes.map((cause) => cause.root.id)).size).toBe(1);
    for (const { root: found, path } of causes) if (found.record !== null) expect(path.at(-1)).toEqual(found.record);
  });

  test('broken at the plan, which names no order', async () => {
    const planless = { treatment_plans: [like({ order_id: null, legacy_instruction_id: null })] };
    await stage(open(), { ...LEGACY, dispatch_plan: [like({ instruction_id: null })] }, { ...NEW, ...planless });
    const causes = await traceRecord(open(), caseMessages);
    for (const field of ['caseId', 'order']) {
      const cause = causes.find((candidate) => candidate.field === field);
      expect(cause?.message).toBe(`dispatch_plan 10: instructionId is not set, and ${field} needs it`);
      expect(cause === undefined ? [] : walkOf(cause)).toEqual(['caseMessages dispatch_comment 10: blocked', PLAN]);
    }
    expect(new Set(causes.map((cause) => cause.root.id)).size).toBe(1);
    expect(causes.map(rootOf)).toEqual(Array(2).fill('REQUIRED_VALUE_MISSING dispatch_plan 10'));
  });

  test('two comments that break at one record have one root, and it counts both', async () => {
    const told = { dispatch_comment: [like({ '#': [10, 11], plan_id: NUMBER })] };
    await stage(open(), { ...LEGACY, ...told, dispatch_patient: [] }, { ...NEW, ...NO_PATIENT });
    await open().comparison.compareMapping(caseMessages);
    const roots = await listRoots(open().sides.new, caseMessages, 10);
    // The world's own comments have no message either, and nothing stands in their way.
    const inTheWay = roots.filter((root) => root.record !== null);
    expect(inTheWay.map(({ code, record, blocks }) => [code, record?.table, record?.legacyId, blocks])).toEqual([
      ['PARENT_NOT_IN_LEGACY', 'dispatch_patient', '10', 2],
    ]);
  });
});

describeEachEngine('one legacy record in several mappings', (engine) => {
  const open = useTwoSides(engine);
  const verdicts = (of: readonly Mapping[]): Promise<string[]> =>
    Promise.all(of.map(async (mapping) => (await compareRecord(open(), mapping)).verdict));
  const rootsOf = (of: readonly Mapping[]): Promise<Set<string>> =>
    rootIdsOf(
      open(),
      of.map((mapping) => [mapping, String(NUMBER)] as const),
    );

  const OF_COMMENT = [comments, treatmentDiscussions, caseMessages];
  const discussion: Row = {
    '#': NUMBER,
    id: 'discussion #',
    legacy_comment_id: '#',
    treatment_id: 'plan #',
    comment_id: 'comment #',
    author_id: 'profile 1',
    is_visible_to_patient: true,
    created_at: '2022-01-04 03:04:05.000006',
  };
  const twice = [discussion, { ...discussion, id: 'discussion # again' }];
  const withdrawn = { dispatch_instruction: [like({ patient_id: NUMBER, deleted: true })] };

  test.each([
    ['nothing came over', {}, {}, ['MISSING', 'BLOCKED', 'MISSING']],
    ['the words came over', {}, { comments: [like()] }, ['MATCHED', 'MISSING', 'MISSING']],
    ['the words were changed', {}, { comments: [like({ content: '' })] }, ['DIFFERENT', 'MISSING', 'MISSING']],
    [
      'the discussion was loaded twice, the order was withdrawn',
      withdrawn,
      { ...NO_ORDER, comments: [like()], treatment_discussions: twice },
      ['MATCHED', 'AMBIGUOUS', 'BLOCKED'],
    ],
    ['it says nothing', { dispatch_comment: [like({ text: ' ' })] }, {}, ['EXCLUDED', 'EXCLUDED', 'EXCLUDED']],
  ] satisfies [string, Rows, Rows, string[]][])('a comment: %s', async (_title, legacy, current, expected) => {
    await stage(open(), { ...LEGACY, ...legacy }, { ...NEW, ...current });
    expect(await verdicts(OF_COMMENT)).toEqual(expected);
  });

  test.each(BREAKS.filter(({ hops }) => 'treatmentPlan' in hops))('a comment: one root at $at', async (broken) => {
    await stage(open(), { ...LEGACY, ...broken.legacy }, { ...NEW, ...broken.current });
    expect(await verdicts(OF_COMMENT)).toEqual(['BLOCKED', 'BLOCKED', 'BLOCKED']);
    expect((await rootsOf(OF_COMMENT)).size).toBe(1);
  });

  test.each([
    ['by somebody who may not write to the team', { author_id: 2 }, ['MISSING', 'BLOCKED'], 2],
    ['by somebody who is gone', { author_id: 99 }, ['MISSING', 'BLOCKED'], 2],
    ['about somebody who is no doctor', { doctor_id: 3 }, ['BLOCKED', 'MISSING'], 2],
    ['by and about two who are in the way', { author_id: 2, doctor_id: 3 }, ['BLOCKED', 'BLOCKED'], 2],
    ['by and about one who is in the way', { author_id: 2, doctor_id: 2 }, ['BLOCKED', 'BLOCKED'], 1],
    ['that says nothing', { text: '' }, ['EXCLUDED', 'EXCLUDED'], 0],
  ])('a note %s', async (_title, change, expected, roots) => {
    await stage(open(), { dispatch_note: [note(change)] }, {});
    expect(await verdicts([doctorNotes, teamCommunications])).toEqual(expected);
    expect((await rootsOf([doctorNotes, teamCommunications])).size).toBe(roots);
  });
});
