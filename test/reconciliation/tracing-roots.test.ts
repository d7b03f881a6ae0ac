import { listRoots } from '../../reconciliation/ledger/causes';
import type { Mapping } from '../../reconciliation/mapping';
import { doctorNotes } from '../../reconciliation/mappings/doctor-notes';
import { doctors } from '../../reconciliation/mappings/doctors';
import { orders } from '../../reconciliation/mappings/orders';
import { patients } from '../../reconciliation/mappings/patients';
import { products } from '../../reconciliation/mappings/products';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import { templateProducts } from '../../reconciliation/mappings/template-products';
import type { Rows } from '../mappings/fixture';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { hopsOf, like, message, note, rootIdsOf, stage, traceRecord } from './record';

/** What one root is, and what are two: the ranking of root causes rests on it. */

const rootsByEngine: string[][] = [];

describeEachEngine('root causes', (engine) => {
  const open = useTwoSides(engine);
  const rootsOf = (...records: (readonly [Mapping, string])[]): Promise<Set<string>> => rootIdsOf(open(), records);

  test('a required parent that nobody set is one root for all such records', async () => {
    await stage(open(), { dispatch_note: [note({ '#': [10, 11], author_id: null })] }, {});
    const [cause] = await traceRecord(open(), teamCommunications);
    expect(cause).toMatchObject({ code: 'REQUIRED_VALUE_MISSING', field: 'authorId', root: { record: null } });
    expect(hopsOf(cause)).toEqual(['dispatch_note 10: blocked']);
    expect((await rootsOf([teamCommunications, '10'], [teamCommunications, '11'])).size).toBe(1);
  });

  test('a code without a label is one root for all that carry it and all that wait for those', async () => {
    const catalogue = [
      { '#': [10, 11], like: 1, course_id: 4 },
      { '#': 12, like: 1, course_id: 8 },
    ];
    const joined = [{ '#': [10, 11, 12], id: '#', template_id: 1, product_id: '#' }];
    await stage(open(), { dispatch_product: catalogue, dispatch_template_products: joined }, {});
    const [cause] = await traceRecord(open(), templateProducts);
    expect(cause).toMatchObject({
      code: 'PARENT_BLOCKED',
      root: { code: 'CODE_UNMAPPED', field: 'courseType', record: null },
    });
    expect(
      (await rootsOf([templateProducts, '10'], [templateProducts, '11'], [products, '10'], [products, '11'])).size,
    ).toBe(1);
    expect((await rootsOf([templateProducts, '10'], [templateProducts, '12'])).size).toBe(2);
  });

  test('a record in the way is the same root in every mapping', async () => {
    const gone: Rows = {
      dispatch_note: [note({ author_id: 99, doctor_id: 99 })],
      dispatch_patient: [like({ user_id: 99 })],
    };
    await stage(open(), gone, {});
    expect((await rootsOf([teamCommunications, '10'], [doctorNotes, '10'], [patients, '10'])).size).toBe(1);
  });

  test('a record that was not migrated is the same root in every mapping', async () => {
    const account6 = { auth_user: [like({ '#': 6 })], dispatch_note: [note({ author_id: 6, doctor_id: 6 })] };
    await stage(open(), { ...account6, dispatch_doctorsetting: [{ '#': 6, like: 1 }] }, {});
    expect((await rootsOf([teamCommunications, '10'], [doctorNotes, '10'], [doctors, '6'])).size).toBe(1);
  });

  test('a root has the same id on every engine', async () => {
    const notes = [note({ author_id: 2 }), note({ '#': 11, author_id: 99 }), note({ '#': 12, author_id: null })];
    await stage(open(), { dispatch_note: notes, dispatch_product: [like({ course_id: 4 })] }, {});
    const ids = ['10', '11', '12'].map((id) => [teamCommunications, id] as const);
    rootsByEngine.push([...(await rootsOf(...ids, [products, '10']))]);
    for (const roots of rootsByEngine) expect(roots).toEqual(rootsByEngine[0]);
  });

  test('the ledger counts what each root stands in the way of, and a record once however many fields it has', async () => {
    const notes = [note({ '#': [10, 11, 12], author_id: 2 }), note({ '#': [13], author_id: 99 }), note({ '#': 14 })];
    await stage(
      open(),
      { dispatch_note: notes, dispatch_instruction: [like({ patient_id: 99 })] },
      { team_communications: [message({ '#': 14 })] },
    );
    for (const mapping of [teamCommunications, orders]) await open().comparison.compareMapping(mapping);
    const of = async (mapping: Mapping): Promise<unknown[]> =>
      (await listRoots(open().sides.new, mapping, 10)).map((root) => [root.code, root.record?.legacyId, root.blocks]);
    expect(await of(teamCommunications)).toEqual([
      ['PARENT_NOT_ELIGIBLE', '2', 3],
      ['PARENT_NOT_IN_LEGACY', '99', 1],
    ]);
    expect(await of(orders)).toEqual([['PARENT_NOT_IN_LEGACY', '99', 1]]);
  });
});
