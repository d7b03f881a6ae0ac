import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { ask } from '../../reconciliation/ledger/ledger';
import type { Database } from '../../reconciliation/reading/database';

const CIPHER = 'aes-256-gcm';
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/**
 * Closes fingerprints before they leave the service. They are digests of a record's values, and of a birthday or a code
 * everybody can try all there are. The same fingerprint is always closed to the same text, so that two of them can still
 * be held against each other.
 */
export class FingerprintSeal {
  constructor(private readonly key: Buffer) {}

  close(fingerprint: string): string {
    // From the text itself: a nonce may serve one text only, and the same text has to come out the same.
    const nonce = this.derive(`nonce ${fingerprint}`).subarray(0, NONCE_LENGTH);
    const cipher = createCipheriv(CIPHER, this.derive('cipher'), nonce);
    const closed = Buffer.concat([cipher.update(fingerprint, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString('base64url');
  }

  /** What was closed; a text that this service did not close is answered as it is, and fits no record. */
  open(sent: string): string {
    const bytes = Buffer.from(sent, 'base64url');
    if (bytes.length <= NONCE_LENGTH + TAG_LENGTH) return sent;
    const decipher = createDecipheriv(CIPHER, this.derive('cipher'), bytes.subarray(0, NONCE_LENGTH));
    decipher.setAuthTag(bytes.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH));
    try {
      const rest = bytes.subarray(NONCE_LENGTH + TAG_LENGTH);
      return Buffer.concat([decipher.update(rest), decipher.final()]).toString('utf8');
    } catch {
      return sent;
    }
  }

  private derive(purpose: string): Buffer {
    return createHmac('sha256', this.key).update(purpose).digest();
  }
}

const seals = new WeakMap<Database, Promise<FingerprintSeal>>();

async function readSeal(ledger: Database): Promise<FingerprintSeal> {
  const [row] = await ask<{ key: string }>(
    ledger,
    `SELECT encode(key, 'hex') AS key FROM counterpart.secret_key WHERE name = 'fingerprint'`,
  );
  if (row === undefined) throw new Error('the ledger has no key for fingerprints: run `counterpart ledger migrate`');
  return new FingerprintSeal(Buffer.from(row.key, 'hex'));
}

/** The seal whose key the ledger keeps, the same in every process that works on it. */
export function sealOf(ledger: Database): Promise<FingerprintSeal> {
  const known = seals.get(ledger);
  if (known !== undefined) return known;
  const seal = readSeal(ledger);
  seals.set(ledger, seal);
  // Whatever kept it from being read may be over by the next request.
  seal.catch(() => seals.delete(ledger));
  return seal;
}
