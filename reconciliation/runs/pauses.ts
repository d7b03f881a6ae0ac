import { PauseReason } from '../../entities/ledger/run';
import type { Database, RowSource, RowSources, Sides } from '../reading/database';
import { SchemaMismatch } from '../reading/schema-mismatch';
import { isConnectionLost, isOutOfReach, isOutOfRoom } from '../writing/database-error';
import { Refusal, RefusalCode } from '../writing/refusal';

/** Errors of the legacy side, so that a pause names the side that is down. */
const ofLegacy = new WeakSet<object>();

function mark(error: unknown): unknown {
  if (typeof error === 'object' && error !== null) ofLegacy.add(error);
  return error;
}

async function marked<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    throw mark(error);
  }
}

function markedDatabase(database: Database): Database {
  return {
    dialect: database.dialect,
    query: <Row>(sql: string, parameters?: readonly unknown[]) => marked(database.query<Row>(sql, parameters)),
  };
}

function markedSource(source: RowSource): RowSource {
  return {
    dialect: source.dialect,
    async *stream(sql) {
      try {
        yield* source.stream(sql);
      } catch (error) {
        throw mark(error);
      }
    },
  };
}

/** Both sides, such that an error of the legacy one is known as such wherever it is caught. */
export const markLegacyErrors = (sides: Sides): Sides => ({ legacy: markedDatabase(sides.legacy), new: sides.new });

export const markLegacySource = (rows: RowSources): RowSources => ({
  legacy: markedSource(rows.legacy),
  new: rows.new,
});

export const isOfLegacy = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && ofLegacy.has(error);

/** What a commit says whose connection was lost. */
const UNREACHABLE: ReadonlySet<RefusalCode> = new Set([RefusalCode.UNAVAILABLE, RefusalCode.OUTCOME_UNKNOWN]);

/** Whether a refusal is of the database and not of a record. */
export const isUnreachable = (code: RefusalCode): boolean => UNREACHABLE.has(code);

/**
 * Why a run has to wait after an error; null: waiting will not mend it. On the legacy side a statement out of time or a
 * lock counts as well, because whoever reads does not know what else the server has to do.
 */
export function pauseFor(error: unknown): PauseReason | null {
  if (error instanceof SchemaMismatch) return null;
  if (error instanceof Refusal) return isUnreachable(error.code) ? PauseReason.NEW_UNAVAILABLE : null;
  if (isOfLegacy(error)) return isOutOfReach(error) || isOutOfRoom(error) ? PauseReason.LEGACY_UNAVAILABLE : null;
  return isConnectionLost(error) || isOutOfRoom(error) ? PauseReason.NEW_UNAVAILABLE : null;
}

const SHORTEST_PAUSE = 2;
const LONGEST_PAUSE = 60;

/** Seconds until the next attempt: twice as long after each interruption, up to a minute. */
export const pauseSeconds = (interruptions: number): number =>
  Math.min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** Math.min(interruptions, 10));
