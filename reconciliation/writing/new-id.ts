import { hash } from 'node:crypto';
import type { Mapping } from '../mapping';

const NAMESPACE = Buffer.from('6f2b7f0e6f5c5b0e9d6b6a3a3c1f0a11', 'hex');

/** The digit that says which variant of UUID it is, by the one that stood there. */
const VARIANT = '89ab';

/**
 * The id of the row that a legacy record becomes. It is made from the record's name, so that a preview shows the very
 * row that will be written and a repeated migration cannot make a second one.
 */
export function newIdFor(mapping: Pick<Mapping, 'name'>, legacyId: string): string {
  // Version 5 of RFC 9562, written out: millions of them are made.
  const hex = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(`${mapping.name}/${legacyId}`, 'utf8')]));
  const variant = VARIANT[Number.parseInt(hex[16] ?? '0', 16) % 4] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
