import type { DataSource } from 'typeorm';
import { writableLegacyDataSource } from '../ormconfig';
import { createLog, createPlainLog, type Log } from '../src/log';
import {
  createMysqlDatabase,
  createPostgresDatabase,
  describeEachEngine,
  dropDatabase,
  type Engine,
} from './support/servers';

/** Stands for a value of a record; the second line looks like a frame of a stack. */
const CANARY = 'canary@example.org\n    at canary';

const KINDS = ['the log of a service', 'the log of a command'] as const;

type Kind = (typeof KINDS)[number];

/** What a log writes of what it is told. */
function linesOf(kind: Kind, tell: (log: Log) => void): string {
  const lines: string[] = [];
  const take = (line: string): void => {
    lines.push(line);
  };
  tell(kind === 'the log of a service' ? createLog('info', { write: take }) : createPlainLog(take));
  return lines.join('\n');
}

async function thrownBy(work: () => Promise<unknown>): Promise<Error> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('there was no error');
}

/** The driver's own error inside TypeORM's. */
const innerOf = (error: Error): Error => (error as Error & { driverError: Error }).driverError;

/** Every way in which an error gets to a log. */
const WAYS: readonly (readonly [string, (log: Log, error: Error) => void])[] = [
  ['beside a sentence', (log, error) => log.warn({ run: 'r', err: error }, 'a sentence')],
  ['without a sentence', (log, error) => log.warn({ err: error })],
  ['as the first argument', (log, error) => log.error(error)],
  ['as the first argument with a sentence', (log, error) => log.error(error, 'a sentence')],
  ['within a sentence', (log, error) => log.error('a sentence: %s', error)],
  ['under another name', (log, error) => log.error({ fault: error, err: error }, 'a sentence')],
  ['of a log of its own', (log, error) => log.child({ err: error }).error('a sentence')],
  ['from the driver', (log, error) => log.error({ err: innerOf(error) }, 'a sentence')],
  [
    'copied, as the queue does',
    (log, error) =>
      log.warn({ err: { ...error, message: error.message, stack: error.stack, queue: 'q' } }, 'a sentence'),
  ],
  ['copied, as the first argument', (log, error) => log.warn({ ...error, message: error.message, stack: error.stack })],
  ['as a cause', (log, error) => log.error({ err: new Error('a batch failed', { cause: error }) }, 'a sentence')],
  [
    'as a cause of a cause whose words are repeated',
    (log, error) => {
      const middle = new Error('in between', { cause: error });
      log.error(new Error(`a batch failed: ${error.message}`, { cause: middle }));
    },
  ],
  ['among others', (log, error) => log.error({ err: new AggregateError([error, error], 'both failed') }, 'a sentence')],
  [
    'in a circle',
    (log, error) => {
      const circle = new Error('a circle');
      circle.cause = new Error('the same', { cause: new AggregateError([error, circle], 'both', { cause: circle }) });
      log.error({ err: circle }, 'a sentence');
    },
  ],
];

describeEachEngine('errors of a database are logged without values', (engine: Engine) => {
  let url: string;
  let source: DataSource;

  beforeAll(async () => {
    url = engine === 'postgres' ? await createPostgresDatabase() : await createMysqlDatabase();
    source = await writableLegacyDataSource({ url, poolSize: 1, statementTimeout: 15_000 }).initialize();
    await source.query(
      'CREATE TABLE client (email varchar(90) NOT NULL, age integer, CONSTRAINT one_email UNIQUE (email))',
    );
    await insert(CANARY);
  });

  afterAll(async () => {
    await source.destroy();
    await dropDatabase(url);
  });

  const insert = (email: string): Promise<unknown> =>
    source.query(`INSERT INTO client (email) VALUES (${engine === 'postgres' ? '$1' : '?'})`, [email]);

  describe.each(KINDS)('%s', (kind) => {
    test.each(WAYS)('%s', async (_, tell) => {
      const error = await thrownBy(() => insert(CANARY));
      expect(JSON.stringify(error)).toContain('canary');
      const said = linesOf(kind, (log) => tell(log, error));
      expect(said).toContain(engine === 'postgres' ? '23505' : 'ER_DUP_ENTRY');
      expect(said).not.toMatch(/canary|INSERT/);
    });

    test('a message that quotes a value', async () => {
      const sql = engine === 'postgres' ? `SELECT 'canary'::integer` : `SELECT canary FROM client`;
      const error = await thrownBy(() => source.query(sql));
      expect(error.message).toContain('canary');
      const said = linesOf(kind, (log) => log.error(error));
      expect(said).toContain(engine === 'postgres' ? '22P02' : 'ER_BAD_FIELD_ERROR');
      expect(said).not.toMatch(/canary|SELECT/);
    });
  });

  test('code and names stay, as far as the engine gives them, and so do the frames', async () => {
    const error = await thrownBy(() => insert(CANARY));
    const said = linesOf('the log of a service', (log) => log.error(error, 'a sentence'));
    const { msg, err } = JSON.parse(said) as { msg: string; err: Record<string, string> };
    expect(msg).toBe('a sentence');
    expect(err).toMatchObject(
      engine === 'postgres'
        ? {
            type: 'QueryFailedError',
            code: '23505',
            table: 'client',
            constraint: 'one_email',
            message: 'QueryFailedError 23505, table client, constraint one_email, routine _bt_check_unique',
          }
        : { type: 'QueryFailedError', code: 'ER_DUP_ENTRY', errno: 1062, message: 'QueryFailedError ER_DUP_ENTRY' },
    );
    expect(err.stack).toMatch(/^ {4}at .*:\d+:\d+\)?$/m);
  });

  test.each(KINDS)('a column that must have a value, in %s', async (kind) => {
    const error = await thrownBy(() => source.query('INSERT INTO client (email, age) VALUES (NULL, 4711)'));
    const said = linesOf(kind, (log) => log.warn({ err: error }, 'a sentence'));
    expect(said).toContain(engine === 'postgres' ? '"column":"email"' : 'ER_BAD_NULL_ERROR');
    expect(said).not.toContain('4711');
  });
});

describe('other errors', () => {
  test.each(KINDS)('say in their own words what happened, in %s', (kind) => {
    const lost = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED', row: CANARY });
    const said = linesOf(kind, (log) => log.warn({ err: new Error('no ledger', { cause: lost }) }, 'a sentence'));
    const { err } = JSON.parse(said) as { err: { message: string; stack: string; cause: Record<string, string> } };
    expect(err.message).toBe('no ledger');
    expect(err.stack).toMatch(/^ {4}at /);
    expect(err.cause).toMatchObject({ type: 'Error', message: lost.message, code: 'ECONNREFUSED' });
    expect(said).not.toContain('canary');
  });

  test.each(KINDS)('of a text that cannot be parsed do not quote it, in %s', (kind) => {
    const said = linesOf(kind, (log) => {
      try {
        JSON.parse('canary');
      } catch (error) {
        log.warn({ err: error });
      }
    });
    expect(said).toContain('SyntaxError');
    expect(said).not.toContain('canary');
  });

  test.each(KINDS)('that are none tell their type alone, in %s', (kind) => {
    for (const thrown of [
      'canary',
      null,
      { row: 'canary' },
      Object.assign(Object.create(null), { message: 'm', row: 'canary' }),
    ])
      expect(linesOf(kind, (log) => log.warn({ err: thrown }, 'a sentence'))).not.toContain('canary');
  });
});

test('a log says what it is told beside errors', () => {
  const said = linesOf('the log of a service', (log) => {
    log.info({ run: 'r', segment: 3 }, 'works on a segment');
    log.info('a %s', 'sentence');
  });
  expect(said).toMatch(/"run":"r","segment":3,"msg":"works on a segment"/);
  expect(said).toContain('"msg":"a sentence"');
  expect(linesOf('the log of a command', (log) => log.warn('a sentence'))).toBe('a sentence');
});
