import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '../../resolvers/access/caller';
import { type Cell, listMatrix, type MatrixRow } from '../../resolvers/access/matrix';
import { Role } from '../../resolvers/access/role';
import { createSchema } from '../../resolvers/schema';
import { withMatrix } from '../../src/emit/access-document';
import { minimalOperations } from '../resolvers/selection';
import type { ApiError } from '../support/api';
import { openStream } from '../support/event-stream';
import { shareWorld } from '../support/world';
import { type Callers, startCallers } from './callers';

const schema = createSchema();
const matrix = listMatrix();
const operations = minimalOperations(schema);

test('A01: docs/access.md holds the matrix that the code has', () => {
  const committed = readFileSync(join(__dirname, '..', '..', 'docs', 'access.md'), 'utf8');
  expect(withMatrix(committed)).toBe(committed);
});

test('A01: every root field has its row, and a minimal operation to try it with', () => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
  expect(matrix.map(({ field }) => field).sort()).toEqual(fields.sort());
  expect([...operations.keys()].sort()).toEqual(fields.sort());
});

test('only readers read, and what writes is for few', () => {
  const allowed = (role: Role, kind: MatrixRow['kind']): string[] =>
    matrix.filter((row) => row.kind === kind && row.byRole[role] === 'ALLOWED').map(({ field }) => field);
  // It writes nothing but that it was asked for.
  const harmless = ['exportDifferences', 'revealField'];
  // Lists that people keep to come back to.
  const views = ['saveView', 'removeView'];
  const beyond = (role: Role): string[] =>
    allowed(role, 'Mutation').filter((name) => ![...harmless, ...views].includes(name));
  expect(beyond(Role.VIEWER)).toEqual([]);
  expect(beyond(Role.ANALYST)).toEqual([]);
  expect(beyond(Role.AUTOMATION)).toEqual(['cancelRun', 'pauseRun', 'resumeRun', 'startRun']);
  expect(allowed(Role.ADMIN, 'Mutation')).toHaveLength(matrix.filter(({ kind }) => kind === 'Mutation').length);
  expect(matrix.filter(({ withoutRole }) => withoutRole !== 'FORBIDDEN')).toEqual([]);
});

describe('A01: what is answered over HTTP is what the matrix says', () => {
  const world = shareWorld('postgres');
  let callers: Callers | undefined;
  beforeAll(async () => {
    callers = await startCallers(world().service);
  });
  afterAll(async () => callers?.stop());

  const errorsOf = async (row: MatrixRow, caller: Caller | null): Promise<readonly ApiError[]> => {
    const asking = callers?.as(caller);
    const operation = operations.get(row.field) ?? '';
    if (asking === undefined) throw new Error('the server is not there');
    if (row.kind !== 'Subscription') return (await asking.request(operation)).errors;
    const headers = { ...asking.headers, accept: 'text/event-stream' };
    const body = await (await openStream(asking, operation, {}, { headers })).body();
    const { errors } = JSON.parse(/\{.*\}/s.exec(body)?.[0] ?? '{}') as { errors?: ApiError[] };
    return errors ?? [];
  };

  /** Whatever else is answered, such as that there is no such record, was allowed to be asked. */
  const cellOf = async (row: MatrixRow, caller: Caller | null): Promise<Cell> => {
    const codes = (await errorsOf(row, caller)).map(({ extensions }) => extensions?.code);
    if (codes.includes('GRAPHQL_VALIDATION_FAILED')) throw new Error(`${row.field} was not asked as it should be`);
    const refused = (['UNAUTHENTICATED', 'FORBIDDEN'] as const).find((code) => codes.includes(code));
    return refused ?? 'ALLOWED';
  };

  test.each(matrix.map((row) => [`${row.kind} ${row.field}`, row] as const))('%s', async (_, row) => {
    const as = (...roles: readonly Role[]): Promise<Cell> => cellOf(row, { name: 'somebody', roles, systems: null });
    const byRole = Object.values(Role).map(async (role): Promise<[Role, Cell]> => [role, await as(role)]);
    expect({
      ...row,
      byRole: Object.fromEntries(await Promise.all(byRole)),
      withoutRole: await as(),
      withoutToken: await cellOf(row, null),
    }).toEqual(row);
  });
});
