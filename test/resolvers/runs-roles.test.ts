import { Role } from '../../resolvers/access/role';
import { type Api, startApi } from '../support/api';
import { insertRun, tellRun } from '../support/runs';
import { useWorld } from '../support/world';

describe('who may do what with runs', () => {
  const world = useWorld('postgres');
  const apis: Api[] = [];
  const as = async (name: string, ...roles: readonly Role[]): Promise<Api> => {
    const api = await startApi(world().service, { name, roles, systems: null });
    apis.push(api);
    return api;
  };
  afterEach(async () => {
    for (const api of apis.splice(0)) await api.stop();
  });

  test('a run that waits for a second person goes on when somebody else agrees', async () => {
    const id = await insertRun(world(), {
      state: 'PAUSED',
      kind: 'MIGRATE',
      pause_reason: 'APPROVAL_REQUIRED',
      needs_approval: true,
      requested_by: 'robot',
    });
    const robot = await as('robot', Role.AUTOMATION, Role.APPROVER);
    expect(await tellRun(robot, 'approveRun', { id, reason: 'mine' })).toMatchObject({
      run: { state: 'PAUSED', allowedActions: ['CANCEL', 'APPROVE'], approvedBy: null },
      userErrors: [{ code: 'SELF_APPROVAL' }],
    });
    expect((await tellRun(robot, 'resumeRun', { id })).userErrors).toMatchObject([{ code: 'NOT_APPLICABLE' }]);
    const vera = await as('vera', Role.APPROVER);
    expect((await tellRun(vera, 'approveRun', { id, reason: ' ' })).userErrors).toMatchObject([
      { code: 'INVALID_INPUT', field: 'reason' },
    ]);
    expect(await tellRun(vera, 'approveRun', { id, reason: 'looked at it' })).toMatchObject({
      run: { state: 'RUNNING', approvedBy: 'vera' },
      userErrors: [],
    });
  });
});
