import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { DataSource } from 'typeorm';
import { type AuditEvent, appendAudit } from '../../reconciliation/ledger/audit-chain';
import { ask, instantText } from '../../reconciliation/ledger/ledger';
import type { Database } from '../../reconciliation/reading/database';
import { inTransaction } from '../../reconciliation/writing/transaction';
import { AccessNotLogged, logAccess } from './access-log';
import type { Disclosure } from './disclosures';

const ACTION = 'revealField';

/** What somebody is about to be shown. */
export interface Reveal extends Pick<AuditEvent, 'actor' | 'mapping' | 'legacyId' | 'newId' | 'reason'> {
  readonly requestId: string;
  readonly field: string;
  readonly shown: readonly Disclosure[];
}

const partOf = (part: string): string => `counterpart.audit_part(payload, '${part}')`;

/**
 * In how many seconds the caller may reveal again; null: now. Counted from the audit trail, so that it holds for all
 * servers together and outlives each of them. Entries stand in the order of their times: only reveals of the last hour
 * are read.
 */
async function findWait(ledger: Database, actor: string, perHour: number): Promise<number | null> {
  const [row] = await ask<{ seconds: number }>(
    ledger,
    `WITH recent AS MATERIALIZED (SELECT sequence, payload FROM counterpart.audit_entry
       WHERE ${partOf('action')} = $1 AND ${partOf('actor')} = $2
         AND sequence > coalesce((SELECT sequence FROM counterpart.audit_entry WHERE ${partOf('action')} = $1
           AND ${partOf('at')} COLLATE "C" <= ${instantText(`(SELECT clock_timestamp() - interval '1 hour')`)}
           ORDER BY sequence DESC LIMIT 1), 0))
     SELECT ceil(extract(epoch FROM ${partOf('at')}::timestamptz + interval '1 hour' - clock_timestamp()))::int AS seconds
     FROM recent WHERE ${partOf('outcome')} IS NULL
     ORDER BY sequence DESC OFFSET $3 LIMIT 1`,
    [ACTION, actor, perHour - 1],
  );
  return row === undefined ? null : Math.max(1, row.seconds);
}

const tooMany = (seconds: number): GraphQLError =>
  new GraphQLError('too many fields revealed in an hour: wait for retry-after', {
    extensions: {
      code: 'RATE_LIMITED',
      http: { status: 429, headers: new HeaderMap([['retry-after', String(seconds)]]) },
    },
  });

/**
 * Writes into the audit trail and the access log what is about to be shown, both or neither. Throws where it may not be
 * shown, because the caller has been shown enough in this hour or because it cannot be written.
 */
export async function recordReveal(source: DataSource, perHour: number, reveal: Reveal): Promise<void> {
  const { actor, requestId, field, shown, ...about } = reveal;
  try {
    await inTransaction(source, async (transaction) => {
      // Of one caller's requests at the same time each has to count the one before.
      await transaction.takeTurn(`reveals/${actor}`);
      const wait = await findWait(transaction, actor, perHour);
      if (wait !== null) throw tooMany(wait);
      await appendAudit(transaction, { actor, action: ACTION, ...about, changes: [], ids: { field } });
      await logAccess(transaction, { actor, requestId }, shown);
    });
  } catch (error) {
    throw error instanceof GraphQLError ? error : new AccessNotLogged(error);
  }
}
