import type { Pair } from '../../reconciliation/comparing/pair';
import { Verdict } from '../../reconciliation/comparing/verdict';
import { listFigures } from '../../reconciliation/ledger/figures';
import type { Mapping } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
import type { Cause } from '../../reconciliation/tracing/cause';
import { listPairs } from '../support/compared-pages';
import { describeEachEngine, type Engine } from '../support/servers';
import { readFixture, world } from './fixture';
import { expectedOutcomes, nameOf, type Outcome, outcomeOf } from './outcome';
import { asRemembered, readLedger } from './remembered';
import { type TwoSides, useTwoSides } from './two-sides';

/** A comparison of a whole mapping: its pairs and what was found to explain each. */
interface Seen {
  readonly pairs: readonly Pair[];
  readonly causes: readonly (readonly Cause[])[];
}

/** Small pages, so that every fixture has borders between them. */
const PAGE_SIZE = 7;

async function compareAll({ comparison }: TwoSides, mapping: Mapping): Promise<Seen> {
  const pairs = await listPairs(comparison.loader, mapping, PAGE_SIZE);
  return { pairs, causes: await comparison.tracer.trace(pairs) };
}

/** All that a person may see of a pair, without the declarations it refers to. */
function view(pair: Pair, causes: readonly Cause[]) {
  return {
    name: nameOf(pair),
    legacyId: pair.legacyId,
    rows: pair.rows.map((row) => row.id),
    verdict: pair.verdict,
    fields: pair.fields.map(({ field, ...compared }) => ({ ...compared, field: field.property })),
    fingerprint: pair.fingerprint.text,
    causes: causes.map(({ code, message, field, path, root }) => ({
      code,
      message,
      field,
      hops: path.map((hop) => hop.state),
      root: root.id,
    })),
  };
}

/** One record compared by itself, found in each way in which it can be asked for. */
async function compareAlone({ comparison: { loader, tracer } }: TwoSides, mapping: Mapping, pair: Pair) {
  const byRows = pair.rows.map((row) => loader.listByNewIds(mapping, [row.id]));
  const byKey = pair.legacyId === null ? [] : [loader.listByLegacyIds(mapping, [pair.legacyId])];
  const found = await Promise.all([...byKey, ...byRows]);
  return Promise.all(
    found.map(async (pairs) => {
      const [only, ...others] = pairs.filter((other) => nameOf(other) === nameOf(pair));
      if (only === undefined) return 'not found';
      const [causes = []] = await tracer.trace([only]);
      return others.length > 0 ? 'found more than once' : view(only, causes);
    }),
  );
}

/** The keys of the world's own records, which every fixture leaves as they are. */
function worldKeys(mapping: Mapping): Set<string> {
  const rows = world.legacy[mapping.legacy.table.name] ?? [];
  return new Set(rows.flatMap((row) => [row['#'] ?? []].flat().map(String)));
}

function tally(pairs: readonly Pair[], ...verdicts: Verdict[]): number {
  return pairs.filter((pair) => verdicts.includes(pair.verdict)).length;
}

const prints = new Map<Engine, Map<string, Record<string, string>>>();

describeEachEngine('fixtures of the mappings', (engine) => {
  const open = useTwoSides(engine);
  const ofEngine = new Map<string, Record<string, string>>();
  prints.set(engine, ofEngine);

  describe.each(mappings.map((mapping) => [mapping.name, mapping] as const))('%s', (name, mapping) => {
    const fixture = readFixture(name);
    let seen: Seen = { pairs: [], causes: [] };
    beforeAll(async () => {
      await open().replaceRows(fixture.legacy, fixture.new);
      seen = await compareAll(open(), mapping);
      ofEngine.set(
        name,
        Object.fromEntries(seen.pairs.map((pair) => [nameOf(pair), `${pair.verdict} ${pair.fingerprint.text}`])),
      );
    });

    test('every record stands as expected, and nothing else is found', () => {
      const expected = expectedOutcomes(fixture.expected);
      const actual = new Map<string, Outcome>();
      const unnamed: string[] = [];
      for (const [index, pair] of seen.pairs.entries()) {
        const found = outcomeOf(pair, seen.causes[index] ?? []);
        const wanted = expected.get(nameOf(pair));
        const { causes: _causes, ...withoutCauses } = found;
        if (wanted !== undefined) actual.set(nameOf(pair), wanted.causes === undefined ? withoutCauses : found);
        else if (!worldKeys(mapping).has(nameOf(pair)) || pair.verdict !== Verdict.MATCHED)
          unnamed.push(`${nameOf(pair)} ${pair.verdict}`);
      }
      expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
      expect(unnamed).toEqual([]);
      expect(tally(seen.pairs, Verdict.MATCHED)).toBeGreaterThan(0);
    });

    test('each record alone stands as it does in bulk', async () => {
      for (const [index, pair] of seen.pairs.entries()) {
        const inBulk = view(pair, seen.causes[index] ?? []);
        for (const alone of await compareAlone(open(), mapping, pair)) expect(alone).toEqual(inBulk);
      }
    });

    test('every difference has its own cause', () => {
      for (const [index, pair] of seen.pairs.entries()) {
        if (pair.verdict !== Verdict.DIFFERENT) continue;
        const { fields, causes } = outcomeOf(pair, seen.causes[index] ?? []);
        expect([nameOf(pair), causes]).toEqual([nameOf(pair), fields.map(() => 'VALUE_DIFFERS')]);
      }
    });

    test('the verdicts add up to the base, here and in the ledger', async () => {
      const { comparison, sides } = open();
      const base = await comparison.loader.legacy.count(mapping);
      const onLegacy = seen.pairs.filter((pair) => pair.legacy !== null);
      expect(onLegacy.length).toBe(base);
      expect(new Set(onLegacy.map((pair) => pair.legacy?.key)).size).toBe(base);
      const summary = await comparison.compareMapping(mapping);
      expect(summary).toMatchObject({ compared: seen.pairs.length, moving: 0 });
      expect(await readLedger(open(), mapping)).toEqual(asRemembered(seen.pairs, seen.causes));
      const figures = (await listFigures(sides.new, [name])).get(name);
      expect(figures).toMatchObject({
        base,
        matched: tally(seen.pairs, Verdict.MATCHED),
        extra: tally(seen.pairs, Verdict.EXTRA),
      });
      const parts = ['matched', 'different', 'missing', 'blocked', 'excluded', 'ambiguous', 'unreadable'] as const;
      expect(parts.reduce((sum, part) => sum + (figures?.[part] ?? 0), 0)).toBe(base);
    });
  });
});

describe('both engines', () => {
  test('the same rows have the same verdicts and the same fingerprints on every engine', () => {
    // An engine that is not there, or whose tests were not asked for, has left nothing behind.
    const seen = [...prints.values()].filter((ofEngine) => ofEngine.size > 0);
    const [first, ...others] = seen.map((ofEngine) => Object.fromEntries(ofEngine));
    for (const other of others) expect(other).toEqual(first);
  });
});
