import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import type { Caller } from '../../resolvers/access/caller';
import { Role } from '../../resolvers/access/role';
import { type SignIn, SignInRefused } from '../http/sign-in';

/** By which names a browser on this machine may have come here. Any other may have been made to lead here. */
const NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Lets in whoever connects from this machine, as an administrator. That is for the demo only, whose data are invented:
 * what a page of a foreign site makes a browser send comes from this machine too, but names that site as its host.
 */
export function createDemoSignIn(name: string): SignIn {
  const caller: Caller = { name, roles: [Role.ADMIN], systems: null };
  return async (request) => {
    if (isFromHere(request)) return caller;
    const message = 'the demo answers only this machine, at 127.0.0.1 and localhost';
    throw new SignInRefused(403, 'FORBIDDEN', message);
  };
}

function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const { remoteAddress = '' } = socket;
  if (!ipaddr.isValid(remoteAddress) || ipaddr.process(remoteAddress).range() !== 'loopback') return false;
  return NAMES.includes((headers.host ?? '').toLowerCase().replace(/:\d+$/, ''));
}
