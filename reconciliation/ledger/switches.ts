import { PauseReason } from '../../entities/ledger/run';
import { type Switch, SwitchName } from '../../entities/ledger/switch';
import type { Database } from '../reading/database';
import { ask, instantText } from './ledger';

type StoredSwitch = Omit<Switch, 'isForced'>;

const NAMES = Object.values(SwitchName);

/** Both switches. `isReadOnly`: the configuration of this process asks for READ_ONLY, whatever the ledger says. */
export async function listSwitches(database: Database, isReadOnly: boolean): Promise<Switch[]> {
  const stored = await ask<StoredSwitch>(
    database,
    `SELECT name, is_on AS "isOn", actor, reason, ${instantText('at')} AS at FROM counterpart.switch`,
  );
  return NAMES.map((name) => {
    const isForced = isReadOnly && name === SwitchName.READ_ONLY;
    const found = stored.find((candidate) => candidate.name === name);
    const { isOn, actor, reason, at } = found ?? { isOn: false, actor: null, reason: null, at: null };
    return { name, isOn: isOn || isForced, isForced, actor, reason, at };
  });
}

/** Why a run may not go on, or null. Asked before every batch. */
export async function checkSwitches(database: Database, isWriting: boolean): Promise<PauseReason | null> {
  const rows = await ask<{ name: SwitchName }>(database, 'SELECT name FROM counterpart.switch WHERE is_on');
  const on = rows.map((row) => row.name);
  if (on.includes(SwitchName.STOP)) return PauseReason.STOPPED;
  return isWriting && on.includes(SwitchName.READ_ONLY) ? PauseReason.READ_ONLY : null;
}

/** One lock for all writes: each holds it shared until it is over, so that whoever gets it alone knows that none is left. */
const WRITES = `hashtextextended('counterpart/writes', 0)`;

/**
 * Whether business rows may be written. Asked inside the transaction that will write them: from then on, who sets
 * READ_ONLY learns of its end.
 */
export async function mayWrite(transaction: Database): Promise<boolean> {
  await ask(transaction, `SELECT pg_advisory_xact_lock_shared(${WRITES})`);
  // A statement of its own: it must see what was committed until the lock was taken.
  const rows = await ask(transaction, "SELECT 1 FROM counterpart.switch WHERE name = 'READ_ONLY' AND is_on");
  return rows.length === 0;
}

/** Whether a write is under way now. A lock that was free is held until the transaction ends, so it should be short. */
export async function isWriteUnderWay(transaction: Database): Promise<boolean> {
  const [row] = await ask<{ taken: boolean }>(transaction, `SELECT pg_try_advisory_xact_lock(${WRITES}) AS taken`);
  return row?.taken !== true;
}
