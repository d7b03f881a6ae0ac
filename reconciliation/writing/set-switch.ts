import type { DataSource } from 'typeorm';
import { SwitchName } from '../../entities/ledger/switch';
import { appendAudit } from '../ledger/audit-chain';
import { ask } from '../ledger/ledger';
import { isWriteUnderWay } from '../ledger/switches';
import { asRefusal } from './database-error';
import { Refusal, RefusalCode, type RefusalView } from './refusal';
import { WriteTransaction } from './transaction';
import { checkReason } from './write-request';

export interface SwitchRequest {
  readonly actor: string;
  readonly name: SwitchName;
  readonly isOn: boolean;
  readonly reason: string;
}

/** How long the answer waits for writes that began before. They end by themselves: every statement has its limit. */
const PATIENCE_MS = 30_000;
const INTERVAL_MS = 100;

/**
 * Sets a switch, with an audit entry. It holds for whatever begins from then on. When READ_ONLY is turned on, the answer
 * comes after the last write that began before, so that nothing is written any more once it is there.
 */
export async function setSwitch(
  source: DataSource,
  request: SwitchRequest,
  patience = PATIENCE_MS,
): Promise<readonly RefusalView[]> {
  try {
    checkReason(request.reason);
    await within(source, (transaction) => store(transaction, request));
    const isClosing = request.isOn && request.name === SwitchName.READ_ONLY;
    return isClosing ? await awaitWrites(source, patience) : [];
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal instanceof Refusal) return [refusal.view()];
    throw error;
  }
}

async function store(transaction: WriteTransaction, { actor, name, isOn, reason }: SwitchRequest): Promise<void> {
  await ask(
    transaction,
    `INSERT INTO counterpart.switch (name, is_on, actor, reason) VALUES ($1, $2, $3, $4)
     ON CONFLICT (name) DO UPDATE SET is_on = excluded.is_on, actor = excluded.actor, reason = excluded.reason,
       at = clock_timestamp()`,
    [name, isOn, actor, reason],
  );
  await appendAudit(transaction, {
    actor,
    action: 'setSwitch',
    mapping: '',
    legacyId: null,
    newId: null,
    reason,
    changes: [],
    switch: { name, isOn },
  });
  await transaction.commit();
}

async function awaitWrites(source: DataSource, patience: number): Promise<readonly RefusalView[]> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (!(await within(source, isWriteUnderWay))) return [];
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  }
  const message = 'the switch is on, but writes that began before are still under way; ask again in a moment';
  return [new Refusal(RefusalCode.RECORD_BUSY, message).view()];
}

async function within<Result>(
  source: DataSource,
  work: (transaction: WriteTransaction) => Promise<Result>,
): Promise<Result> {
  const transaction = await WriteTransaction.begin(source);
  try {
    return await work(transaction);
  } finally {
    await transaction.rollback();
  }
}
