import type { AuthUser } from '../../entities/legacy/auth-user';
import type { Random } from '../making/random';
import type { Row } from '../making/row';
import { emailOf, type Names } from './names';

export type Account = Row<AuthUser>;

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Looks like Django's password hash and is the hash of nothing. */
export function passwordHash(random: Random, usable: boolean): string {
  return usable
    ? `pbkdf2_sha256$600000$${random.code(22, BASE64.slice(0, 62))}$${random.code(43, BASE64)}=`
    : `!${random.code(40, BASE64.slice(0, 62))}`;
}

/** A name as people type it: now and then empty, or with blanks around it. */
function typed(random: Random, name: string): string {
  if (random.happens(3)) return '';
  return random.happens(2) ? ` ${name}  ` : name;
}

/** Addresses come in every letter case, and some accounts hold a word that is no address. */
function email(random: Random, name: string, id: number, share: number): string {
  if (!random.happens(share)) return random.happens(1) ? 'none' : '';
  const address = emailOf(random, name, id);
  return random.pick([address, address, address.toLowerCase(), address.toUpperCase(), ` ${address}`]);
}

interface Wanted {
  readonly id: number;
  readonly joined: string;
  /** How many of a hundred have an e-mail address. */
  readonly emails: number;
  readonly isStaff?: boolean;
  readonly isSuperuser?: boolean;
  readonly isActive?: boolean;
}

export function makeAccount(names: Names, random: Random, wanted: Wanted): Account {
  const { first, last } = names.person(random);
  const isStaff = wanted.isStaff ?? false;
  const hasLogin = isStaff || random.happens(60);
  return {
    id: String(wanted.id),
    password: passwordHash(random, hasLogin),
    lastLogin: hasLogin ? random.instant('2025-01-02', '2025-08-14') : null,
    isSuperuser: wanted.isSuperuser ?? false,
    username: `${last.replace(/[^A-Za-z]/g, '').toLowerCase() || 'user'}${wanted.id}`,
    firstName: typed(random, first),
    lastName: typed(random, last),
    email: email(random, last, wanted.id, wanted.emails),
    isStaff,
    isActive: wanted.isActive ?? random.happens(95),
    dateJoined: wanted.joined,
  };
}
