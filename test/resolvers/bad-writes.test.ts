import { shareWorld } from '../support/world';
import { codesOf, confirmed, findRecord, type Input, type Mutation, mutate, preview, send } from '../writing/mutations';
import { invented, newIdOf } from '../writing/world-new';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };
const ORDER = { mapping: 'orders', legacyId: '1004' };
const PROFILE = { mapping: 'profiles', legacyId: '6' };
const UUID = '00000000-0000-4000-8000-000000000000';

const world = shareWorld('postgres');
let before: object;
let faultsBefore = 0;

beforeAll(async () => {
  before = { tables: await world().snapshot(), ledger: await business() };
});

/** The ledger but the keys of refusals, which are stored on purpose. */
async function business(): Promise<object> {
  return { ...(await world().ledger()), 'counterpart.idempotency_key': [] };
}

beforeEach(() => {
  faultsBefore = world().api.faults.length;
});

afterEach(async () => {
  expect({ tables: await world().snapshot(), ledger: await business() }).toEqual(before);
  expect(world().api.faults.slice(faultsBefore)).toEqual([]);
});

describe('a write that lacks what a write needs', () => {
  const WRITES: readonly (readonly [Mutation, Input])[] = [
    ['migrateRecord', NOTE],
    ['reconcileRecord', { mapping: 'templates', legacyId: '302', resolutions: [{ field: 'name', take: 'LEGACY' }] }],
    ['removeRecord', { mapping: 'offices', newId: invented('extra office') }],
    ['waiveDiscrepancy', { mapping: 'templates', legacyId: '302' }],
    ['withdrawWaiver', { waiverId: UUID }],
    ['revertChange', { changeId: '1' }],
  ];

  test.each(
    WRITES.flatMap(([mutation, input]) =>
      ['expectedFingerprint', 'reason', 'idempotencyKey'].map((field) => [mutation, field, input] as const),
    ),
  )('%s without %s', async (mutation, field, input) => {
    const complete = confirmed(input, 'some.thing.to.expect');
    for (const lacking of [
      { ...complete, [field]: undefined },
      { ...complete, [field]: null },
    ]) {
      expect((await mutate(world(), mutation, lacking)).userErrors).toMatchObject([
        { code: 'INVALID_INPUT', field, retryable: false },
      ]);
    }
  });

  test.each(['reason', 'idempotencyKey'])('a blank %s', async (field) => {
    const input = { ...confirmed(NOTE, 'some.thing.to.expect'), [field]: ' \n ' };
    expect((await mutate(world(), 'migrateRecord', input)).userErrors).toMatchObject([
      { code: 'INVALID_INPUT', field },
    ]);
  });

  test.each([
    ['reason', 'x'.repeat(10_240)],
    ['reason', '😀'.repeat(2_001)],
    ['idempotencyKey', 'x'.repeat(256)],
  ])('a %s that is too long', async (field, text) => {
    const input = { ...confirmed(NOTE, 'some.thing.to.expect'), [field]: text };
    for (const dryRun of [false, true]) {
      expect((await mutate(world(), 'migrateRecord', { ...input, dryRun })).userErrors).toMatchObject([
        { code: 'INVALID_INPUT', field },
      ]);
    }
  });

  test.each([
    ['a foreign text', 'what is this', 'INVALID_INPUT'],
    ['an empty text', '', 'INVALID_INPUT'],
    ['too many parts', 'a.b.c.d.e', 'INVALID_INPUT'],
    ['one of other rules', 'a.b.c.d', 'STALE_PLAN'],
  ])('a fingerprint that is %s', async (_, fingerprint, code) => {
    expect(codesOf(await mutate(world(), 'migrateRecord', confirmed(NOTE, fingerprint)))).toEqual([code]);
    expect(codesOf(await preview(world(), 'migrateRecord', { ...NOTE, expectedFingerprint: fingerprint }))).toEqual([
      code,
    ]);
  });

  test('a very long fingerprint', async () => {
    const { errors } = await send(world(), 'migrateRecord', confirmed(NOTE, 'x'.repeat(10_240)));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('the fingerprint of another record', async () => {
    const other = await findRecord(world(), 'teamCommunications', '29');
    expect(codesOf(await mutate(world(), 'migrateRecord', confirmed(NOTE, other?.fingerprint ?? '')))).toEqual([
      'LEGACY_CHANGED',
    ]);
  });
});

describe('an override that cannot be used', () => {
  test.each([
    ['an unknown field', NOTE, { field: 'noSuchField', value: '1' }, 'field'],
    ['a name from the prototype', NOTE, { field: 'constructor', value: '1' }, 'field'],
    ['the key', NOTE, { field: 'legacyRecordId', value: '99' }, 'legacyRecordId'],
    [
      'part of a natural key',
      { mapping: 'templateProducts', legacyId: '602' },
      { field: 'productId', value: newIdOf('products', '501') },
      'productId',
    ],
    ['a field without a rule', NOTE, { field: 'subject', value: 'x' }, 'subject'],
    ['a reference that is no UUID', NOTE, { field: 'authorId', value: 'adam' }, 'authorId'],
    [
      'a reference by both ids',
      NOTE,
      { field: 'authorId', value: newIdOf('profiles', '1'), legacyId: '1' },
      'authorId',
    ],
    ['a required reference to nothing', NOTE, { field: 'authorId', value: null }, 'authorId'],
    ['a legacy id for no reference', NOTE, { field: 'body', legacyId: '1' }, 'body'],
    ['a label that the enum lacks', NOTE, { field: 'communicationType', value: 'gossip' }, 'communicationType'],
    ['a required text without a value', NOTE, { field: 'body', value: null }, 'body'],
    ['a text with the character NUL', NOTE, { field: 'body', value: 'a\u0000b' }, 'body'],
    ['an instant without microseconds', NOTE, { field: 'createdAt', value: '2021-05-05T10:00:00Z' }, 'createdAt'],
    [
      'an instant that no calendar has',
      NOTE,
      { field: 'createdAt', value: '2021-02-30T10:00:00.000000Z' },
      'createdAt',
    ],
    ['an hour that no clock has', NOTE, { field: 'createdAt', value: '2021-02-03T25:00:00.000000Z' }, 'createdAt'],
    ['an amount in words', ORDER, { field: 'amount', value: 'two hundred' }, 'amount'],
    ['an amount in another notation', ORDER, { field: 'amount', value: '1e5' }, 'amount'],
    ['an amount that is not a number', ORDER, { field: 'amount', value: 'NaN' }, 'amount'],
    ['a flag in words', ORDER, { field: 'deleted', value: 'yes' }, 'deleted'],
    ['a document that is none', ORDER, { field: 'metadata', value: '{"a": ' }, 'metadata'],
    ['a day that no calendar has', PROFILE, { field: 'dateOfBirth', value: '2021-02-29' }, 'dateOfBirth'],
    ['a day in another notation', PROFILE, { field: 'dateOfBirth', value: '28.02.2021' }, 'dateOfBirth'],
    ['a whole number with a fraction', PROFILE, { field: 'legacyPatientId', value: '1.5' }, 'legacyPatientId'],
    [
      'a whole number that the column cannot hold',
      PROFILE,
      { field: 'legacyPatientId', value: '9999999999' },
      'legacyPatientId',
    ],
    [
      'a text that is too long for its column',
      { mapping: 'payments', legacyId: '5004' },
      { field: 'currency', value: 'USDX' },
      'currency',
    ],
  ])('%s', async (_, input, override, field) => {
    const refused = await preview(world(), 'migrateRecord', { ...input, overrides: [override] });
    expect(refused.userErrors).toMatchObject([{ code: 'INVALID_INPUT', field, retryable: false }]);
    expect(refused.plan).toEqual([]);
  });

  test('the same field twice', async () => {
    const twice = [
      { field: 'body', value: 'a' },
      { field: 'body', value: 'b' },
    ];
    expect((await preview(world(), 'migrateRecord', { ...NOTE, overrides: twice })).userErrors).toMatchObject([
      { code: 'INVALID_INPUT', field: 'body' },
    ]);
    const resolutions = [
      { field: 'name', take: 'LEGACY' },
      { field: 'name', take: 'NEW' },
    ];
    const refused = await preview(world(), 'reconcileRecord', { mapping: 'templates', legacyId: '302', resolutions });
    expect(refused.userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: 'name' }]);
  });

  test('a value that is refused is not repeated', async () => {
    const { body } = await send(world(), 'migrateRecord', {
      ...NOTE,
      dryRun: true,
      overrides: [{ field: 'communicationType', value: 'CANARY' }],
    });
    expect(body).not.toContain('CANARY');
  });
});

describe('other inputs that cannot be used', () => {
  test('no resolutions', async () => {
    const refused = await preview(world(), 'reconcileRecord', {
      mapping: 'templates',
      legacyId: '302',
      resolutions: [],
    });
    expect(refused.userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: 'resolutions' }]);
  });

  const many = Array.from({ length: 51 }, (_, index) => ({ field: `field${index}`, value: '1' }));

  test.each<[string, Mutation, Input]>([
    ['51 overrides', 'migrateRecord', { ...NOTE, overrides: many }],
    ['51 resolutions', 'reconcileRecord', { ...NOTE, resolutions: many.map((one) => ({ ...one, take: 'VALUE' })) }],
    ['a very long field name', 'migrateRecord', { ...NOTE, overrides: [{ field: 'x'.repeat(10_240), value: '1' }] }],
    ['a very long value', 'migrateRecord', { ...NOTE, overrides: [{ field: 'body', value: 'x'.repeat(100_001) }] }],
    [
      'an override whose legacy id is no number',
      'migrateRecord',
      { ...NOTE, overrides: [{ field: 'authorId', legacyId: 'adam' }] },
    ],
    ['an unknown field of the input', 'migrateRecord', { ...NOTE, surprise: true }],
    ['an unknown mapping', 'migrateRecord', { ...NOTE, mapping: 'noSuchMapping' }],
    ['a legacy id that is no number', 'migrateRecord', { ...NOTE, legacyId: '21; DROP TABLE offices' }],
    ['a legacy id that is too large', 'diffRecord', { ...NOTE, legacyId: '99999999999999999999' }],
    ['an unknown way to settle', 'reconcileRecord', { ...NOTE, resolutions: [{ field: 'name', take: 'BOTH' }] }],
    ['a row id that is no UUID', 'removeRecord', { mapping: 'offices', newId: '299' }],
    ['a waiver id that is no UUID', 'withdrawWaiver', { waiverId: '1' }],
    ['a change id that is no number', 'revertChange', { changeId: 'first' }],
    ['a waiver of both ids', 'waiveDiscrepancy', { mapping: 'offices', legacyId: '201', newId: UUID }],
    ['a waiver of neither id', 'waiveDiscrepancy', { mapping: 'offices' }],
    ['a waiver until a day in another notation', 'waiveDiscrepancy', { ...NOTE, expiresAt: 'tomorrow' }],
  ])('%s', async (_, mutation, input) => {
    const { errors } = await send(world(), mutation, { ...input, dryRun: true });
    expect(errors.map((error) => error.extensions?.code)).toEqual(['BAD_USER_INPUT']);
  });

  test('a waiver until a day that no calendar has', async () => {
    const { errors, data } = await send(world(), 'waiveDiscrepancy', {
      ...NOTE,
      expiresAt: '2099-02-30T00:00:00Z',
      dryRun: true,
    });
    const codes = [
      ...errors.map((error) => error.extensions?.code),
      ...(errors.length > 0 ? [] : codesOf(data.waiveDiscrepancy)),
    ];
    expect([['BAD_USER_INPUT'], ['INVALID_INPUT']]).toContainEqual(codes);
  });
});
