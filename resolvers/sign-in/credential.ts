import { Role } from '../access/role';

/** WRONG: nobody is signed in by it. WITHOUT_ROLE: it is somebody's who may do nothing here. UNAVAILABLE: nobody can tell now. */
export type CredentialProblem = 'WRONG' | 'WITHOUT_ROLE' | 'UNAVAILABLE';

/** Why a token lets nobody in. Its message says what to do, and nothing of the token. */
export class CredentialRefused extends Error {
  constructor(
    readonly problem: CredentialProblem,
    message: string,
    /** For the log: what did not hold, in words of the checks themselves; null: the message says it. */
    readonly detail: string | null = null,
  ) {
    super(message);
  }
}

const NAME_LENGTH = 200;

/**
 * Whether a text can be the name of a person in the audit trail: one line of at most 200 characters, all of them visible.
 * A person has one name, whether they sign in by token or by OIDC, because approvals compare persons by it.
 */
export const isPersonName = (text: string): boolean =>
  text.trim() === text && text !== '' && text.length <= NAME_LENGTH && !/[\p{Cc}\p{Cf}]/u.test(text);

const ROLES: readonly string[] = Object.values(Role);

/** Those that this version knows: another one may know more. */
export const knownRoles = (names: readonly string[]): Role[] =>
  [...new Set(names)].filter((name): name is Role => ROLES.includes(name));
