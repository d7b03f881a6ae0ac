/** What somebody may do. Every root field names the roles that may use it; a field that names none may not be used. */
export enum Role {
  /** Reads what is not secret. */
  VIEWER = 'VIEWER',
  /** Reads what is not secret. */
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
export const RUNNERS = [Role.AUTOMATION];
export const APPROVERS = [Role.APPROVER];
