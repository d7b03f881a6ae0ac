import type { Mapping } from '../../reconciliation/mapping';
import { messages } from '../../reconciliation/mappings/messages';
import { templateEditRoles } from '../../reconciliation/mappings/template-edit-roles';
import { templatePredecessors } from '../../reconciliation/mappings/template-predecessors';
import { templateProducts } from '../../reconciliation/mappings/template-products';
import { templateViewRoles } from '../../reconciliation/mappings/template-view-roles';
import type { Cause } from '../../reconciliation/tracing/cause';
import { expand, type Row, type Rows, world } from '../mappings/fixture';
import { type TwoSides, useTwoSides, uuidOf } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { comparedField, compareRecord, hopsOf, like, NUMBER, rootIdsOf, stage, traceRecord } from './record';

/** Records that have two ends, and records whose one end may be of several kinds. */

const summary = (causes: readonly Cause[]): string[][] =>
  causes.map((cause) => [cause.field ?? '', cause.code, ...hopsOf(cause).slice(1)]);

interface Pairing {
  readonly mapping: Mapping;
  /** The column, the field and the legacy table of the other end; the first end is always a template. */
  readonly column: string;
  readonly field: string;
  readonly table: string;
}

const PAIRINGS: readonly Pairing[] = [
  { mapping: templateProducts, column: 'product_id', field: 'productId', table: 'dispatch_product' },
  { mapping: templateViewRoles, column: 'role_id', field: 'roleId', table: 'dispatch_role' },
  { mapping: templateEditRoles, column: 'role_id', field: 'roleId', table: 'dispatch_role' },
];

describeEachEngine('tracing from both ends', (engine) => {
  const open = useTwoSides(engine);

  describe.each(PAIRINGS)('$mapping.name', ({ mapping, column, field, table }) => {
    const pair = (number: number, template: number, other: number): Row => ({
      '#': number,
      id: '#',
      template_id: template,
      [column]: other,
    });
    const parents: Rows = {
      dispatch_template: [{ '#': 40, like: 1 }],
      dispatch_product: [{ '#': 40, like: 1 }],
      dispatch_role: [{ '#': 40, like: 2 }],
    };
    const gone = (at: string): string => `${at} 99: not in the legacy database`;
    const waits = (at: string): string => `${at} 40: not migrated`;
    const joined = [pair(10, 99, 2), pair(11, 1, 99), pair(12, 99, 99), pair(13, 40, 40), pair(14, 40, 99)];

    beforeAll(() => stage(open(), { ...parents, [mapping.legacy.table.name]: joined }, {}));

    test.each([
      ['the template is gone', '10', [['templateId', 'PARENT_NOT_IN_LEGACY', gone('dispatch_template')]]],
      ['the other end is gone', '11', [[field, 'PARENT_NOT_IN_LEGACY', gone(table)]]],
      [
        'both are gone',
        '12',
        [
          ['templateId', 'PARENT_NOT_IN_LEGACY', gone('dispatch_template')],
          [field, 'PARENT_NOT_IN_LEGACY', gone(table)],
        ],
      ],
      [
        'both were not migrated',
        '13',
        [
          ['templateId', 'PARENT_MISSING', waits('dispatch_template')],
          [field, 'PARENT_MISSING', waits(table)],
        ],
      ],
      [
        'one was not migrated, the other is gone',
        '14',
        [
          ['templateId', 'PARENT_MISSING', waits('dispatch_template')],
          [field, 'PARENT_NOT_IN_LEGACY', gone(table)],
        ],
      ],
    ])('%s', async (_title, id, expected) => {
      expect(summary(await traceRecord(open(), mapping, id))).toEqual(expected);
    });

    test('each end is one root, alone and beside the other', async () => {
      const rootsOf = (...ids: string[]): Promise<Set<string>> =>
        rootIdsOf(
          open(),
          ids.map((id) => [mapping, id] as const),
        );
      expect((await rootsOf('10', '11')).size).toBe(2);
      expect(await rootsOf('12')).toEqual(await rootsOf('10', '11'));
      expect((await rootsOf('10', '11', '12', '13', '14')).size).toBe(4);
    });
  });

  test('a template that is gone from both ends is one root', async () => {
    const both = { '#': NUMBER, id: '#', from_template_id: 99, to_template_id: 99 };
    await stage(open(), { dispatch_template_predecessors: [both] }, {});
    const causes = await traceRecord(open(), templatePredecessors);
    expect(causes.map((cause) => cause.field)).toEqual(['templateId', 'predecessorId']);
    expect(new Set(causes.map((cause) => cause.root.id)).size).toBe(1);
  });
});

/** The content types of another installation: the numbers of patients and accounts, and of plans and orders, change places. */
const SWAPPED: readonly Row[] = [
  { '#': 58, id: '#', app_label: 'dispatch', model: 'patient' },
  { '#': 11, like: 58, app_label: 'auth', model: 'user' },
  { '#': 21, like: 58, model: 'plan' },
  { '#': 12, like: 58, model: 'instruction' },
];

async function stageSwapped(sides: TwoSides, legacy: Rows, current: Rows): Promise<void> {
  const swapped = { ...world.legacy, django_content_type: SWAPPED };
  await sides.replaceRows(expand(swapped, legacy), expand(world.new, current));
}

const INSTALLATIONS = [
  { installation: 'one installation', fill: stage, patient: 11, user: 58, plan: 12 },
  { installation: 'another installation', fill: stageSwapped, patient: 58, user: 11, plan: 21 },
];
const rootsByInstallation: string[][] = [];

describeEachEngine('tracing to a target of any kind', (engine) => {
  const open = useTwoSides(engine);

  describe.each(INSTALLATIONS)('$installation', ({ fill, patient, user, plan }) => {
    const to = (type: number, target: number): Row => like({ target_type_id: type, target_id: target });
    const someone: Rows = { dispatch_patient: [like({ user_id: 10 })], auth_user: [like()] };
    const trace = async (record: Row, legacy: Rows = {}, current: Rows = {}): Promise<readonly Cause[]> => {
      await fill(open(), { ...legacy, dispatch_record: [record] }, current);
      return traceRecord(open(), messages);
    };

    test.each([
      ['a patient who is gone', to(patient, 99), {}, ['dispatch_patient 99: not in the legacy database']],
      ['an account that is gone', to(user, 99), {}, ['auth_user 99: not in the legacy database']],
      [
        'a patient who was not migrated',
        to(patient, 10),
        { profiles: [like()] },
        ['dispatch_patient 10: not migrated'],
      ],
      ['an account that was not migrated', to(user, 10), {}, ['auth_user 10: not migrated']],
      [
        'a patient whose account was not migrated',
        to(patient, 10),
        {},
        ['dispatch_patient 10: blocked', 'auth_user 10: not migrated'],
      ],
    ])('%s', async (_title, record, current, hops) => {
      const causes = await trace(record, someone, current);
      expect(causes.map((cause) => [cause.field, ...hopsOf(cause)])).toEqual([
        ['recipientId', 'dispatch_record 10: blocked', ...hops],
      ]);
      expect(causes[0]?.root.record).toEqual(causes[0]?.path.at(-1));
    });

    test('something that has no counterpart', async () => {
      const causes = await trace(to(plan, 1));
      expect(summary(causes)).toEqual([
        ['recipientType', 'CODE_UNMAPPED'],
        ['recipientId', 'CODE_UNMAPPED'],
      ]);
      for (const cause of causes) expect(cause.message).toContain('dispatch.plan');
    });

    test('a kind that is not among the content types', async () => {
      const causes = await trace(to(99, 1));
      expect(summary(causes)).toEqual(
        ['recipientType', 'recipientId'].map((field) => [
          field,
          'PARENT_NOT_IN_LEGACY',
          'django_content_type 99: not in the legacy database',
        ]),
      );
      expect(new Set(causes.map((cause) => cause.root.id)).size).toBe(1);
    });

    test.each([
      ['patient', patient, 'patient 1'],
      ['user', user, 'profile 1'],
    ])('a %s of the same number as one of the other kind', async (kind, type, recipient) => {
      const row = { recipient_type: kind, recipient_id: recipient };
      const metadata = { legacy_type: 5, legacy_target_type_id: type, legacy_group_id: 7, legacy_public: true };
      await fill(open(), { dispatch_record: [to(type, 1)] }, { messages: [like({ ...row, metadata })] });
      const pair = await compareRecord(open(), messages);
      expect(pair.verdict).toBe('MATCHED');
      expect(comparedField(pair, 'recipientId')).toMatchObject({ actual: uuidOf(recipient), actualMeaning: '1' });
    });

    test('the same target is the same root, whatever the number of its kind', async () => {
      const roots: string[] = [];
      for (const record of [to(patient, 99), to(user, 99), to(plan, 1)])
        roots.push(...(await trace(record)).map((cause) => cause.root.id));
      expect(new Set(roots).size).toBe(4);
      rootsByInstallation.push(roots);
      for (const others of rootsByInstallation) expect(others).toEqual(roots);
    });
  });

  test('a row that was paired by the number of another installation differs', async () => {
    const rightThere = { dispatch_record: [like({ target_type_id: 11 })] };
    await stage(open(), rightThere, { messages: [like()] });
    expect((await compareRecord(open(), messages)).verdict).toBe('MATCHED');
    await stageSwapped(open(), rightThere, { messages: [like()] });
    const pair = await compareRecord(open(), messages);
    expect(pair.verdict).toBe('DIFFERENT');
    expect(comparedField(pair, 'recipientType')).toMatchObject({ expected: 'user', actual: 'patient' });
    expect(comparedField(pair, 'recipientId')).toMatchObject({ expected: uuidOf('profile 1'), expectedMeaning: '1' });
  });
});
