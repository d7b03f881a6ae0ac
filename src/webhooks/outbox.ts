import { createHash } from 'node:crypto';
import type { Database } from '../../reconciliation/reading/database';

/** An event that is to be sent. */
export interface Pending {
  /** Its place in the order of all events. */
  readonly place: string;
  /** What the receiver knows it by. */
  readonly id: string;
  readonly type: string;
  readonly body: string;
  /** This one included. It is also the proof, later, that nobody else has tried since. */
  readonly attempt: number;
}

/** How long an event stays with a process that is not heard of; longer than an attempt takes. */
const LEASE_SECONDS = 60;

/** After this time an event is forgotten, whatever became of it. */
const KEPT = '30 days';

const digestOf = (url: string): string => createHash('sha256').update(url).digest('hex');

/** From now on events are written. An address that answered "gone" stays switched off until another one is given. */
export async function listen(database: Database, url: string): Promise<{ isGone: boolean }> {
  const [row] = await database.query<{ is_gone: boolean }>(
    `WITH stored AS (
       INSERT INTO counterpart.webhook AS w (is_configured, address_digest) VALUES (true, $1)
       ON CONFLICT (is_only) DO UPDATE SET is_configured = true, address_digest = excluded.address_digest,
         gone_at = CASE WHEN w.address_digest = excluded.address_digest THEN w.gone_at END RETURNING gone_at)
     SELECT gone_at IS NOT NULL AS is_gone FROM stored`,
    [digestOf(url)],
  );
  return { isGone: row?.is_gone === true };
}

/** From now on no event is written. */
export async function stopListening(database: Database): Promise<void> {
  await database.query('UPDATE counterpart.webhook SET is_configured = false WHERE is_configured');
}

/** The receiver said that it is gone for good. Events that wait are kept, in case that was a mistake. */
export async function switchOff(database: Database, url: string): Promise<void> {
  await database.query('UPDATE counterpart.webhook SET gone_at = clock_timestamp() WHERE address_digest = $1', [
    digestOf(url),
  ]);
}

/** Listens again to an address that was gone; false: there was none. */
export async function switchOn(database: Database): Promise<boolean> {
  const rows = await database.query(
    `WITH back AS (UPDATE counterpart.webhook SET gone_at = NULL WHERE gone_at IS NOT NULL RETURNING 1) SELECT 1 FROM back`,
  );
  return rows.length > 0;
}

/**
 * The first event of each mapping that has any, from the index, however many wait behind it. Only these may be sent: so
 * events of one mapping arrive in the order in which they were written.
 */
const FIRST_OF_EACH = `RECURSIVE lane(mapping) AS (
    (SELECT mapping FROM counterpart.outbox WHERE state = 'PENDING' ORDER BY mapping LIMIT 1)
    UNION ALL
    SELECT (SELECT o.mapping FROM counterpart.outbox o WHERE o.state = 'PENDING' AND o.mapping > lane.mapping
            ORDER BY o.mapping LIMIT 1) FROM lane WHERE lane.mapping IS NOT NULL),
  head AS (SELECT h.id FROM lane CROSS JOIN LATERAL (SELECT o.id FROM counterpart.outbox o
    WHERE o.state = 'PENDING' AND o.mapping = lane.mapping ORDER BY o.id LIMIT 1) h)`;

/** Takes events that are due, each for the length of a lease; those that another process is just taking are passed over. */
export function take(database: Database, most: number): Promise<Pending[]> {
  return database.query<Pending>(
    `WITH ${FIRST_OF_EACH}, due AS (
       SELECT o.id FROM counterpart.outbox o JOIN head ON head.id = o.id
       WHERE o.state = 'PENDING' AND o.next_attempt_at <= clock_timestamp()
         AND EXISTS (SELECT 1 FROM counterpart.webhook WHERE is_configured AND gone_at IS NULL)
       ORDER BY o.next_attempt_at LIMIT $1 FOR UPDATE OF o SKIP LOCKED),
     taken AS (UPDATE counterpart.outbox o SET attempts = attempts + 1,
         next_attempt_at = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
       FROM due WHERE o.id = due.id RETURNING o.*)
     SELECT id::text AS place, event_id::text AS id, type, body, attempts AS attempt FROM taken ORDER BY id`,
    [most],
  );
}

/** Whoever else has taken it meanwhile: it arrived. */
export async function markDelivered(database: Database, { place }: Pending): Promise<void> {
  await database.query(
    `UPDATE counterpart.outbox SET state = 'DELIVERED', last_problem = NULL, ended_at = clock_timestamp()
     WHERE id = $1::bigint AND state <> 'DELIVERED'`,
    [place],
  );
}

/** Waits for the next attempt, or for nothing more (null), unless another process has tried since. */
export async function markFailed(
  database: Database,
  { place, attempt }: Pending,
  problem: string,
  waitSeconds: number | null,
): Promise<void> {
  await database.query(
    `UPDATE counterpart.outbox SET last_problem = $3, state = CASE WHEN $4::float8 IS NULL THEN 'DEAD' ELSE state END,
       ended_at = CASE WHEN $4::float8 IS NULL THEN clock_timestamp() END,
       next_attempt_at = coalesce(clock_timestamp() + make_interval(secs => $4::float8), next_attempt_at)
     WHERE id = $1::bigint AND attempts = $2 AND state = 'PENDING'`,
    [place, attempt, problem, waitSeconds],
  );
}

export async function forgetOld(database: Database): Promise<void> {
  await database.query(`DELETE FROM counterpart.outbox WHERE at < clock_timestamp() - interval '${KEPT}'`);
}

export interface Delivery {
  readonly id: string;
  readonly type: string;
  readonly mapping: string;
  readonly at: string;
  readonly state: 'PENDING' | 'DELIVERED' | 'DEAD';
  readonly attempts: number;
  /** Null: it was delivered, or nobody has tried yet. */
  readonly problem: string | null;
  /** Null: nothing more is tried. */
  readonly nextAttemptAt: string | null;
}

const instant = (column: string): string => `counterpart.instant_text(${column})`;

/** The latest events and what became of them. */
export function listDeliveries(database: Database, onlyDead: boolean, most: number): Promise<Delivery[]> {
  return database.query<Delivery>(
    `SELECT event_id::text AS id, type, mapping, ${instant('at')} AS at, state, attempts, last_problem AS problem,
       CASE WHEN state = 'PENDING' THEN ${instant('next_attempt_at')} END AS "nextAttemptAt"
     FROM counterpart.outbox WHERE NOT $1 OR state = 'DEAD' ORDER BY id DESC LIMIT $2`,
    [onlyDead, most],
  );
}

/** Sends an event once more under its old id, with all its attempts before it; false: there is no such event. */
export async function resend(database: Database, id: string): Promise<boolean> {
  const rows = await database.query(
    `WITH again AS (UPDATE counterpart.outbox SET state = 'PENDING', attempts = 0, ended_at = NULL,
       next_attempt_at = clock_timestamp() WHERE event_id = $1::uuid RETURNING 1) SELECT 1 FROM again`,
    [id],
  );
  return rows.length > 0;
}
