/** What somebody may do. Every root field names the roles that may use it; a field that names none may not be used. */
export enum Role {
  VIEWER = 'VIEWER',
  ANALYST = 'ANALYST',
  SUPPORT = 'SUPPORT',
  AUTOMATION = 'AUTOMATION',
  APPROVER = 'APPROVER',
  ADMIN = 'ADMIN',
}

/** For people. Whether personal and medical values are shown follows from UNMASKED in access.ts. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  VIEWER: 'Reads, with personal and medical values masked.',
  ANALYST: 'Reads, personal and medical values included.',
  SUPPORT: 'Reads as ANALYST does, and writes single records.',
  AUTOMATION: 'Reads as VIEWER does, and starts and controls runs.',
  APPROVER: 'Reads as VIEWER does and the audit trail too, and decides about what needs a second person.',
  ADMIN: 'May do everything, and see all but secrets.',
};

export const READERS = [Role.VIEWER, Role.ANALYST, Role.SUPPORT, Role.AUTOMATION, Role.APPROVER];
export const WRITERS = [Role.SUPPORT];
export const RUNNERS = [Role.AUTOMATION];
export const APPROVERS = [Role.APPROVER];
