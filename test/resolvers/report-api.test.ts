import { ClaimOutcome } from '../../reconciliation/claims/claims';
import { readClaims } from '../../reconciliation/claims/read-claims';
import { mappings } from '../../reconciliation/mappings/all';
import { createSchema } from '../../resolvers/schema';
import { Service } from '../../resolvers/service';
import { startApi } from '../support/api';
import { shareWorld } from '../support/world';
import { selectAll } from './selection';

interface Rate {
  readonly percent: string | null;
  readonly base: string;
}

interface Arrivals {
  readonly base: number;
  readonly excluded: number;
  readonly due: number;
  readonly migrated: number;
  readonly matched: number;
  readonly lost: number;
}

interface Line extends Arrivals {
  readonly mapping: string;
  readonly system: string;
  readonly rate: Rate;
  readonly matchedRate: Rate;
  readonly asOf: string;
}

interface Report {
  readonly asOf: string;
  readonly isComplete: boolean;
  readonly lines: readonly Line[];
  readonly systems: readonly (Arrivals & { readonly name: string; readonly rate: Rate })[];
  readonly ranking: readonly Line[];
  readonly totals: Arrivals;
  readonly measures: readonly { readonly mapping: string; readonly kind: string; readonly new: { value: string } }[];
  readonly integrity: readonly { readonly mapping: string; readonly field: string }[];
}

const COUNTS = ['base', 'excluded', 'due', 'migrated', 'matched', 'lost'] as const;

describe('the report through the API', () => {
  const world = shareWorld('postgres');
  const type = createSchema().getType('MigrationReport');
  let report: Report;

  beforeAll(async () => {
    if (type === undefined) throw new Error('the schema has no report');
    ({ report } = await world().api.ask<{ report: Report }>(`{ report ${selectAll(type, 4)} }`));
  });

  test('has a line for each mapping, and its parts add up to its totals', () => {
    expect(report.isComplete).toBe(true);
    expect(report.lines.map((line) => line.mapping)).toEqual(mappings.map((mapping) => mapping.name));
    for (const count of COUNTS) {
      const sum = (parts: readonly Arrivals[]): number => parts.reduce((total, part) => total + part[count], 0);
      expect([sum(report.lines), sum(report.systems)]).toEqual([report.totals[count], report.totals[count]]);
    }
  });

  test('ranks the worst first, and those without a rate last', () => {
    const rates = report.ranking.map((line) => (line.rate.percent === null ? Infinity : Number(line.rate.percent)));
    expect(rates).toEqual([...rates].sort((one, other) => one - other));
    expect(new Set(report.ranking.map((line) => line.mapping)).size).toBe(mappings.length);
  });

  test('agrees with the figures of the mappings', async () => {
    const { mappings: shown } = await world().api.ask<{ mappings: { name: string; figures: Arrivals }[] }>(
      '{ mappings { name figures { base excluded due migrated matched } } }',
    );
    const lines = report.lines.map(({ mapping, base, excluded, due, migrated, matched }) => [
      mapping,
      { base, excluded, due, migrated, matched },
    ]);
    expect(shown.map(({ name, figures }) => [name, figures])).toEqual(lines);
  });

  test('has the two rates of the mappings: what arrived, and what arrived and is right', async () => {
    const { mappings: shown } = await world().api.ask<{
      mappings: { name: string; figures: { successRate: number | null; arrivalRate: Rate } }[];
    }>('{ mappings { name figures { successRate arrivalRate { percent base } } } }');
    const right = new Map(shown.map(({ name, figures }) => [name, figures.successRate]));
    expect(shown.map(({ name, figures }) => [name, figures.arrivalRate])).toEqual(
      report.lines.map(({ mapping, rate }) => [mapping, rate]),
    );
    for (const { mapping, matched, due, matchedRate } of report.lines) {
      expect(right.get(mapping)).toBe(due === 0 ? null : matched / due);
      expect(matchedRate.percent === null).toBe(due === 0);
      expect(matchedRate.base).toBe(`${matched.toLocaleString('en')} of ${due.toLocaleString('en')} records`);
    }
    expect(report.lines.some(({ rate, matchedRate }) => rate.percent !== matchedRate.percent)).toBe(true);
  });

  test('adds both rates up for a system', async () => {
    const { systems } = await world().api.ask<{ systems: { name: string; figures: { arrivalRate: Rate } }[] }>(
      '{ systems { name figures { arrivalRate { percent base } } } }',
    );
    expect(systems.map(({ name, figures }) => [name, figures.arrivalRate])).toEqual(
      report.systems.map(({ name, rate }) => [name, rate]),
    );
  });

  test('measures both sides and checks every reference', async () => {
    const [{ sum } = { sum: '' }] = await world().rows<{ sum: string }>('SELECT sum(amount)::text FROM payments');
    expect(report.measures.find(({ mapping, kind }) => mapping === 'payments' && kind === 'SUM')?.new.value).toBe(sum);
    const { integrityChecks } = await world().api.ask<{ integrityChecks: unknown[] }>(
      '{ integrityChecks { mapping field } }',
    );
    expect(report.integrity.map(({ mapping, field }) => ({ mapping, field }))).toEqual(integrityChecks);
  });
});

describe('claims through the API', () => {
  const world = shareWorld('postgres');
  const stated = (mapping: string): string =>
    JSON.stringify({
      schema: 'counterpart.claims/v1',
      title: 'A report',
      claims: [{ name: 'all there', section: 'A', stated: '4711', figure: { kind: 'due', mappings: [mapping] } }],
    });
  const request = async (mapping: string) => {
    const { claims } = readClaims(stated(mapping));
    const api = await startApi(new Service(world().service.sides, world().new, world().rowSources, mappings, claims));
    try {
      return await api.request<{ claims: readonly object[] }>(
        '{ claims { name section stated wording recomputed unit outcome figure base explanation query asOf } }',
      );
    } finally {
      await api.stop();
    }
  };

  test('there are none without a file', async () => {
    expect(await world().api.ask('{ claims { name } }')).toEqual({ claims: [] });
  });

  test('each is answered with the figure, its base and the query', async () => {
    const { data, errors } = await request('teams');
    const [{ due } = { due: 0 }] = await world().rows<{ due: number }>(
      "SELECT count(*)::integer AS due FROM counterpart.pair_state WHERE mapping = 'teams' AND verdict NOT IN ('EXTRA', 'EXCLUDED')",
    );
    expect(errors).toEqual([]);
    expect(data.claims).toEqual([
      expect.objectContaining({
        name: 'all there',
        stated: '4711',
        recomputed: String(due),
        outcome: ClaimOutcome.FAILS,
        base: `${due} records`,
        figure: 'the number of due records of teams',
        query: expect.stringContaining("ARRAY['teams']") as unknown,
        asOf: expect.stringMatching(/Z$/) as unknown,
      }),
    ]);
  });

  test('a mapping that there is not is named', async () => {
    const { errors } = await request('teems');
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('there is no mapping teems') as unknown,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });
});
