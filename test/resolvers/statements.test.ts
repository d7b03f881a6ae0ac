import { DispatchNote } from '../../entities/legacy/dispatch-note';
import { loadRows } from '../../sample/load-rows';
import { rowsOf } from '../../sample/making/row';
import { describeEachEngine } from '../support/servers';
import { shareWorld, type World } from '../support/world';
import { carryOut } from '../writing/mutations';
import { newIdOf } from '../writing/world-new';

const EVERYTHING = `mapping { name } legacyId newId newIds verdict fingerprint allowedActions
  fields { field rule state legacyValue expectedValue actualValue expectedLegacyId actualLegacyId because bytes movedSide }
  causes { code message field path { mapping table legacyId newId state verdict } rootId root { legacyId verdict } remedies { kind message } }
  parents { mapping legacyId newId state verdict }
  children { mapping field count records { legacyId verdict } }
  discrepancy { id state verdict fields movedSide openedAt }
  changes(first: 5) { nodes { id kind actor revertible before after } pageInfo { hasNextPage } }`;

const TYPED = `... on TeamCommunicationPair {
  legacy { author { username } doctor { username } } new { author { firstName } team { name } } }`;

/** Notes 1001 to 1150 of twelve authors; of those of doctors the new side has most: as they should be, or with another text. */
async function addNotes(world: World): Promise<void> {
  const ids = Array.from({ length: 150 }, (_, index) => String(1_001 + index));
  const notes = ids.map((id) => ({
    id,
    createdAt: '2022-01-01T00:00:00.000000Z',
    text: `note ${id}`,
    authorId: String(1 + (Number(id) % 12)),
    doctorId: '1',
  }));
  const runner = world.legacy.createQueryRunner();
  await loadRows(runner, rowsOf(DispatchNote, notes), () => undefined);
  await runner.release();
  const author = (id: string): string => newIdOf('profiles', String(1 + (Number(id) % 12)));
  for (const id of ids.filter((candidate) => Number(candidate) % 12 < 3 && Number(candidate) % 5 !== 0)) {
    await world.rows(
      `INSERT INTO team_communications (legacy_record_id, body, author_id, team_id, communication_type, created_at)
       VALUES ($1, $2, $3, $4, 'production_note', '2022-01-01 00:00:00+00')`,
      [id, Number(id) % 5 === 1 ? 'another text' : `note ${id}`, author(id), newIdOf('teams', '7')],
    );
  }
  await world.service.comparison.compareMapping(world.service.mapping('teamCommunications'));
}

describeEachEngine('what a query costs', (engine) => {
  const sent: string[] = [];
  const world = shareWorld(engine, { onStatement: (side, sql) => sent.push(`${side}: ${sql}`) });

  beforeAll(async () => {
    await world().rows('UPDATE orders SET amount = 1 WHERE legacy_instruction_id = 1002');
    await carryOut(world(), 'migrateRecord', { mapping: 'orders', legacyId: '1004' });
    await addNotes(world());
    await carryOut(world(), 'migrateRecord', { mapping: 'teamCommunications', legacyId: '1020' });
    await carryOut(world(), 'migrateRecord', { mapping: 'teamCommunications', legacyId: '21' });
  });

  async function count(query: string): Promise<{ data: object; statements: number }> {
    sent.length = 0;
    const data = await world().api.ask<object>(query);
    return { data, statements: sent.length };
  }

  test.each([
    ['BLOCKED', '1005'],
    ['MATCHED', '1004'],
    ['DIFFERENT', '1002'],
  ])('a %s order with everything costs at most 18 statements', async (verdict, legacyId) => {
    const { data, statements } = await count(`{ record(mapping: orders, legacyId: "${legacyId}") { ${EVERYTHING} } }`);
    expect(data).toMatchObject({ record: { verdict } });
    expect(statements).toBeLessThanOrEqual(18);
  });

  test('a page of 100 records with everything costs at most 25 statements', async () => {
    const query = `{ records(mapping: teamCommunications, first: 100, where: { fromLegacyId: "1001" }) { nodes { ${EVERYTHING} ${TYPED} } pageInfo { hasNextPage } } }`;
    const { data, statements } = await count(query);
    const { records } = data as { records: { nodes: { verdict: string; changes: { nodes: unknown[] } }[] } };
    expect(records.nodes).toHaveLength(100);
    expect(new Set(records.nodes.map((node) => node.verdict))).toEqual(
      new Set(['MATCHED', 'DIFFERENT', 'MISSING', 'BLOCKED']),
    );
    expect(records.nodes.flatMap((node) => node.changes.nodes)).toHaveLength(1);
    expect(statements).toBeLessThanOrEqual(25);
  });

  test('a page of 100 costs no more than a page of 10', async () => {
    const page = (first: number): string =>
      `{ records(mapping: teamCommunications, first: ${first}, where: { fromLegacyId: "1001" }) { nodes { ${EVERYTHING} ${TYPED} } } }`;
    const small = await count(page(10));
    const large = await count(page(100));
    // A page of ten may lack a verdict, and with it a table that is looked into.
    expect(large.statements).toBeLessThanOrEqual(small.statements + 4);
  });

  test('the children of a page of parents are listed in a bounded number of statements', async () => {
    const { statements } = await count(
      '{ records(mapping: profiles, first: 100) { nodes { legacyId children { mapping field count records(first: 5) { legacyId verdict } } } } }',
    );
    expect(statements).toBeLessThanOrEqual(25);
  });

  test('the figures of all mappings cost two statements', async () => {
    const { statements } = await count(
      '{ systems { name figures { base matched } mappings { name figures { base matched successRate } } } }',
    );
    expect(statements).toBeLessThanOrEqual(2);
  });

  test('a page of discrepancies or changes costs one statement', async () => {
    expect((await count('{ discrepancies(first: 100) { nodes { id state } } }')).statements).toBe(1);
    expect((await count('{ changes(first: 100) { nodes { id kind } } }')).statements).toBe(1);
    // Whose values were shown is logged, all of them together.
    expect((await count('{ changes(first: 100) { nodes { id before after } } }')).statements).toBe(2);
  });
});
