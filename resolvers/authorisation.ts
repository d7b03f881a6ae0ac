import type { AuthCheckerInterface, ResolverData } from 'type-graphql';
import type { RequestContext } from './context';

/** What somebody may do. Every root field names the roles that may use it; a field that names none may not be used. */
export enum Role {
  /** Reads, with personal values masked. */
  VIEWER = 'VIEWER',
  /** Reads everything but secrets. */
  ANALYST = 'ANALYST',
  /** Writes single records. */
  SUPPORT = 'SUPPORT',
  /** Starts runs. */
  AUTOMATION = 'AUTOMATION',
  /** Approves what needs a second person. */
  APPROVER = 'APPROVER',
  ADMIN = 'ADMIN',
}

export const READERS = [Role.VIEWER, Role.ANALYST, Role.SUPPORT, Role.AUTOMATION, Role.APPROVER];
export const WRITERS = [Role.SUPPORT];

/** Lets a caller pass who has one of the roles that a field names, or is ADMIN. */
export class RoleChecker implements AuthCheckerInterface<RequestContext> {
  check({ context }: ResolverData<RequestContext>, roles: string[]): boolean {
    const { roles: held } = context.viewer;
    return held.includes(Role.ADMIN) || roles.some((role) => held.includes(role as Role));
  }
}
