import { listMatrix } from '../../resolvers/access/matrix';
import { Role } from '../../resolvers/access/role';
import { openApi } from '../http/api-world';
import { shareWorld } from '../support/world';

interface Told {
  readonly viewer: { readonly mayUse: string[]; readonly mayIntrospect: boolean; readonly seesPersonal: boolean };
}

describe('what somebody is told that they may do', () => {
  const world = shareWorld('postgres');
  const query = '{ viewer { mayUse mayIntrospect seesPersonal } }';

  test.each(Object.values(Role))('%s: what the matrix allows', async (role) => {
    const api = await openApi(world());
    const { read } = await api.ask({ query }, role);
    const allowed = listMatrix().filter(({ byRole }) => byRole[role] === 'ALLOWED');
    const { viewer } = read.data as Told;
    expect(viewer).toEqual({
      mayUse: allowed.map(({ field }) => field).sort(),
      mayIntrospect: role === Role.ADMIN,
      seesPersonal: [Role.ANALYST, Role.SUPPORT, Role.ADMIN].includes(role),
    });
    expect(viewer.mayUse).toContain('runProgress');
    await api.stop();
  });

  test('whether one may ask for the schema follows the setting, and what one sees not the header', async () => {
    const api = await openApi(world(), { isIntrospectionOpen: true });
    const viewer = await api.ask({ query }, 'VIEWER');
    expect((viewer.read.data as Told).viewer.mayIntrospect).toBe(true);
    const headers = { 'x-counterpart-values': 'masked' };
    const { body } = await api.send({ body: JSON.stringify({ query }), headers }, 'ADMIN');
    expect((JSON.parse(body) as { data: Told }).data.viewer.seesPersonal).toBe(true);
    await api.stop();
  });
});
