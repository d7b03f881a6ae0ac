import { describeEachEngine } from '../support/servers';
import { shareWorld, useOwnWorld } from '../support/world';
import { carryOut, onlyChange, revert } from '../writing/mutations';
import { invented, newIdOf } from '../writing/world-new';

describeEachEngine('the answers over the API', (engine) => {
  const world = shareWorld(engine);
  const ask = <Data>(query: string): Promise<Data> => world().api.ask<Data>(query);

  test('codeMap', async () => {
    const { codeMap } = await ask<{ codeMap: { entries: object[] } }>(`{ codeMap(mapping: orders, field: "status") {
      mapping field rule isMasked excluded unreadable findings
      entries { code expectedValue problem isListed legacyCount withoutNewRow values { value count isExpected } } } }`);
    expect(codeMap).toMatchObject({ mapping: 'orders', field: 'status', isMasked: false, unreadable: 0 });
    expect(codeMap.entries).toContainEqual(
      expect.objectContaining({ code: '1', expectedValue: 'submitted', problem: null, isListed: true }),
    );
  });

  test('codeMap shows no personal value', async () => {
    const { codeMap } = await ask<{ codeMap: { entries: { code: string | null }[] } }>(
      '{ codeMap(mapping: profiles, field: "username") { isMasked entries { code values { value } } } }',
    );
    expect(codeMap).toMatchObject({ isMasked: true });
    expect(codeMap.entries[0]?.code).toBe('value 1');
    expect(codeMap.entries.every(({ code }) => /^value \d+$/.test(code ?? ''))).toBe(true);
  });

  test('fieldProfile shows no personal value', async () => {
    const profile = 'path rows filled nulls empty distinct least greatest shortest longest fillRate';
    const { product, person } = await ask<Record<string, { new: object; legacy: object[] }>>(`{
      product: fieldProfile(mapping: products, field: "legacyCourseId") { new { ${profile} } legacy { ${profile} } findings }
      person: fieldProfile(mapping: profiles, field: "username") { new { ${profile} } legacy { ${profile} } findings } }`);
    expect(product?.legacy).toMatchObject([{ path: 'id', least: expect.any(String) as string, fillRate: 1 }]);
    expect(person).toMatchObject({
      new: { path: 'username', least: null, greatest: null, longest: expect.any(Number) as number },
      legacy: [{ least: null, greatest: null }],
    });
  });

  test('parentSpread', async () => {
    const { parentSpread } = await ask<{ parentSpread: { parents: object[] } }>(`{
      parentSpread(mapping: doctors, field: "primaryOfficeId") { field new { rows named parents unset }
        legacy { rows named parents unset } findings
        parents { newCount newShare legacyCount legacyShare isOutlier parent { mapping legacyId newId state verdict } } } }`);
    expect(parentSpread.parents).toContainEqual(
      expect.objectContaining({
        newCount: 1,
        isOutlier: false,
        parent: expect.objectContaining({
          mapping: 'offices',
          legacyId: '298',
          newId: invented('referenced office'),
        }) as object,
      }),
    );
  });

  test('duplicates', async () => {
    const { duplicates } = await ask<{ duplicates: object }>(`{ duplicates(mapping: doctorNotes) {
      mapping isMasked total surplus legacyTotal legacyGroups { claim count legacyIds }
      groups { legacyId claim count newIds references { newId mapping field count } } } }`);
    const newIds = [newIdOf('doctorNotes', '27'), invented('second copy')].sort();
    expect(duplicates).toEqual({
      mapping: 'doctorNotes',
      isMasked: false,
      total: 1,
      surplus: 1,
      legacyTotal: null,
      legacyGroups: [],
      groups: [{ legacyId: '27', claim: ['27'], count: 2, newIds, references: [] }],
    });
    expect(await ask('{ duplicates(mapping: templateProducts) { total legacyTotal } }')).toEqual({
      duplicates: { total: 0, legacyTotal: 0 },
    });
  });

  test('pathCoverage', async () => {
    const { pathCoverage } = await ask<{ pathCoverage: { paths: { hops: { named: number }[] }[] } }>(`{
      pathCoverage(mapping: teamCommunications, field: "authorId") {
        field excluded unreadable paths { path parent hops { table mapping named found migrated eligible survivors } } } }`);
    expect(pathCoverage).toMatchObject({
      excluded: 1,
      unreadable: 0,
      paths: [
        {
          path: 'authorId',
          parent: 'profiles',
          hops: [
            { table: 'dispatch_note', mapping: 'teamCommunications', named: 11, found: 11, eligible: null },
            { table: 'auth_user', mapping: 'profiles', named: 11, found: 10, migrated: 8, eligible: 7, survivors: 7 },
          ],
        },
      ],
    });
  });

  test('pathCoverage names a companion that is the parent once', async () => {
    const { pathCoverage } = await ask<{ pathCoverage: { paths: { path: string; hops: { table: string }[] }[] } }>(
      '{ pathCoverage(mapping: jaws, field: "orderId") { paths { path hops { table } } } }',
    );
    expect(pathCoverage.paths.map(({ path, hops }) => [path, ...hops.map(({ table }) => table)])).toEqual([
      ['upperOf.id', 'dispatch_jaw', 'dispatch_instruction'],
      ['lowerOf.id', 'dispatch_jaw', 'dispatch_instruction'],
    ]);
  });

  test('lineage, and from each link to the record itself', async () => {
    const { lineage } = await ask<{ lineage: { nodes: { id: string }[]; edges: object[] } }>(`{
      lineage(mapping: payments, legacyId: "5001", down: 0) { isTruncated truncatedBecause edges { from to field }
        nodes { id distance record { mapping table legacyId newId state verdict record { legacyId verdict mapping { name } } } } } }`);
    expect(lineage.edges).toContainEqual({ from: 'payments/5001', to: 'orders/1001', field: 'orderId' });
    expect(lineage.nodes).toContainEqual({
      id: 'orders/1001',
      distance: -1,
      record: {
        mapping: 'orders',
        table: 'dispatch_instruction',
        legacyId: '1001',
        newId: newIdOf('orders', '1001'),
        state: 'present',
        verdict: 'MATCHED',
        record: { legacyId: '1001', verdict: 'MATCHED', mapping: { name: 'orders' } },
      },
    });
    expect(
      await ask('{ lineage(mapping: payments, legacyId: "4711") { nodes { record { record { verdict } } } } }'),
    ).toEqual({
      lineage: { nodes: [{ record: { record: null } }] },
    });
  });

  test('links of a record lead to records, as deep as they are followed', async () => {
    const { payment } = await ask<{ payment: { parents: object[] } }>(`{ payment(legacyId: "5001") {
      parents { mapping record { verdict parents { mapping record { verdict } } } } } }`);
    expect(payment.parents).toContainEqual({
      mapping: 'orders',
      record: {
        verdict: 'MATCHED',
        parents: expect.arrayContaining([{ mapping: 'patients', record: { verdict: 'MATCHED' } }]) as object[],
      },
    });
  });

  test.each([
    ['codeMap(mapping: offices, field: "noSuchField") { field }', 'field must be one that is compared'],
    ['codeMap(mapping: profiles, field: "passwordHash") { field }', 'is not secret'],
    [
      'fieldProfile(mapping: offices, field: "") { field }',
      'field must be one of the mapping that is not secret: legacyOfficeId',
    ],
    ['fieldProfile(mapping: profiles, field: "passwordHash") { new { distinct } }', 'is not secret'],
    ['parentSpread(mapping: profiles, field: "passwordHash") { field }', 'no field of the mapping'],
    ['parentSpread(mapping: offices, field: "name") { field }', 'no field of the mapping is one that names a parent'],
    [
      'pathCoverage(mapping: teamCommunications, field: "teamId") { field }',
      'follows a legacy path to a parent: authorId',
    ],
    ['duplicates(mapping: offices, first: 0) { total }', 'first must be between 1 and 100'],
    ['lineage(mapping: offices, legacyId: "x") { isTruncated }', 'legacyId must be a whole number'],
    ['lineage(mapping: offices, legacyId: "1", up: 51) { isTruncated }', 'up must be between 0 and 50'],
    ['lineage(mapping: offices, legacyId: "1", down: -1) { isTruncated }', 'down must be between 0 and 5'],
    ['lineage(mapping: offices, legacyId: "1", first: 101) { isTruncated }', 'first must be between 1 and 100'],
  ])('%s is refused with what to do', async (query, message) => {
    const { errors } = await world().api.request(`{ ${query} }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors[0]?.message).toContain(message);
    expect(errors[0]?.message).not.toContain('noSuchField');
  });
});

describeEachEngine('the rows of a mapping', (engine) => {
  const world = useOwnWorld(engine);

  test('where they come from, before and after a record is migrated and taken back', async () => {
    const rows = async (): Promise<object> => {
      const query = '{ mapping(name: doctorNotes) { rows { total migrated derived native written } } }';
      return (await world().api.ask<{ mapping: { rows: object } }>(query)).mapping.rows;
    };
    const before = (await rows()) as { total: number };
    expect(before).toMatchObject({ migrated: before.total, derived: 0, native: 0, written: 0 });
    const payload = await carryOut(world(), 'migrateRecord', { mapping: 'doctorNotes', legacyId: '21' });
    expect(await rows()).toMatchObject({ total: before.total + 1, written: 1 });
    await revert(world(), onlyChange(payload));
    expect(await rows()).toEqual(before);
    const { mappings } = await world().api.ask<{ mappings: { name: string; rows: object }[] }>(
      '{ mappings { name rows { total derived native } } }',
    );
    expect(mappings.find(({ name }) => name === 'offices')?.rows).toMatchObject({ native: 1 });
    const shipped = mappings.find(({ name }) => name === 'shipments')?.rows as { total: number; derived: number };
    expect(shipped.derived).toBe(shipped.total);
  });
});
