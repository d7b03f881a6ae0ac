import { randomUUID } from 'node:crypto';
import { insertRun, sendRun, startInput, tellRun } from '../support/runs';
import { shareWorld } from '../support/world';

const world = shareWorld('postgres');
const UUID = randomUUID();
let before: object;
let reverted = '';

beforeAll(async () => {
  reverted = await insertRun(world(), { state: 'SUCCEEDED', kind: 'MIGRATE', mapping: 'teams' });
  before = await world().ledger();
});

/** Whatever was asked, no run was started, and no fault was reported to the operator. */
afterEach(async () => {
  expect(await world().ledger()).toEqual(before);
  expect(world().api.faults).toEqual([]);
});

describe('a run that cannot be understood', () => {
  const many = Array.from({ length: 10_001 }, (_, index) => String(index));

  test.each<[string, object]>([
    ['an unknown kind', { kind: 'DELETE' }],
    ['no kind', { kind: null }],
    ['an unknown mapping', { mapping: 'noSuchMapping' }],
    ['more than 10,000 records', { legacyIds: many }],
    ['a record that is no number', { legacyIds: ['1', 'two'] }],
    ['a record with SQL', { legacyIds: ['1 OR 1=1'] }],
    ['a negative record', { legacyIds: ['-1'] }],
    ['a record larger than 64 bits', { legacyIds: ['99999999999999999999'] }],
    ['no record in a list', { legacyIds: [null] }],
    ['a very long root cause', { rootCause: 'x'.repeat(101) }],
    ['a root cause that no text can be', { rootCause: 'a\u0000b' }],
    ['a run to revert that is no UUID', { kind: 'REVERT', mapping: null, reverts: '1' }],
    ['fewer than no failures', { maxFailures: -1 }],
    ['too many failures', { maxFailures: 100_001 }],
    ['half a failure', { maxFailures: 0.5 }],
    ['no number of failures', { maxFailures: null }],
    ['no rows a second', { rowsPerSecond: 0 }],
    ['too many rows a second', { rowsPerSecond: 1_000_001 }],
    ['an unknown answer to failures', { onFailure: 'IGNORE' }],
    ['no answer to failures', { onFailure: null }],
    ['a text in place of a flag', { incremental: 'yes' }],
    ['a number in place of a flag', { dryRun: 1 }],
    ['no reason', { reason: null }],
    ['a list of reasons', { reason: ['a', 'b'] }],
    ['no key', { idempotencyKey: null }],
    ['an unknown field', { surprise: true }],
  ])('%s', async (_, wrong) => {
    const { errors } = await sendRun(world().api, 'startRun', startInput(wrong));
    expect(errors.map((error) => error.extensions?.code)).toEqual(['BAD_USER_INPUT']);
  });

  test('what was sent is not repeated', async () => {
    for (const wrong of [
      { kind: 'CANARY' },
      { legacyIds: ['CANARY'] },
      { reverts: 'CANARY' },
      { maxFailures: 'CANARY' },
    ])
      expect((await sendRun(world().api, 'startRun', startInput(wrong))).body).not.toContain('CANARY');
  });

  test.each(['pauseRun', 'resumeRun', 'cancelRun', 'approveRun'] as const)('%s of no UUID', async (mutation) => {
    for (const id of ['', '1', `${UUID}'; DROP TABLE counterpart.run; --`]) {
      const input = mutation === 'approveRun' ? { id, reason: 'fine' } : { id };
      const { errors } = await sendRun(world().api, mutation, input);
      expect(errors).toMatchObject([
        { message: 'id must be the UUID of a run', extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    }
  });
});

describe('a run that makes no sense', () => {
  const MIGRATE = { kind: 'MIGRATE' };
  const REVERT = { kind: 'REVERT', mapping: null };
  const legacyIds = ['201'];

  test.each<[string, object, string]>([
    ['no mapping', { mapping: null }, 'mapping'],
    ['a blank reason', { reason: ' \n' }, 'reason'],
    ['a very long reason', { reason: '😀'.repeat(2_001) }, 'reason'],
    ['a reason that no text can be', { reason: 'a\u0000b' }, 'reason'],
    ['a blank key', { idempotencyKey: ' ' }, 'idempotencyKey'],
    ['a very long key', { idempotencyKey: 'x'.repeat(256) }, 'idempotencyKey'],
    ['none of the records', { legacyIds: [] }, 'legacyIds'],
    ['records and a root cause', { legacyIds, rootCause: 'abc' }, 'rootCause'],
    ['an incremental migration', { ...MIGRATE, incremental: true }, 'incremental'],
    ['an incremental comparison of chosen records', { incremental: true, legacyIds }, 'incremental'],
    ['an incremental comparison of a root cause', { incremental: true, rootCause: 'abc' }, 'incremental'],
    ['a comparison with parents', { withParents: true, legacyIds }, 'withParents'],
    ['a migration of everything with parents', { ...MIGRATE, withParents: true }, 'withParents'],
    ['a reconciliation of everything with parents', { kind: 'RECONCILE', withParents: true }, 'withParents'],
    ['a dry comparison', { dryRun: true }, 'dryRun'],
    ['a comparison that reverts', { reverts: UUID }, 'reverts'],
    ['a revert of nothing', REVERT, 'reverts'],
    ['a revert of nothing in a mapping', { ...REVERT, mapping: 'offices' }, 'reverts'],
  ])('%s', async (_, wrong, field) => {
    const { run, userErrors } = await tellRun(world().api, 'startRun', startInput(wrong));
    expect(run).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'INVALID_INPUT', field, retryable: false }]);
  });

  test('everything that is wrong is said at once', async () => {
    const { userErrors } = await tellRun(
      world().api,
      'startRun',
      startInput({ reason: '', incremental: true, withParents: true, dryRun: true, legacyIds }),
    );
    expect(userErrors.map(({ field }) => field)).toEqual(['reason', 'incremental', 'withParents', 'dryRun']);
  });

  test('a revert of a run that is not there, wrote nothing or is of another mapping', async () => {
    const revert = (more: object) => tellRun(world().api, 'startRun', startInput({ ...REVERT, ...more }));
    expect((await revert({ reverts: UUID })).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'reverts' }]);
    expect((await revert({ reverts: reverted })).userErrors).toMatchObject([
      { code: 'NOT_REVERTIBLE', field: 'reverts' },
    ]);
    expect((await revert({ reverts: reverted, mapping: 'offices' })).userErrors).toMatchObject([
      { code: 'INVALID_INPUT', field: 'mapping' },
    ]);
    expect((await revert({ reverts: reverted, legacyIds })).userErrors).toMatchObject([
      { code: 'INVALID_INPUT', field: 'kind' },
    ]);
  });
});

describe('runs that are asked for badly', () => {
  const cursor = (...parts: readonly unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

  test.each([
    ['an id that is no UUID', '{ run(id: "1") { id } }', {}],
    ['no runs', '{ runs(first: 0) { nodes { id } } }', {}],
    ['too many runs', '{ runs(first: 101) { nodes { id } } }', {}],
    [
      'a foreign cursor',
      'query($after: String) { runs(first: 5, after: $after) { nodes { id } } }',
      { after: cursor('7') },
    ],
    [
      'a cursor with SQL',
      'query($after: String) { runs(first: 5, after: $after) { nodes { id } } }',
      { after: cursor('2021-05-05T10:00:00.000001Z', `${UUID}'; DROP TABLE counterpart.run; --`) },
    ],
    [
      'more states than there are',
      'query($where: RunWhere) { runs(first: 5, where: $where) { nodes { id } } }',
      { where: { state: Array.from({ length: 8 }, () => 'QUEUED') } },
    ],
    [
      'somebody with a very long name',
      'query($where: RunWhere) { runs(first: 5, where: $where) { nodes { id } } }',
      { where: { requestedBy: 'x'.repeat(201) } },
    ],
    [
      'somebody whose name no text can be',
      'query($where: RunWhere) { runs(first: 5, where: $where) { nodes { id } } }',
      { where: { requestedBy: 'a\u0000b' } },
    ],
  ])('%s', async (_, query, variables) => {
    const { errors } = await world().api.request(query, variables);
    expect(errors.map((error) => error.extensions?.code)).toEqual(['BAD_USER_INPUT']);
  });

  test.each([0, 101, -1])('failures with first: %i', async (first) => {
    const query = `{ run(id: "${reverted}") { failures(first: ${first}) { nodes { id } } } }`;
    expect((await world().api.request(query)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('failures after a foreign cursor', async () => {
    const query = `{ run(id: "${reverted}") { failures(after: "${cursor('x')}") { nodes { id } } } }`;
    expect((await world().api.request(query)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});
