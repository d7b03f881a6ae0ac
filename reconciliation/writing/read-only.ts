import { mayWrite } from '../ledger/switches';
import type { Database } from '../reading/database';
import { Refusal, RefusalCode } from './refusal';

/**
 * Refuses to write business rows while READ_ONLY is on. Called inside the transaction that would write them.
 * `isReadOnly`: the configuration of this process asks for it, whatever the ledger says.
 */
export async function requireWritable(transaction: Database, isReadOnly: boolean): Promise<void> {
  if (isReadOnly)
    throw new Refusal(RefusalCode.READ_ONLY, 'this service is configured to write nothing (READ_ONLY=true)');
  if (await mayWrite(transaction)) return;
  throw new Refusal(
    RefusalCode.READ_ONLY,
    'the switch READ_ONLY is on: nothing is written until somebody turns it off',
  );
}
