import { describeEachEngine } from '../support/servers';
import { useOwnWorld } from '../support/world';
import { codesOf, preview, send } from '../writing/mutations';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };

describeEachEngine('a table or a column is gone', (engine) => {
  const world = useOwnWorld(engine);

  /** What the API says of a record: each error as its code and message. Neither is a fault in the log. */
  async function ask(query: string): Promise<unknown[]> {
    const { errors } = await world().api.request(query);
    expect(world().api.faults).toEqual([]);
    return errors.map(({ message, extensions }) => [extensions?.code, message]);
  }

  const advice = (side: string, missing: string): unknown[] => [
    [
      'SCHEMA_MISMATCH',
      `The ${side} database has no ${missing} where a mapping expects it, or does not show it to the login. ` +
        'Run "counterpart check <mapping>", or "counterpart check" for all mappings: it says what does not fit and what to do about it.',
    ],
  ];

  const OFFICE = '{ office(legacyId: "201") { verdict } }';

  test('of the legacy side', async () => {
    await world().legacy.query('ALTER TABLE dispatch_office DROP COLUMN phone');
    expect(await ask(OFFICE)).toEqual(advice('legacy', 'column phone'));
    await world().legacy.query('DROP TABLE dispatch_office');
    expect(await ask(OFFICE)).toEqual(advice('legacy', 'table dispatch_office'));
  });

  test('of the new side', async () => {
    await world().new.query('ALTER TABLE offices DROP COLUMN phone');
    expect(await ask(OFFICE)).toEqual(advice('new', 'column phone'));
    await world().new.query('DROP TABLE offices CASCADE');
    expect(await ask(OFFICE)).toEqual(advice('new', 'table offices'));
  });

  test('a write is not carried out, and works when it is back', async () => {
    await world().new.query('ALTER TABLE team_communications RENAME COLUMN body TO text');
    const { errors } = await send(world(), 'migrateRecord', { ...NOTE, dryRun: true });
    expect(errors).toMatchObject([{ extensions: { code: 'SCHEMA_MISMATCH' } }]);
    await world().new.query('ALTER TABLE team_communications RENAME COLUMN text TO body');
    expect(codesOf(await preview(world(), 'migrateRecord', NOTE))).toEqual([]);
  });

  test("the ledger's own tables are no mapping's", async () => {
    await world().new.query('ALTER TABLE counterpart.waiver RENAME TO exemption');
    const { errors } = await world().api.request('{ waivers(first: 1) { nodes { id } } }');
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
  });
});
