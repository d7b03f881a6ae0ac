import { accessSync, constants } from 'node:fs';
import { isIP } from 'node:net';
import { engineOf, isLoopback } from '../../ormconfig';
import { messageOf } from '../failure';
import type { Values } from './values';

export interface AddressKind {
  readonly protocols: readonly string[];
  readonly example: string;
}

export const LEGACY_ADDRESS: AddressKind = {
  protocols: ['postgres:', 'postgresql:', 'mysql:', 'mariadb:'],
  example: 'mysql://reader:password@legacy.example.com:3306/dispatch',
};

export const NEW_ADDRESS: AddressKind = {
  protocols: ['postgres:', 'postgresql:'],
  example: 'postgres://reconciler:password@new.example.com:5432/lab',
};

/** How strictly connections are checked is not open to choice: these ask for no more than is always done. */
const MET_SSL_MODES = ['require', 'verify-ca', 'verify-full'];

/** A database address as it was given, or nothing after its problems were noted. What is wrong is told, never the address: it holds a password. */
export function readAddress(values: Values, name: string, kind: AddressKind): string | undefined {
  const text = values.secret(name);
  if (text === undefined) return undefined;
  const problem = findProblem(text, kind);
  return problem === null ? text : values.reject(name, problem, kind.example);
}

function findProblem(text: string, kind: AddressKind): string | null {
  const protocols = kind.protocols.filter((protocol) => protocol !== 'postgresql:').map((protocol) => `${protocol}//`);
  if (!kind.protocols.some((protocol) => text.startsWith(`${protocol}//`)))
    return `must start with ${protocols.join(' or ')}`;
  if (!URL.canParse(text)) {
    return 'cannot be read as an address; in a password, characters such as @ / : # ? % are written as %40 %2F %3A %23 %3F %25';
  }
  const address = new URL(text);
  if (address.hostname === '') return 'names no host';
  if (isUnverifiable(text, address.hostname))
    return 'names its host by number, and the driver of MySQL checks certificates by name only: write the name of the host';
  if (address.username === '') return 'names no user';
  if (!/^\/[^/]+$/.test(address.pathname)) return 'names no database';
  if (!isDecodable(address))
    return 'has a % that is not followed by two hexadecimal digits; a % itself is written as %25';
  return findParameterProblem(address.searchParams);
}

/** mysql2 holds the certificate of such a host against the name "localhost". */
function isUnverifiable(text: string, host: string): boolean {
  return engineOf(text) === 'mysql' && isIP(host.replace(/^\[|\]$/g, '')) !== 0 && !isLoopback(host);
}

function isDecodable(address: URL): boolean {
  try {
    decodeURIComponent(`${address.username}${address.password}${address.pathname}`);
    return true;
  } catch {
    return false;
  }
}

function findParameterProblem(parameters: URLSearchParams): string | null {
  for (const [name, value] of parameters) {
    if (name === 'sslmode' && MET_SSL_MODES.includes(value)) continue;
    if (name === 'sslmode') {
      return `asks for sslmode=${value}, but connections to other machines are always encrypted and checked (verify-full)`;
    }
    if (name !== 'sslrootcert') return `has the parameter "${name}", which is not known; sslrootcert and sslmode are`;
    const problem = findFileProblem(value);
    if (problem !== null) return `names a certificate file in sslrootcert that cannot be read (${problem})`;
  }
  return null;
}

function findFileProblem(file: string): string | null {
  try {
    accessSync(file, constants.R_OK);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
