import { describeEachEngine } from '../support/servers';
import { shareWorld } from '../support/world';

interface Live {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly labels: string[] | null;
  readonly unique: boolean;
}

interface Pair {
  readonly field: string | null;
  readonly kind: string | null;
  readonly words: string | null;
  readonly column: string | null;
  readonly legacy: readonly { path: string | null; table: string; column: string; live: Live | null }[];
  readonly new: Live | null;
}

interface Part {
  readonly side: string;
  readonly table: string;
  readonly name: string;
}

interface Asked {
  readonly columns: readonly Pair[];
  readonly constraints: readonly (Part & { kind: string; columns: string[]; target: string | null })[];
  readonly triggers: readonly (Part & { timing: string; events: string[]; enabled: boolean })[];
}

const LIVE = 'name type nullable default length precision scale labels unique';
const PARTS = `columns { field kind words column legacy { path table column live { ${LIVE} } } new { ${LIVE} } }
  constraints { side table name kind columns target definition enforced } triggers { side table name timing events enabled }`;

describeEachEngine('the live schema, through the API', (engine) => {
  const sent: string[] = [];
  // One world for all: what a test alters, no other one looks at, and the tests that look at all of it stand first.
  const world = shareWorld(engine, { onStatement: (side, sql) => sent.push(`${side}: ${sql}`) });
  const ask = async (mapping: string): Promise<Asked> =>
    (await world().api.ask<{ mapping: Asked }>(`{ mapping(name: ${mapping}) { ${PARTS} } }`)).mapping;
  const pairOf = (asked: Asked, field: string): Pair | undefined => asked.columns.find((pair) => pair.field === field);

  test('the schema of all mappings costs three statements a side', async () => {
    sent.length = 0;
    const { mappings } = await world().api.ask<{ mappings: Asked[] }>(`{ mappings { name ${PARTS} } }`);
    expect(mappings.every(({ columns, constraints }) => columns.length > 0 && constraints.length > 0)).toBe(true);
    expect(sent).toHaveLength(6);
  });

  test('columns stand side by side with the rule between them', async () => {
    const asked = await ask('orders');
    expect(pairOf(asked, 'orderNumber')).toMatchObject({
      kind: 'generated',
      column: 'order_number',
      legacy: [
        { path: 'patient.suffix', table: 'dispatch_patient', column: 'suffix', live: { nullable: false } },
        { path: 'id', table: 'dispatch_instruction', column: 'id', live: { unique: true } },
      ],
      new: { type: 'text', nullable: false, default: null, labels: null, unique: true },
    });
    expect(pairOf(asked, 'status')?.new).toMatchObject({
      type: 'order_status',
      default: `'no_product'::order_status`,
      labels: expect.arrayContaining(['no_product', 'shipped']) as string[],
    });
    expect(asked.columns.find((pair) => pair.column === 'id')).toMatchObject({ field: null, words: null, legacy: [] });
    const unread = asked.columns.filter((pair) => pair.column === null);
    expect(unread.every((pair) => pair.new === null && pair.words === null && pair.legacy.length === 1)).toBe(true);
    const read = asked.columns
      .filter((pair) => pair.column !== null)
      .flatMap((pair) => pair.legacy.map(({ path }) => path));
    expect(unread.flatMap((pair) => pair.legacy.map(({ path }) => path)).filter((path) => read.includes(path))).toEqual(
      [],
    );
  });

  test('constraints and triggers of both tables', async () => {
    await world().rows(`CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`);
    await world().rows('CREATE TRIGGER keeper BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION nothing()');
    await world().rows('ALTER TABLE payments DISABLE TRIGGER keeper');
    const { constraints, triggers } = await ask('payments');
    expect(constraints).toContainEqual(
      expect.objectContaining({ side: 'LEGACY', table: 'dispatch_payment', kind: 'PRIMARY_KEY', columns: ['id'] }),
    );
    expect(constraints).toContainEqual(
      expect.objectContaining({
        side: 'NEW',
        kind: 'FOREIGN_KEY',
        columns: ['order_id'],
        target: 'orders',
        enforced: true,
      }),
    );
    expect(triggers).toEqual([
      { side: 'NEW', table: 'payments', name: 'keeper', timing: 'BEFORE', events: ['INSERT'], enabled: false },
    ]);
  });

  test('what nobody declared and what is gone is shown as such', async () => {
    await world().legacy.query('ALTER TABLE dispatch_note ADD mood varchar(7)');
    await world().legacy.query('ALTER TABLE dispatch_note DROP COLUMN text');
    await world().rows('ALTER TABLE team_communications ADD COLUMN mood text');
    await world().rows('ALTER TABLE team_communications DROP COLUMN body');
    const asked = await ask('teamCommunications');
    expect(pairOf(asked, 'body')).toMatchObject({ column: 'body', new: null, legacy: [{ path: 'text', live: null }] });
    expect(asked.columns.find((pair) => pair.column === 'mood')).toMatchObject({ field: null, kind: null, legacy: [] });
    const unread = asked.columns.filter((pair) => pair.column === null).flatMap((pair) => pair.legacy);
    expect(unread).toContainEqual(
      expect.objectContaining({ path: null, column: 'mood', live: expect.objectContaining({ length: 7 }) as object }),
    );
    await world().rows('DROP TABLE team_communications');
    expect(await ask('teamCommunications')).toMatchObject({
      columns: expect.arrayContaining([expect.objectContaining({ field: 'body', new: null })]) as object[],
    });
  });

  test('findings name the side, the place and what to do', async () => {
    await world().rows('ALTER TABLE doctor_notes DROP COLUMN created_at');
    const { mappingChecks } = await world().api.ask<{ mappingChecks: { severity: string }[] }>(
      '{ mappingChecks(mapping: doctorNotes) { severity code mapping side table column message remedy } }',
    );
    expect(mappingChecks.filter(({ severity }) => severity === 'ERROR')).toEqual([
      {
        severity: 'ERROR',
        code: 'COLUMN_MISSING',
        mapping: 'doctorNotes',
        side: 'LEGACY',
        table: 'dispatch_note',
        column: 'text',
        message: 'the legacy table dispatch_note has no column text, or does not show it to the login',
        remedy: expect.stringContaining('correct the entity class') as string,
      },
      expect.objectContaining({
        side: 'NEW',
        table: 'doctor_notes',
        column: 'created_at',
        remedy: expect.stringContaining('ADD COLUMN created_at timestamp with time zone') as string,
      }),
    ]);
  });
});
