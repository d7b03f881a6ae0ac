import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { planMigration } from '../../reconciliation/writing/migrate-record';
import { WriteProtocol } from '../../reconciliation/writing/protocol';
import type { WriteAnswer } from '../../reconciliation/writing/write-answer';
import type { WriteRequest } from '../../reconciliation/writing/write-request';
import type { Row } from '../mappings/fixture';
import { useTwoSides } from '../mappings/two-sides';
import { lending, slips } from '../reconciliation/invented-loans';
import { describeEachEngine } from '../support/servers';

/** A parent that a record needs though no column names it: it has to be there, and nothing can be given in its place. */

interface Asked {
  readonly withParents?: boolean;
  readonly overrides?: readonly { readonly field: string; readonly value: string }[];
}

const ADULT = 1;
const CHILD = 2;
const UNKNOWN = 3;

const loan = (readerId: number | null, change: Row = {}): Row => ({
  id: 10,
  book_id: 1,
  reader_id: readerId,
  at: null,
  kind: 'lent',
  ...change,
});

const cards: Row[] = [
  { id: 'card 1', legacy_reader_id: ADULT, label: 'adult' },
  { id: 'card 2', legacy_reader_id: CHILD, label: 'child' },
];

const events: Row[] = [{ id: 'book 1', legacy_id: 1, source: 'book' }];

describeEachEngine('migrating a record that requires another', (engine) => {
  const open = useTwoSides(engine, { mappings: lending });

  const fill = (loans: readonly Row[], current: { cards?: Row[]; events?: Row[] } = {}): Promise<void> =>
    open().replaceRows(
      {
        invented_reader: [
          { id: ADULT, kind: 'a' },
          { id: CHILD, kind: 'c' },
          { id: UNKNOWN, kind: 'x' },
        ],
        invented_book: [{ id: 1, owner_id: null }],
        invented_loan: loans,
      },
      { invented_cards: current.cards ?? [], invented_events: current.events ?? [], invented_slips: [] },
    );

  function migrate(asked: Asked, write: Partial<WriteRequest> = {}): Promise<WriteAnswer> {
    const protocol = new WriteProtocol(open().new, open().sides.legacy, lending);
    const request: WriteRequest = {
      actor: 'tester',
      mutation: 'migrateRecord',
      request: asked,
      dryRun: true,
      expectedFingerprint: null,
      reason: null,
      idempotencyKey: null,
      ...write,
    };
    const { withParents = false, overrides = [] } = asked;
    return protocol.write(request, { mapping: slips.name, legacyId: '10', newId: null }, (session) =>
      planMigration(session, { mapping: slips, legacyId: '10', withParents, overrides }),
    );
  }

  /** Previews and applies, as a person does. */
  async function carryOut(asked: Asked): Promise<WriteAnswer> {
    const { fingerprint, refusals } = await migrate(asked);
    expect(refusals).toEqual([]);
    return migrate(asked, {
      dryRun: false,
      expectedFingerprint: fingerprint,
      reason: 'ticket 4711',
      idempotencyKey: randomUUID(),
    });
  }

  const countRows = async (): Promise<number> => {
    const [row] = await open().new.query<{ n: number }[]>(
      `SELECT (SELECT count(*) FROM invented_cards)::integer + (SELECT count(*) FROM invented_events)::integer
         + (SELECT count(*) FROM invented_slips)::integer AS n`,
    );
    return row?.n ?? -1;
  };

  test('when it is there, the record is written, and no column names it', async () => {
    await fill([loan(ADULT)], { cards, events });
    const applied = await carryOut({});
    expect(applied.refusals).toEqual([]);
    expect(applied.plan.map(({ table, after }) => [table, Object.keys(after ?? {}).sort()])).toEqual([
      ['invented_slips', ['book_event_id', 'id', 'kind', 'legacy_loan_id']],
    ]);
    const [pair] = await open().comparison.loader.listByLegacyIds(slips, ['10']);
    expect(pair?.verdict).toBe('MATCHED');
  });

  test('a written record is matched, whatever becomes of what it required', async () => {
    await fill([loan(ADULT)], { cards, events });
    await carryOut({});
    await open().new.query('DELETE FROM invented_cards');
    const [pair] = await open().comparison.loader.listByLegacyIds(slips, ['10']);
    expect([pair?.verdict, pair?.problems]).toEqual(['MATCHED', []]);
  });

  test('when it is missing, no override is advised, because there is no field', async () => {
    await fill([loan(ADULT)], { events });
    expect((await migrate({})).refusals).toEqual([
      {
        code: 'PARENT_MISSING',
        field: 'reader',
        message: 'inventedReaders 1 is not on the new side: migrate it first, set withParents',
        retryable: false,
      },
    ]);
  });

  test('the parent that a column names can be overridden, and the advice says so', async () => {
    await fill([loan(ADULT)], { cards });
    expect((await migrate({})).refusals).toMatchObject([
      {
        code: 'PARENT_MISSING',
        field: 'bookEventId',
        message: 'inventedBooks 1 is not on the new side: migrate it first, set withParents, or override the field',
      },
    ]);
  });

  test('one that is not as it must be is refused without advice', async () => {
    await fill([loan(CHILD)], { cards, events });
    expect((await migrate({})).refusals).toMatchObject([
      {
        code: 'PARENT_NOT_ELIGIBLE',
        field: 'reader',
        message: 'inventedReaders 2 is not eligible: children sign nothing',
      },
    ]);
  });

  test('one that was never named is refused without advice', async () => {
    await fill([loan(null)], { cards, events });
    expect((await migrate({})).refusals).toMatchObject([
      {
        code: 'RULE_NOT_SATISFIED',
        field: 'reader',
        message: 'readerId is not set, and reader must name a record',
      },
    ]);
  });

  test('its name is no field that a value could be given to', async () => {
    await fill([loan(ADULT)], { events });
    const overrides = [{ field: 'reader', value: randomUUID() }];
    const [refusal] = (await migrate({ overrides })).refusals;
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'field' });
    expect(refusal?.message).toBe('inventedSlips has no such field; it has legacyLoanId, bookEventId, kind');
  });

  test('with parents it is made first, in the same transaction as the rest', async () => {
    await fill([loan(ADULT)]);
    const applied = await carryOut({ withParents: true });
    expect(applied.changes.map(({ mapping, kind, legacyId }) => [mapping, kind, legacyId])).toEqual([
      ['inventedReaders', 'INSERT', '1'],
      ['inventedBooks', 'INSERT', '1'],
      ['inventedSlips', 'INSERT', '10'],
    ]);
    const transactions = await open().new.query<unknown[]>(
      'SELECT xmin::text FROM invented_cards UNION SELECT xmin::text FROM invented_events UNION SELECT xmin::text FROM invented_slips',
    );
    expect(transactions).toHaveLength(1);
    const pairs = await open().comparison.loader.listByLegacyIds(slips, ['10']);
    expect(pairs.map((pair) => pair.verdict)).toEqual(['MATCHED']);
  });

  test('a preview of that writes nothing', async () => {
    await fill([loan(ADULT)]);
    const { plan } = await migrate({ withParents: true });
    expect(plan.map((write) => write.table)).toEqual(['invented_cards', 'invented_events', 'invented_slips']);
    expect(await countRows()).toBe(0);
  });

  test.each([
    ['is gone', 99, 'PARENT_MISSING', 'reader', /^inventedReaders 99 cannot be migrated: the legacy database has no/],
    ['is blocked itself', UNKNOWN, 'RULE_NOT_SATISFIED', 'label', /^code x of kind has no label: override the field$/],
  ])('with parents, one that %s is refused, and nothing is made', async (_, readerId, code, field, message) => {
    await fill([loan(readerId)]);
    const { refusals } = await migrate({ withParents: true });
    expect(refusals).toMatchObject([{ code, field, retryable: false }]);
    expect(refusals[0]?.message).toMatch(message);
    expect(await countRows()).toBe(0);
  });

  test('with parents, one that would not be as it must be is refused, and nothing is made', async () => {
    await fill([loan(CHILD)]);
    expect((await migrate({ withParents: true })).refusals).toMatchObject([
      { code: 'PARENT_NOT_ELIGIBLE', field: 'reader' },
    ]);
    expect(await countRows()).toBe(0);
  });
});
