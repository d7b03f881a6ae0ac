import type { Caller } from '../access/caller';
import { CredentialRefused, isPersonName, knownRoles } from './credential';

/** Where the provider's access tokens say what somebody may do here. A name with dots leads into objects. */
export interface ClaimNames {
  readonly nameClaim: string;
  readonly rolesClaim: string;
  readonly systemsClaim: string;
}

type Claims = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Claims => typeof value === 'object' && value !== null;

/** A claim by its whole name, because some are addresses, or else by the path that its dots make. */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>((part, key) => (isObject(part) && Object.hasOwn(part, key) ? part[key] : undefined), claims);
}

/** A list of texts, or one text alone; null: it is neither. */
function textsOf(claim: unknown): string[] | null {
  const list: unknown[] = Array.isArray(claim) ? claim : [claim];
  return list.every((entry) => typeof entry === 'string') ? list : null;
}

const withoutRole = (message: string): CredentialRefused => new CredentialRefused('WITHOUT_ROLE', message);

/** Who a verified token is about. What it says of roles and systems counts only where it is understood. */
export function callerOfClaims(claims: Claims, { nameClaim, rolesClaim, systemsClaim }: ClaimNames): Caller {
  const name = claimOf(claims, nameClaim);
  if (typeof name !== 'string' || !isPersonName(name))
    throw withoutRole(`the access token has no name in its claim ${nameClaim}`);
  const roles = knownRoles(textsOf(claimOf(claims, rolesClaim)) ?? []);
  if (roles.length === 0)
    throw withoutRole(`the access token gives no role here: its claim ${rolesClaim} names none that is known`);
  const limit = claimOf(claims, systemsClaim);
  const systems = limit === undefined ? null : textsOf(limit);
  if (limit !== undefined && systems === null)
    throw withoutRole(`the claim ${systemsClaim} of the access token is no list of systems`);
  return { name, roles, systems };
}
