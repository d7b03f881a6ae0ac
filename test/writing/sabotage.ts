import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../support/world';

/** A new side that can be sabotaged. */
type Sabotaged = Pick<World, 'rows' | 'new'>;

type Moment = 'BEFORE INSERT' | 'AFTER INSERT' | 'BEFORE UPDATE' | 'BEFORE DELETE';

/** Puts a trigger of the test's own on a table of the new side; the body is PL/pgSQL. */
export async function sabotage(world: Sabotaged, table: string, moment: Moment, body: string): Promise<void> {
  const what = moment === 'BEFORE DELETE' ? 'OLD' : 'NEW';
  await world.rows(
    `CREATE FUNCTION public.sabotage() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN ${what}; END $$`,
  );
  await world.rows(`CREATE TRIGGER sabotage ${moment} ON ${table} FOR EACH ROW EXECUTE FUNCTION public.sabotage()`);
}

/** Does it in the first so many writes only: a sequence counts on when a transaction is undone. */
export async function sabotageFirst(
  world: Sabotaged,
  times: number,
  table: string,
  moment: Moment,
  body: string,
): Promise<void> {
  await world.rows('CREATE SEQUENCE public.sabotaged');
  await sabotage(world, table, moment, `IF nextval('public.sabotaged') <= ${times} THEN ${body} END IF;`);
}

/** How often the trigger of `sabotageFirst` ran. */
export async function countAttempts(world: Sabotaged): Promise<number> {
  const [row] = await world.rows<{ n: string }>(
    'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS n FROM public.sabotaged',
  );
  return Number(row?.n);
}

/** Runs statements in a session of another application, which keeps its transaction open until it is told to end it. */
async function holdOpen(world: Sabotaged, ...statements: readonly string[]): Promise<() => Promise<void>> {
  const runner = world.new.createQueryRunner();
  await runner.startTransaction();
  for (const statement of statements) await runner.query(statement);
  return async () => {
    await runner.commitTransaction();
    await runner.release();
  };
}

/** Does something while a session of another application keeps what the statement locked. */
export async function whileHeld<T>(world: Sabotaged, statement: string, work: () => Promise<T>): Promise<T> {
  const letGo = await holdOpen(world, statement);
  try {
    return await work();
  } finally {
    await letGo();
  }
}

const GATE = 4711;

/**
 * Makes writes wait at this moment, in the middle of their transaction, until the gate is opened. It must be opened
 * before the lock timeout of two seconds.
 */
export async function closeGate(world: Sabotaged, table: string, moment: Moment): Promise<() => Promise<void>> {
  await sabotage(world, table, moment, `PERFORM pg_advisory_xact_lock(${GATE});`);
  return holdOpen(world, `SELECT pg_advisory_xact_lock(${GATE})`);
}

/** Waits until a write stands before the closed gate. */
export async function untilAtGate(world: Sabotaged): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const [row] = await world.rows<{ n: number }>(
      `SELECT count(*)::integer AS n FROM pg_locks WHERE objid = ${GATE} AND NOT granted`,
    );
    if (row !== undefined && row.n > 0) return;
    await sleep(10);
  }
  throw new Error('no write came to the gate');
}

/** How long something took, beside its answer. */
export async function timed<T>(work: Promise<T>): Promise<{ answer: T; seconds: number }> {
  const start = performance.now();
  const answer = await work;
  return { answer, seconds: (performance.now() - start) / 1000 };
}
