import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { OnFailure, RunKind, RunState } from '../../entities/ledger/run';
import { systemMessages } from '../../reconciliation/mappings/system-messages';
import { newIdFor } from '../../reconciliation/writing/new-id';
import { until } from '../support/until';
import { countAttempts, sabotage, sabotageFirst, whileHeld } from '../writing/sabotage';
import { useRunWorld } from './run-world';

const { MIGRATE } = RunKind;
const { INCOMPLETE, FAILED } = RunState;
const TABLE = 'system_messages';

const world = useRunWorld('postgres');

interface Refused {
  readonly legacyId: string | null;
  readonly code: string;
  readonly message: string;
}

const failuresOf = (id: string): Promise<Refused[]> =>
  world().rows('SELECT legacy_id AS "legacyId", code, message FROM counterpart.run_failure WHERE run_id = $1', [id]);

const countWritten = async (): Promise<number> => {
  const [row] = await world().rows<{ n: number }>(
    `SELECT count(*)::integer AS n FROM ${TABLE} WHERE id NOT IN (SELECT id FROM kept.messages)`,
  );
  return row?.n ?? 0;
};

describe('F19: the server undoes a batch', () => {
  test.each([
    ['a serialization failure', '40001'],
    ['a deadlock', '40P01'],
  ])('by %s: it is done again, and once', async (_, state) => {
    await sabotageFirst(world(), 2, TABLE, 'BEFORE INSERT', `RAISE EXCEPTION 'not now' USING ERRCODE = '${state}';`);
    await world().startWorker();
    const id = await world().startRun(MIGRATE);
    await world().untilState(id, INCOMPLETE);
    expect(await countAttempts(world())).toBeGreaterThan(2);
    expect(await world().problems(MIGRATE)).toEqual([]);
  });

  test('because two sessions really wait for each other', async () => {
    await world().rows(
      `CREATE FUNCTION public.two_locks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       PERFORM pg_advisory_xact_lock(1); PERFORM pg_advisory_xact_lock(2); RETURN NEW; END $$`,
    );
    await world().rows(
      `CREATE TRIGGER two_locks BEFORE INSERT ON ${TABLE} FOR EACH ROW EXECUTE FUNCTION public.two_locks()`,
    );
    const other = world().new.createQueryRunner();
    await other.startTransaction();
    await other.query('SET LOCAL lock_timeout = 0');
    await other.query('SELECT pg_advisory_xact_lock(2)');
    await world().startWorker();
    const id = await world().startRun(MIGRATE);
    await until('the batch waits', async () => {
      const waiting = await world().rows('SELECT 1 FROM pg_locks WHERE objid = 2 AND NOT granted AND locktype = $1', [
        'advisory',
      ]);
      return waiting.length > 0;
    });
    // One of the two is chosen as the victim, and both go on.
    await other.query('SELECT pg_advisory_xact_lock(1)').catch(() => undefined);
    await other.rollbackTransaction();
    await other.release();
    await world().untilState(id, INCOMPLETE);
    expect(await world().problems(MIGRATE)).toEqual([]);
  });
});

describe('F20: somebody else holds a lock', () => {
  test('on the whole table, for longer than a batch waits: it goes on when the lock is gone', async () => {
    await world().startWorker();
    const id = await whileHeld(world(), `LOCK TABLE ${TABLE} IN SHARE ROW EXCLUSIVE MODE`, async () => {
      const started = await world().startRun(MIGRATE);
      await sleep(4_000);
      expect((await world().run(started)).counts.written).toBe(0);
      return started;
    });
    await world().untilState(id, INCOMPLETE);
    expect(await world().problems(MIGRATE)).toEqual([]);
  });

  test('on one record, for as long as the run lasts: the others are written, and it is a failure that can be tried again', async () => {
    await world().startWorker();
    // Under the id that record 2 is going to have.
    const insert = `INSERT INTO ${TABLE} (id, message_data, message_type, source_system)
       VALUES ('${newIdFor(systemMessages, '2')}', '{}', 'x', 'x')`;
    const other = world().new.createQueryRunner();
    await other.startTransaction();
    await other.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await other.query(insert);
    const id = await world().startRun(MIGRATE);
    const outcome = await Promise.allSettled([world().untilState(id, INCOMPLETE)]);
    await other.rollbackTransaction();
    await other.release();
    expect(outcome).toMatchObject([{ status: 'fulfilled' }]);
    const run = await world().run(id);
    const failures = await failuresOf(id);
    expect(failures.filter(({ legacyId }) => legacyId === '2')).toMatchObject([{ code: 'RECORD_BUSY' }]);
    expect(run.counts.written).toBe(await countWritten());
    expect(run.counts.written).toBeGreaterThan(900);
  }, 60_000);
});

describe('F21: the database refuses rows', () => {
  const REFUSALS = [
    [
      'a check',
      [`ALTER TABLE ${TABLE} ADD CONSTRAINT text_is_fine CHECK (message_code <> 'survey') NOT VALID`],
      /text_is_fine/,
    ],
    [
      'a foreign key',
      [
        'CREATE TABLE allowed (code text PRIMARY KEY)',
        `INSERT INTO allowed SELECT unnest(ARRAY['order_submitted', 'Shipped', 'payment_received', 'case_update', 'welcome'])`,
        `ALTER TABLE ${TABLE} ADD CONSTRAINT code_is_allowed FOREIGN KEY (message_code) REFERENCES allowed NOT VALID`,
      ],
      /code_is_allowed/,
    ],
    [
      'a foreign key that is checked at the COMMIT only',
      [
        'CREATE TABLE allowed (code text PRIMARY KEY)',
        `INSERT INTO allowed SELECT unnest(ARRAY['order_submitted', 'Shipped', 'payment_received', 'case_update', 'welcome'])`,
        `ALTER TABLE ${TABLE} ADD CONSTRAINT code_is_allowed FOREIGN KEY (message_code) REFERENCES allowed
           DEFERRABLE INITIALLY DEFERRED NOT VALID`,
      ],
      /code_is_allowed/,
    ],
  ] as const;

  test.each(REFUSALS)(
    '%s: each one is a failure with its name and no value, and the others are written',
    async (_, statements, name) => {
      for (const statement of statements) await world().rows(statement);
      await world().startWorker();
      const id = await world().startRun(MIGRATE);
      const run = await world().untilState(id, INCOMPLETE);
      const failures = (await failuresOf(id)).filter(({ message }) => name.test(message));
      expect(failures.length).toBeGreaterThan(100);
      for (const { code, message } of failures) {
        expect(code).toBe('CONSTRAINT_VIOLATION');
        expect(message).not.toContain('survey');
      }
      expect(
        await world().rows(
          `SELECT 1 FROM ${TABLE} WHERE message_code = 'survey' AND id NOT IN (SELECT id FROM kept.messages)`,
        ),
      ).toEqual([]);
      expect(run.counts.written).toBe(await countWritten());
      expect(run.counts.written).toBeGreaterThan(700);
    },
  );

  test('a trigger that raises: its function is named, and its words are not', async () => {
    await sabotage(
      world(),
      TABLE,
      'BEFORE INSERT',
      `IF NEW.message_code = 'survey' THEN RAISE EXCEPTION 'no %', NEW.message_data; END IF;`,
    );
    await world().startWorker();
    const id = await world().startRun(MIGRATE);
    const run = await world().untilState(id, INCOMPLETE);
    const failures = (await failuresOf(id)).filter(({ message }) => message.includes('sabotage'));
    expect(failures.length).toBeGreaterThan(100);
    expect(failures.every(({ code, message }) => code === 'CONSTRAINT_VIOLATION' && !message.includes('context'))).toBe(
      true,
    );
    expect(run.counts.written).toBe(await countWritten());
  });

  test('the first one ends a run that was told so, and nothing else is begun', async () => {
    await sabotage(world(), TABLE, 'BEFORE INSERT', `RAISE EXCEPTION 'no';`);
    await world().startWorker();
    const id = await world().startRun(MIGRATE, { onFailure: OnFailure.STOP });
    const run = await world().untilState(id, FAILED);
    expect(run.counts.written).toBe(0);
    expect(await countWritten()).toBe(0);
  });
});

describe('F22: something in the database alters what is written', () => {
  const isSurvey = `NEW.message_code = 'survey'`;

  test.each([
    ['before it is', 'BEFORE INSERT', `IF ${isSurvey} THEN NEW.message_type := 'altered'; END IF;`],
    [
      'after it was',
      'AFTER INSERT',
      `IF ${isSurvey} THEN UPDATE ${TABLE} SET processed = false WHERE id = NEW.id; END IF;`,
    ],
    ['and leaves it out', 'BEFORE INSERT', `IF ${isSurvey} THEN RETURN NULL; END IF;`],
  ] as const)('%s: VERIFY_FAILED for these, which are not kept; the others are written', async (_, moment, body) => {
    await sabotage(world(), TABLE, moment, body);
    await world().startWorker();
    const id = await world().startRun(MIGRATE);
    const run = await world().untilState(id, INCOMPLETE);
    const altered = (await failuresOf(id)).filter(({ code }) => code === 'VERIFY_FAILED');
    expect(altered.length).toBeGreaterThan(100);
    expect(
      await world().rows(
        `SELECT 1 FROM ${TABLE} WHERE message_code = 'survey' AND id NOT IN (SELECT id FROM kept.messages)`,
      ),
    ).toEqual([]);
    expect(run.counts.written).toBe(await countWritten());
    expect(run.counts.written).toBeGreaterThan(700);
  });
});

describe('F36: everything fails', () => {
  test('the run stops at its cap, and does not try the rest', async () => {
    await sabotageFirst(world(), 1_000_000, TABLE, 'BEFORE INSERT', `RAISE EXCEPTION 'no';`);
    await world().startWorker();
    const id = await world().startRun(MIGRATE, { maxFailures: 50 });
    const run = await world().untilState(id, FAILED);
    expect(run.message).toMatch(/records/);
    expect(await countWritten()).toBe(0);
    expect(await countAttempts(world())).toBeLessThanOrEqual(500);
    expect((await failuresOf(id)).length).toBeGreaterThanOrEqual(50);
  });
});
