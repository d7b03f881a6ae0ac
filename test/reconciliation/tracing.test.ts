import type { Mapping } from '../../reconciliation/mapping';
import { orders } from '../../reconciliation/mappings/orders';
import { paymentOperations } from '../../reconciliation/mappings/payment-operations';
import { payments } from '../../reconciliation/mappings/payments';
import { shipments } from '../../reconciliation/mappings/shipments';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import { templateViewGroups } from '../../reconciliation/mappings/template-view-groups';
import type { Cause } from '../../reconciliation/tracing/cause';
import type { Row, Rows } from '../mappings/fixture';
import { useTwoSides, uuidOf } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { hopsOf, like, note, rootIdsOf, stage, traceRecord } from './record';

const operation: Row = {
  '#': [10, 11],
  id: '#',
  type: 1,
  price: 1,
  sq_order_id: '',
  sq_payment_id: '',
  sq_refund_id: '',
  card_brand: '',
  card_bin: '',
  card_last: '',
  office_card: false,
  payment_id: '#',
  attempts: 1,
};

/** Two payments with an operation each, for the orders 10 and 11. */
const money: Rows = {
  dispatch_payment: [{ '#': [10, 11], like: 1, instruction_id: '#' }],
  dispatch_operation: [operation],
};

describeEachEngine('tracing', (engine) => {
  const open = useTwoSides(engine);
  const trace = (mapping: Mapping): Promise<readonly Cause[]> => traceRecord(open(), mapping);
  const rootsOf = (...records: (readonly [Mapping, string])[]): Promise<Set<string>> => rootIdsOf(open(), records);

  test('a parent that is not what the mapping asks for', async () => {
    await stage(open(), { dispatch_note: [note({ author_id: 2 })] }, {});
    const [cause, ...others] = await trace(teamCommunications);
    expect(others).toEqual([]);
    expect(cause).toMatchObject({
      code: 'PARENT_NOT_ELIGIBLE',
      field: 'authorId',
      message: 'profiles 2 is not eligible: only verified doctors write to the team',
    });
    expect(hopsOf(cause)).toEqual(['dispatch_note 10: blocked', 'auth_user 2: present, not eligible']);
    expect(cause?.path[1]?.newId).toBe(uuidOf('profile 2'));
    expect(cause?.root.record).toEqual(cause?.path[1]);
  });

  test('a parent that was not migrated, though it could be', async () => {
    await stage(open(), { auth_user: [like({ '#': 6 })], dispatch_note: [note({ author_id: 6 })] }, {});
    const [cause] = await trace(teamCommunications);
    expect(cause).toMatchObject({
      code: 'PARENT_MISSING',
      root: { code: 'PARENT_MISSING', record: { legacyId: '6', newId: null } },
    });
    expect(cause?.root.record?.mapping?.name).toBe('profiles');
    expect(hopsOf(cause)).toEqual(['dispatch_note 10: blocked', 'auth_user 6: not migrated']);
  });

  test('a parent that the legacy side does not have', async () => {
    await stage(open(), { dispatch_note: [note({ author_id: 99 })] }, {});
    const [cause] = await trace(teamCommunications);
    expect(cause).toMatchObject({
      code: 'PARENT_NOT_IN_LEGACY',
      message: 'profiles 99 no longer exists in the legacy database',
    });
    expect(hopsOf(cause)).toEqual(['dispatch_note 10: blocked', 'auth_user 99: not in the legacy database']);
  });

  test('a parent that exists and is no such record', async () => {
    await stage(
      open(),
      { dispatch_patient: [like({ doctor_id: 2 })], dispatch_instruction: [like({ patient_id: 10 })] },
      { patients: [like()] },
    );
    const [cause] = await trace(orders);
    expect(cause).toMatchObject({
      code: 'PARENT_NOT_ELIGIBLE',
      field: 'doctorId',
      message: 'auth_user 2 exists but is none of the Doctors',
    });
    expect(hopsOf(cause)).toEqual([
      'dispatch_instruction 10: blocked',
      'dispatch_patient 10: on the way',
      'auth_user 2: exists, but is no such record',
    ]);
  });

  test('a parent that waits for its own parent leads to the same root for all that wait', async () => {
    await stage(
      open(),
      { ...money, dispatch_instruction: [{ '#': [10, 11], like: 1, patient_id: 99, status: 4 }] },
      {},
    );
    const [cause] = await trace(paymentOperations);
    expect(cause).toMatchObject({ code: 'PARENT_BLOCKED', field: 'paymentId', root: { code: 'PARENT_NOT_IN_LEGACY' } });
    expect(hopsOf(cause)).toEqual([
      'dispatch_operation 10: blocked',
      'dispatch_payment 10: blocked',
      'dispatch_instruction 10: blocked',
      'dispatch_patient 99: not in the legacy database',
    ]);
    const waiting = [paymentOperations, payments, orders, shipments].flatMap((mapping) => [
      [mapping, '10'] as const,
      [mapping, '11'] as const,
    ]);
    expect((await rootsOf(...waiting)).size).toBe(1);
  });

  test('a parent that waits for a profile', async () => {
    const files: Rows = { dispatch_doctorsetting: [{ '#': 6, like: 1 }], dispatch_patient: [like({ doctor_id: 6 })] };
    await stage(
      open(),
      { ...files, auth_user: [like({ '#': 6 })], dispatch_instruction: [like({ patient_id: 10 })] },
      { patients: [like()] },
    );
    const [cause, ...others] = await trace(orders);
    expect(others).toEqual([]);
    expect(cause).toMatchObject({
      code: 'PARENT_BLOCKED',
      field: 'doctorId',
      root: { code: 'PARENT_MISSING', record: { legacyId: '6' } },
    });
    expect(hopsOf(cause)).toEqual([
      'dispatch_instruction 10: blocked',
      'dispatch_patient 10: on the way',
      'auth_user 6: blocked',
      'auth_user 6: not migrated',
    ]);
  });

  test('a parent that was left out on purpose', async () => {
    await stage(open(), { ...money, dispatch_instruction: [{ '#': [10, 11], like: 1, deleted: true }] }, {});
    const [cause] = await trace(payments);
    expect(cause).toMatchObject({
      code: 'PARENT_EXCLUDED',
      message: 'orders 10 was left out on purpose: a deleted order was withdrawn and is not migrated',
    });
    expect(hopsOf(cause)).toEqual(['dispatch_payment 10: blocked', 'dispatch_instruction 10: left out on purpose']);
    const [further] = await trace(paymentOperations);
    expect(further).toMatchObject({ code: 'PARENT_BLOCKED', root: { code: 'PARENT_EXCLUDED', id: cause?.root.id } });
    expect((await rootsOf([payments, '10'], [payments, '11'])).size).toBe(2);
  });

  test('a parent that cannot be read', async () => {
    await stage(open(), { ...money, dispatch_instruction: [{ '#': [10, 11], like: 1, exports: '{' }] }, {});
    const [cause] = await trace(paymentOperations);
    expect(cause).toMatchObject({
      code: 'PARENT_BLOCKED',
      root: { code: 'PARENT_UNREADABLE', record: { legacyId: '10' } },
    });
    expect(hopsOf(cause).at(-1)).toBe('dispatch_instruction 10: unreadable');
  });

  test('a parent that stands on the new side twice', async () => {
    await stage(open(), { dispatch_instruction: [like()] }, { patients: [{ '#': 1, like: 1, id: 'patient # again' }] });
    const [cause] = await trace(orders);
    expect(cause).toMatchObject({
      code: 'PARENT_AMBIGUOUS',
      field: 'patientId',
      root: { record: { table: 'dispatch_patient', legacyId: '1' } },
    });
    expect(hopsOf(cause).at(-1)).toBe('dispatch_patient 1: present more than once');
  });

  test('a parent that is gone on the way is one root for every field that leads through it', async () => {
    await stage(open(), { dispatch_instruction: [like({ patient_id: 99 })] }, {});
    const causes = await trace(orders);
    expect(causes.map((cause) => [cause.field, cause.code])).toEqual([
      ['patientId', 'PARENT_NOT_IN_LEGACY'],
      ['doctorId', 'PARENT_NOT_IN_LEGACY'],
      ['orderNumber', 'PARENT_NOT_IN_LEGACY'],
    ]);
    expect(new Set(causes.map((cause) => cause.root.id)).size).toBe(1);
    for (const cause of causes)
      expect(hopsOf(cause)).toEqual([
        'dispatch_instruction 10: blocked',
        'dispatch_patient 99: not in the legacy database',
      ]);
  });

  test('a record that no rule refers to can be gone on the way as well', async () => {
    await stage(open(), { dispatch_template_view_groups: [{ '#': 10, id: '#', template_id: 1, group_id: 99 }] }, {});
    const [cause] = await trace(templateViewGroups);
    expect(cause).toMatchObject({
      code: 'PARENT_NOT_IN_LEGACY',
      field: 'groupName',
      root: { record: { table: 'auth_group', legacyId: '99' } },
    });
  });
});
