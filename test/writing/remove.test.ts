import { useWorld } from '../support/world';
import { carryOut, codesOf, countLedger, figuresOf, findRecord, onlyChange, preview, revert } from './mutations';
import { invented, newIdOf } from './world-new';

const EXTRA = { mapping: 'offices', newId: invented('extra office') };
const COPY = { mapping: 'doctorNotes', newId: invented('second copy') };

const world = useWorld('postgres');

async function stateOfOffice299(): Promise<string | undefined> {
  const query =
    '{ discrepancies(first: 10, where: { mapping: offices, state: [OPEN, CLOSED] }) { nodes { newId state } } }';
  const { discrepancies } = await world().api.ask<{ discrepancies: { nodes: { newId: string; state: string }[] } }>(
    query,
  );
  return discrepancies.nodes.find((node) => node.newId === EXTRA.newId)?.state;
}

test('a dry run shows the row that goes and writes nothing', async () => {
  const before = { tables: await world().snapshot(), ledger: await world().ledger() };
  const { plan } = await preview(world(), 'removeRecord', EXTRA);
  expect(plan).toMatchObject([
    {
      kind: 'DELETE',
      table: 'offices',
      ...EXTRA,
      before: { legacy_office_id: '299', name: 'ghost office' },
      after: null,
    },
  ]);
  expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
});

test('an EXTRA row is removed and, reverted, is back to the last byte', async () => {
  const before = { tables: await world().snapshot(), figures: await figuresOf(world(), 'offices') };
  expect(await stateOfOffice299()).toBe('OPEN');
  const removed = await carryOut(world(), 'removeRecord', EXTRA);
  expect(removed.record).toBeNull();
  expect(await world().rows('SELECT id FROM offices WHERE legacy_office_id = 299')).toEqual([]);
  expect(await figuresOf(world(), 'offices')).toEqual({ ...before.figures, extra: before.figures.extra - 1 });
  expect(await stateOfOffice299()).toBe('CLOSED');
  expect(await countLedger(world())).toMatchObject({ changes: 1, keys: 1 });
  const reverted = await revert(world(), onlyChange(removed));
  expect(reverted.record?.verdict).toBe('EXTRA');
  expect({ tables: await world().snapshot(), figures: await figuresOf(world(), 'offices') }).toEqual(before);
  expect(await stateOfOffice299()).toBe('OPEN');
});

test('one copy of an AMBIGUOUS record is removed, and the other one matches', async () => {
  const before = { tables: await world().snapshot(), figures: await figuresOf(world(), 'doctorNotes') };
  const removed = await carryOut(world(), 'removeRecord', COPY);
  expect(removed.record).toMatchObject({ verdict: 'MATCHED', newId: newIdOf('doctorNotes', '27') });
  const { figures } = before;
  expect(await figuresOf(world(), 'doctorNotes')).toEqual({
    ...figures,
    ambiguous: figures.ambiguous - 1,
    matched: figures.matched + 1,
  });
  expect((await revert(world(), onlyChange(removed))).record?.verdict).toBe('AMBIGUOUS');
  expect({ tables: await world().snapshot(), figures: await figuresOf(world(), 'doctorNotes') }).toEqual(before);
});

test.each([
  ['a MATCHED row', { mapping: 'offices', newId: newIdOf('offices', '201') }, 'NOT_APPLICABLE', /MATCHED/],
  ['a DIFFERENT row', { mapping: 'templates', newId: newIdOf('templates', '302') }, 'NOT_APPLICABLE', /DIFFERENT/],
  [
    'a row that was made on the new side',
    { mapping: 'offices', newId: invented('native office') },
    'NOT_APPLICABLE',
    /new side/,
  ],
  [
    'a row that others refer to',
    { mapping: 'offices', newId: invented('referenced office') },
    'CONSTRAINT_VIOLATION',
    /doctors\.primary_office_id/,
  ],
  ['a row of another mapping', { mapping: 'profiles', newId: invented('extra office') }, 'NOT_FOUND', /profiles/],
  ['a row that does not exist', { mapping: 'offices', newId: invented('nothing') }, 'NOT_FOUND', /offices/],
])('%s is not removed', async (_, input, code, message) => {
  const before = { tables: await world().snapshot(), ledger: await world().ledger() };
  const refused = await preview(world(), 'removeRecord', input);
  expect(refused.userErrors).toMatchObject([{ code, retryable: false }]);
  expect(refused.userErrors[0]?.message).toMatch(message);
  expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
});

test('after one copy is gone the other one is safe', async () => {
  await carryOut(world(), 'removeRecord', COPY);
  expect(codesOf(await preview(world(), 'removeRecord', { ...COPY, newId: newIdOf('doctorNotes', '27') }))).toEqual([
    'NOT_APPLICABLE',
  ]);
  expect((await findRecord(world(), 'doctorNotes', '27'))?.verdict).toBe('MATCHED');
});
