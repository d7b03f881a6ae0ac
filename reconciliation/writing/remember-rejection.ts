import type { Database } from '../reading/database';
import type { Refusal } from './refusal';
import { WriteSession } from './session';
import type { WriteTransaction } from './transaction';
import type { WriteAnswer } from './write-answer';

/** What creates records, so that a refusal of the database is about the record itself. */
const CREATING: readonly string[] = ['migrateRecord', 'startRun'];

/** A record that the database refused is blocked by it, until it changes or is written after all. */
export async function rememberRejection(
  transaction: WriteTransaction,
  legacy: Database,
  mappings: WriteSession['mappings'],
  mutation: string,
  { mapping, legacyId }: WriteAnswer,
  refusal: Refusal,
): Promise<void> {
  const declared = mappings.find((candidate) => candidate.name === mapping);
  if (!CREATING.includes(mutation) || legacyId === null || declared === undefined) return;
  const session = new WriteSession(transaction, legacy, mappings, null);
  const pair = await session.takeRecord(declared, legacyId);
  if (pair === null) return;
  await session.memory.reject(mapping, legacyId, { message: refusal.message, fingerprint: pair.fingerprint.text });
  await session.refresh(declared, legacyId, null);
}
