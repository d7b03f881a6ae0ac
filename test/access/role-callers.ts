import type { Caller } from '../../resolvers/access/caller';
import type { Role } from '../../resolvers/access/role';
import { type Api, startApi } from '../support/api';
import type { World } from '../support/world';

/** Somebody with one role. */
export const callerWith = (role: Role): Caller => ({
  name: `${role.toLowerCase()} of the test`,
  roles: [role],
  systems: null,
});

/** The API of a world as somebody with each of these roles meets it, for all tests of a block. */
export function useRoles(world: () => World, roles: readonly Role[]): (role: Role) => Api {
  const apis = new Map<Role, Api>();
  beforeAll(async () => {
    for (const role of roles) apis.set(role, await startApi(world().service, callerWith(role)));
  });
  afterAll(async () => {
    for (const api of apis.values()) await api.stop();
  });
  return (role) => {
    const api = apis.get(role);
    if (api === undefined) throw new Error(`nobody with the role ${role} was let in`);
    return api;
  };
}
