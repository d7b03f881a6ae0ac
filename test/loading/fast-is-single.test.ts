import { PairLoader } from '../../reconciliation/comparing/pair-loader';
import { Verdict } from '../../reconciliation/comparing/verdict';
import { LedgerMemory } from '../../reconciliation/ledger/memory';
import { compareAll } from '../../reconciliation/loading/compared-pages';
import { CopyText } from '../../reconciliation/loading/copy-text';
import { partsOf, readBatch } from '../../reconciliation/loading/legacy-batches';
import { BatchPreparer } from '../../reconciliation/loading/prepare-batch';
import { isCompared, type Mapping } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
import { newIdFor } from '../../reconciliation/writing/new-id';
import { type SampleDatabases, useSample } from '../support/sample';
import { describeEachEngine } from '../support/servers';
import { ALL, type Opened, openTools } from './load';

/** Records of each mapping that are looked at both ways. */
const RECORDS = 4_000;

/** What a bulk load would do with records, beside what the comparator says of each of them alone. */
describeEachEngine('what ordinary records become in bulk', (engine) => {
  let sample: SampleDatabases;
  let opened: Opened;
  let certain = 0;

  beforeAll(async () => {
    sample = await useSample(engine);
    opened = await openTools(sample);
  }, 600_000);
  afterAll(async () => {
    await opened?.databases.close();
    await sample?.drop();
  });

  async function empty({ new: { table } }: Mapping): Promise<void> {
    const runner = opened.databases.new.createQueryRunner();
    try {
      await runner.query('SET session_replication_role = replica');
      await runner.query(`DELETE FROM "${table.name}"`);
      await runner.query('RESET session_replication_role');
    } finally {
      await runner.release();
    }
  }

  // Children before their parents: a table is emptied when nothing that is still looked at refers to it.
  test.each([...mappings].reverse().map((mapping) => [mapping.name, mapping] as const))('%s', async (_, mapping) => {
    const { tools } = opened;
    await empty(mapping);
    const first = await readBatch(tools.rows.legacy, mapping, ALL, RECORDS);
    const [part = first] = partsOf(mapping, first);
    const prepared = await new BatchPreparer(tools, mapping).prepare(part, new CopyText());
    const loader = new PairLoader(tools.sides, new LedgerMemory(tools.sides.new));
    const keys = part.records.map((record) => record[0] ?? '');
    const pairs = await compareAll(loader, mapping, keys);
    const missing = pairs
      .filter((pair) => pair.verdict === Verdict.MISSING && !prepared.later.includes(pair.legacyId ?? ''))
      .sort((one, other) => (BigInt(one.legacyId ?? 0) < BigInt(other.legacyId ?? 0) ? -1 : 1));
    expect(prepared.keys).toEqual(missing.map((pair) => pair.legacyId));
    expect(linesOf(prepared.rows.chunks)).toEqual(
      missing.map((pair) => {
        const written = pair.fields.filter(({ field }) => isCompared(field.rule));
        return [newIdFor(mapping, pair.legacyId ?? ''), ...written.map(({ expected }) => expected ?? null)];
      }),
    );
    const verdicts: Record<string, number> = {};
    for (const { verdict } of pairs.filter((pair) => !prepared.keys.includes(pair.legacyId ?? '')))
      verdicts[verdict.toLowerCase()] = (verdicts[verdict.toLowerCase()] ?? 0) + 1;
    const { rows: _rows, ...counted } = prepared.counts;
    if (prepared.later.length === 0) expect(counted).toEqual(verdicts);
    certain += prepared.keys.length - prepared.uncertain.size;
  });

  test('most of them without the comparator', () => expect(certain).toBeGreaterThan(20_000));
});

/** Rows as COPY would read them. */
function linesOf(pieces: readonly Buffer[]): (string | null)[][] {
  const marks: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  const read = (field: string): string | null =>
    field === '\\N' ? null : field.replace(/\\(.)/gs, (_, mark: string) => marks[mark] ?? mark);
  const lines = Buffer.concat(pieces).toString('utf8').split('\n').slice(0, -1);
  return lines.map((line) => line.split('\t').map(read));
}
