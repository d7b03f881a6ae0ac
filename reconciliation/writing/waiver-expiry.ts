import { WaiverScope } from '../../entities/ledger/waiver';
import { ask } from '../ledger/ledger';
import { Refusal, RefusalCode } from './refusal';
import type { WriteSession } from './session';

/**
 * How far ahead a waiver may end. One of a root cause covers records that nobody has seen yet, so that somebody has to
 * look again within a year. Any other ends by itself when its record changes and need not expire at all: a day more than
 * ten years ahead is a slip of the pen.
 */
const LIMITS: Readonly<Record<WaiverScope, { readonly interval: string; readonly message: string }>> = {
  RECORD: { interval: '10 years', message: 'expiresAt is more than 10 years ahead: leave it out to set no end' },
  FIELD: { interval: '10 years', message: 'expiresAt is more than 10 years ahead: leave it out to set no end' },
  ROOT_CAUSE: {
    interval: '365 days',
    message: 'a waiver of a root cause ends within 365 days: give an earlier expiresAt',
  },
};

const refused = (message: string): Refusal => new Refusal(RefusalCode.INVALID_INPUT, message, 'expiresAt');

/** Refuses an end that is past, too far ahead, or missing where there must be one. By the clock of the new database. */
export async function checkExpiry(session: WriteSession, scope: WaiverScope, expiresAt: string | null): Promise<void> {
  if (expiresAt === null) {
    if (scope === WaiverScope.ROOT_CAUSE)
      throw refused('a waiver of a root cause needs expiresAt, at most 365 days ahead');
    return;
  }
  const limit = LIMITS[scope];
  const [end] = await ask<{ isPast: boolean; isTooFar: boolean }>(
    session.transaction,
    `SELECT $1::timestamptz <= clock_timestamp() AS "isPast", $1::timestamptz > clock_timestamp() + $2::interval AS "isTooFar"`,
    [expiresAt, limit.interval],
  );
  if (end?.isPast !== false) throw refused('expiresAt must be in the future');
  if (end.isTooFar) throw refused(limit.message);
}
