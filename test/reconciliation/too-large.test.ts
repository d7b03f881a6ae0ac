import { DispatchInstruction } from '../../entities/legacy/dispatch-instruction';
import { tableOf } from '../../entities/table';
import { writableLegacyDataSource } from '../../ormconfig';
import { courses } from '../../reconciliation/mappings/courses';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import type { Dialect } from '../../reconciliation/reading/database';
import { listEntities } from '../../reconciliation/reading/entity-reader';
import { LiteralStatement } from '../../reconciliation/reading/literal-statement';
import { LARGEST } from '../../reconciliation/reading/too-large';
import { Unreadable } from '../../reconciliation/value';
import { openRowSources } from '../../src/streams/row-sources';
import { concernedFields } from '../mappings/outcome';
import { type TwoSides, useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { comparedField, compareRecord, like, message, NUMBER, note, stage } from './record';

const MIB = 1024 * 1024;
const HUGE = 96 * MIB;
const TOO_LARGE = new Unreadable('larger than 16 MiB');

const urlOf = (source: TwoSides['legacy']): string => String((source.options as { url?: string }).url);

/** How many bytes the process grew by at most while something was done. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  await work();
  clearInterval(watch);
  return Math.max(most, process.memoryUsage().rss) - before;
}

describeEachEngine('values that are too large to be fetched (F38)', (engine) => {
  const open = useTwoSides(engine);

  /** Writes on a connection that may send and make as much; those that read keep the ordinary limit of their server. */
  async function store(...statements: readonly string[]): Promise<void> {
    const { legacy } = open();
    const [limit] =
      engine === 'mysql' ? await legacy.query<{ size: string }[]>('SELECT @@global.max_allowed_packet AS size') : [];
    if (limit !== undefined) await legacy.query(`SET GLOBAL max_allowed_packet = ${2 * HUGE}`);
    const generous = writableLegacyDataSource({ url: urlOf(legacy), poolSize: 1, statementTimeout: 60_000 });
    try {
      await generous.initialize();
      for (const statement of statements) await generous.query(statement);
    } finally {
      await generous.destroy();
      // A run that was killed in here left it raised.
      const ordinary = Math.min(Number(limit?.size ?? 0), 16 * MIB);
      if (limit !== undefined) await legacy.query(`SET GLOBAL max_allowed_packet = ${ordinary}`);
    }
  }
  const name = (column: string): string => (engine === 'mysql' ? `\`${column}\`` : `"${column}"`);
  const storeText = (bytes: number): Promise<void> =>
    store(`UPDATE dispatch_note SET ${name('text')} = repeat('x', ${bytes}) WHERE id = ${NUMBER}`);
  const storeBody = (bytes: number): Promise<unknown> =>
    open().new.query(`UPDATE team_communications SET body = repeat('x', ${bytes}) WHERE legacy_record_id = ${NUMBER}`);

  test('a text of the legacy side: unreadable, with others as ever, and not in memory', async () => {
    await stage(
      open(),
      { dispatch_note: [note(), note({ '#': [11, 12] })] },
      { team_communications: [message(), message({ '#': [11, 12] })] },
    );
    await storeText(HUGE);
    const { loader } = open().comparison;
    await loader.listByLegacyIds(teamCommunications, ['11']);
    let pairs = await loader.listByLegacyIds(teamCommunications, []);
    const bytes = await growth(async () => {
      pairs = await loader.listByLegacyIds(teamCommunications, [String(NUMBER), '11', '12']);
    });
    expect(pairs.map((pair) => [pair.legacyId, pair.verdict])).toEqual([
      [String(NUMBER), 'UNREADABLE'],
      ['11', 'MATCHED'],
      ['12', 'MATCHED'],
    ]);
    const [pair] = pairs;
    if (pair === undefined) throw new Error('there is no pair');
    expect(concernedFields(pair)).toEqual(['body']);
    expect(comparedField(pair, 'body')).toMatchObject({ legacy: [TOO_LARGE], because: 'text: larger than 16 MiB' });
    expect(bytes).toBeLessThan(4 * LARGEST);
  });

  test('a text of the new side', async () => {
    await stage(open(), { dispatch_note: [note()] }, { team_communications: [message()] });
    await storeBody(HUGE);
    let pair = await compareRecord(open(), teamCommunications);
    const bytes = await growth(async () => {
      pair = await compareRecord(open(), teamCommunications);
    });
    expect([pair.verdict, concernedFields(pair)]).toEqual(['UNREADABLE', ['body']]);
    expect(comparedField(pair, 'body').actual).toEqual(TOO_LARGE);
    expect(bytes).toBeLessThan(4 * LARGEST);
  });

  test('documents that are equal, of 50 MB, are unreadable on both sides', async () => {
    const own = { '#': NUMBER, name: 'Refinement' };
    await stage(
      open(),
      { dispatch_course: [{ ...own, id: '#', type: 2, customization: '' }] },
      { courses: [{ ...own, id: 'course #', legacy_id: '#', course_type: 2, customization: null }] },
    );
    const document = `concat('{"notes": "', repeat('n', ${50 * MIB}), '"}')`;
    await store(`UPDATE dispatch_course SET customization = ${document} WHERE id = ${NUMBER}`);
    await open().new.query(`UPDATE courses SET customization = ${document}::jsonb WHERE legacy_id = ${NUMBER}`);
    let pair = await compareRecord(open(), courses);
    const bytes = await growth(async () => {
      pair = await compareRecord(open(), courses);
    });
    expect([pair.verdict, concernedFields(pair)]).toEqual(['UNREADABLE', ['customization']]);
    expect(comparedField(pair, 'customization')).toMatchObject({ legacy: [TOO_LARGE], actual: TOO_LARGE });
    expect(bytes).toBeLessThan(4 * LARGEST);
  });

  test('the largest text that is fetched is compared, and one byte more is not', async () => {
    await stage(open(), { dispatch_note: [note()] }, { team_communications: [message()] });
    for (const [bytes, verdict] of [
      [LARGEST, 'MATCHED'],
      [LARGEST + 1, 'UNREADABLE'],
    ] as const) {
      await storeText(bytes);
      await storeBody(bytes);
      expect((await compareRecord(open(), teamCommunications)).verdict).toBe(verdict);
    }
  });

  test('the bytes of a doubtful text beside it are looked at, and its own are not', async () => {
    await stage(open(), { dispatch_instruction: [like({ notes: 'a \ufffd b' })] }, {});
    await store(`UPDATE dispatch_instruction SET scanner_notes = repeat('x', ${HUGE}) WHERE id = ${NUMBER}`);
    const read = () => listEntities(open().sides.legacy, tableOf(DispatchInstruction), [String(NUMBER)]);
    await read();
    let entities = await read();
    const bytes = await growth(async () => {
      entities = await read();
    });
    const cells = entities.get(String(NUMBER));
    expect([cells?.get('notes'), cells?.get('scannerNotes')]).toEqual(['a \ufffd b', TOO_LARGE]);
    expect(bytes).toBeLessThan(4 * LARGEST);
  });

  test('a doubtful text whose bytes the server does not tell is unreadable', async () => {
    await stage(open(), { dispatch_note: [note()] }, { team_communications: [message()] });
    // Its bytes in hexadecimal are more than a server with the ordinary limit gives.
    await store(
      `UPDATE dispatch_note SET ${name('text')} = concat('\ufffd', repeat('x', ${10 * MIB})) WHERE id = ${NUMBER}`,
    );
    const field = comparedField(await compareRecord(open(), teamCommunications), 'body');
    if (engine === 'mysql') expect(field.because).toBe('text: the server does not tell its bytes');
    else expect(field.state).toBe('DIFFERENT');
  });

  test('streams say in its place that one has to look closer', async () => {
    await stage(
      open(),
      { dispatch_note: [note(), note({ '#': 11 })] },
      { team_communications: [message(), message({ '#': 11 })] },
    );
    await storeText(HUGE);
    await storeBody(HUGE);
    const limits = { poolSize: 1, statementTimeout: 15_000 };
    const sources = await openRowSources(
      { legacy: { ...limits, url: urlOf(open().legacy) }, new: { ...limits, url: urlOf(open().new) } },
      1,
    );
    const canonical = (dialect: Dialect, column: string): string => {
      const statement = new LiteralStatement(dialect);
      return statement.canonical({ kind: 'text' }, statement.quote(column));
    };
    const read = async (side: 'legacy' | 'new', column: string, from: string): Promise<unknown[]> => {
      const found: unknown[] = [];
      const source = sources[side];
      for await (const rows of source.stream(`SELECT ${canonical(source.dialect, column)} AS c0 FROM ${from}`))
        found.push(...rows.flat());
      return found;
    };
    const expected = ['\ufffd larger than 16 MiB', 'called about the case'];
    const bytes = await growth(async () => {
      expect(await read('legacy', 'text', `dispatch_note WHERE id IN (${NUMBER}, 11) ORDER BY id`)).toEqual(expected);
      const order = `team_communications WHERE legacy_record_id IN (${NUMBER}, 11) ORDER BY legacy_record_id`;
      expect(await read('new', 'body', order)).toEqual(expected);
    });
    expect(bytes).toBeLessThan(4 * LARGEST);
    await sources.close();
  });
});
