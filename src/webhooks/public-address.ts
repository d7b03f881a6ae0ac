import { type LookupAddress, type LookupAllOptions, promises } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The receiver is, or may be, a machine of the own network: its answer to an outsider's request is nobody's business. */
export class NotPublic extends Error {
  override readonly name = 'NotPublic';
}

/** Asks for every address of a host. */
export type FindAddresses = (host: string, options: LookupAllOptions) => Promise<LookupAddress[]>;

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/**
 * Whether anybody on the Internet has this address. Everything else is refused, also what only leads to a private address
 * by a detour: IPv4 inside IPv6, and the ranges of translators and tunnels.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST);
}

/** The host of a URL without the brackets of IPv6. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** A host that is written as an address is looked up nowhere, so it has to be checked on its own. */
export function refuseLiteral(url: URL): void {
  const host = bareHost(url);
  if (isIP(host) !== 0 && !isPublic(host)) throw new NotPublic();
}

/**
 * Looks a host up as node:net wants it and refuses it when any of its addresses is not public. The connection is made to
 * the very addresses that were checked: a name that leads elsewhere at the next look cannot get around that.
 */
export function publicLookup(find: FindAddresses = promises.lookup): LookupFunction {
  return (host, options, answer) => {
    void find(host, { ...options, all: true }).then(
      (found) => {
        const [first] = found;
        if (first === undefined || !found.every(({ address }) => isPublic(address))) answer(new NotPublic(), '');
        else if (options.all === true) answer(null, found);
        else answer(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => answer(error, ''),
    );
  };
}
