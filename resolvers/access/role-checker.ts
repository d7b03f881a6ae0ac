import type { AuthCheckerInterface, ResolverData } from 'type-graphql';
import type { RequestContext } from '../context';
import { Role } from './role';

/** Whether somebody with these roles may use what is allowed to those. ADMIN may use everything. */
export const hasRole = (held: readonly Role[], allowed: readonly string[]): boolean =>
  held.includes(Role.ADMIN) || allowed.some((role) => held.includes(role as Role));

/** Lets a caller pass who has one of the roles that a field names, or is ADMIN. */
export class RoleChecker implements AuthCheckerInterface<RequestContext> {
  check({ context }: ResolverData<RequestContext>, roles: string[]): boolean {
    return hasRole(context.viewer.roles, roles);
  }
}
