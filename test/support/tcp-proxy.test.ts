import { legacyDataSource } from '../../ormconfig';
import { createMysqlDatabase, createPostgresDatabase, describeEachEngine, dropDatabase, type Engine } from './servers';
import { TcpProxy } from './tcp-proxy';
import { until } from './until';

/** What the other tests rest on: that the proxy does to real connections what it says. */

/** A megabyte and more, in one row. */
const LARGE = 'SELECT repeat($$x$$, 1500000) AS text';
const large = (engine: Engine): string => (engine === 'postgres' ? LARGE : LARGE.replaceAll('$$', "'"));

describeEachEngine('the proxy', (engine) => {
  let url = '';
  let proxy: TcpProxy | undefined;
  const way = (): TcpProxy => {
    if (proxy === undefined) throw new Error('there is no proxy');
    return proxy;
  };

  beforeAll(async () => {
    url = await (engine === 'postgres' ? createPostgresDatabase() : createMysqlDatabase());
  });
  afterAll(() => dropDatabase(url));
  beforeEach(async () => {
    proxy = await TcpProxy.open(url);
  });
  afterEach(() => proxy?.close());

  /** Asks on a connection of its own, which is open already when `meanwhile` is called. */
  async function ask(sql: string, meanwhile: () => void = () => undefined): Promise<string> {
    const source = legacyDataSource({ url: way().url, poolSize: 1, statementTimeout: 60_000 });
    await source.initialize();
    try {
      await source.query('SELECT 1');
      meanwhile();
      const [row] = await source.query<{ text: string }[]>(sql);
      return String(row?.text);
    } finally {
      // A connection that fell silent would not say goodbye either.
      void source.destroy().catch(() => undefined);
    }
  }

  async function secondsOf(work: Promise<unknown>): Promise<number> {
    const start = performance.now();
    await work;
    return (performance.now() - start) / 1000;
  }

  test('lets everything through, in pieces as well', async () => {
    expect(await ask(large(engine))).toHaveLength(1_500_000);
    way().limit({ pieceSize: 7 });
    expect(await ask("SELECT repeat('Größe 😀', 2000) AS text")).toBe('Größe 😀'.repeat(2000));
  });

  test('latency delays every question and every answer', async () => {
    const seconds = await secondsOf(ask('SELECT 1 AS text', () => way().limit({ latency: 300 })));
    expect(seconds).toBeGreaterThanOrEqual(0.6);
  });

  test('a narrow line takes its time', async () => {
    const seconds = await secondsOf(ask(large(engine), () => way().limit({ bytesPerSecond: 1_500_000 })));
    expect(seconds).toBeGreaterThanOrEqual(0.8);
  });

  test.each([true, false])(
    'an answer is cut after so many bytes (with a reset: %p), and then no more',
    async (isReset) => {
      const broken = ask(large(engine), () => way().cutAnswers(100_000, { isReset }));
      await expect(broken).rejects.toThrow(/reset|terminated|closed|lost/i);
      expect(way().seenCuts).toBe(1);
      expect(await ask(large(engine))).toHaveLength(1_500_000);
    },
  );

  test('a black hole is silent, for connections that are open and for new ones, until it is gone', async () => {
    const silent = ask('SELECT 1 AS text', () => way().swallow());
    const silence = new Promise((resolve) => {
      setTimeout(() => resolve('silence'), 300);
    });
    expect(await Promise.race([silent, silence])).toBe('silence');
    way().restore();
    expect(await ask('SELECT 2 AS text')).toBe('2');
  });

  test('refused, and restored', async () => {
    way().refuse();
    await expect(ask('SELECT 1 AS text')).rejects.toThrow(/reset|terminated|closed|lost/i);
    way().restore();
    expect(await ask('SELECT 1 AS text')).toBe('1');
  });

  test('flapping, and then up', async () => {
    // Long enough up for an answer on a busy machine.
    const stop = way().flap({ up: 300, down: 100 });
    const outcomes = new Set<string>();
    await until('it was up and down', async () => {
      outcomes.add(await ask('SELECT 1 AS text').catch(() => 'broken'));
      return outcomes.size > 1;
    });
    await stop();
    expect([...outcomes].sort()).toEqual(['1', 'broken']);
    expect(await ask('SELECT 1 AS text')).toBe('1');
  });
});
