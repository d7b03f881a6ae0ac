import type { AuthCheckerInterface, ResolverData } from 'type-graphql';
import type { RequestContext } from './context';
import { Role } from './role';

/** Lets a caller pass who has one of the roles that a field names, or is ADMIN. */
export class RoleChecker implements AuthCheckerInterface<RequestContext> {
  check({ context }: ResolverData<RequestContext>, roles: string[]): boolean {
    const { roles: held } = context.viewer;
    return held.includes(Role.ADMIN) || roles.some((role) => held.includes(role as Role));
  }
}
