import { Role } from '../../resolvers/access/role';
import { limited, useCallers } from '../access/callers';
import { requestFor, waitForRun } from '../runs/life';
import { shareWorld, useOwnWorld, type World } from '../support/world';
import { carryOut } from '../writing/mutations';

interface Point {
  readonly day: string;
  readonly base: number;
  readonly matched: number;
  readonly matchedRate: string | null;
  readonly open: number;
  readonly opened: number;
  readonly closed: number;
}

const POINT = 'day base matched matchedRate open opened closed';

const today = async (world: World): Promise<string> => {
  const [row] = await world.rows<{ day: string }>("SELECT (clock_timestamp() AT TIME ZONE 'UTC')::date::text AS day");
  return row?.day ?? '';
};

/** Moves all that was compared and opened so far to the day before. */
async function letADayPass(world: World): Promise<void> {
  await world.rows('UPDATE counterpart.comparison_day SET day = day - 1');
  await world.rows("UPDATE counterpart.discrepancy SET opened_at = opened_at - interval '1 day'");
}

describe('the trend', () => {
  const world = shareWorld('postgres');
  const { all, as, own } = useCallers(world);

  test('of today agrees with the figures and the list of discrepancies', async () => {
    const { trend, mapping } = await all().ask<{
      trend: Point[];
      mapping: { figures: { base: number; matched: number } };
    }>(
      `{ trend(mapping: teamCommunications) { ${POINT} } mapping(name: teamCommunications) { figures { base matched } } }`,
    );
    const [open] = await world().rows<{ n: number }>(
      "SELECT count(*)::integer AS n FROM counterpart.discrepancy WHERE mapping = 'teamCommunications' AND state <> 'CLOSED'",
    );
    const { base, matched } = mapping.figures;
    expect(trend).toEqual([
      {
        day: await today(world()),
        base,
        matched,
        matchedRate: expect.stringMatching(/^\d+\.\d\d$/) as string,
        open: open?.n,
        opened: open?.n,
        closed: 0,
      },
    ]);
    expect(Math.abs(Number(trend[0]?.matchedRate) - (100 * matched) / base)).toBeLessThanOrEqual(0.0051);
  });

  test('is of the systems of the caller', async () => {
    const query = `{ trend { ${POINT} } }`;
    const [mine] = (await own().ask<{ trend: Point[] }>(query)).trend;
    const [everything] = (await all().ask<{ trend: Point[] }>(query)).trend;
    const parts = await all().ask<Record<string, Point[]>>(
      `{ teams: trend(mapping: teams) { ${POINT} } notes: trend(mapping: teamCommunications) { ${POINT} } }`,
    );
    const sum = (name: 'base' | 'matched' | 'open'): number =>
      (parts.teams?.[0]?.[name] ?? 0) + (parts.notes?.[0]?.[name] ?? 0);
    expect(mine).toMatchObject({ base: sum('base'), matched: sum('matched'), open: sum('open') });
    expect(everything?.base).toBeGreaterThan(mine?.base ?? 0);
    const { errors } = await own().request('{ trend(mapping: offices) { day } }');
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await as({ ...limited(Role.VIEWER), systems: [] }).ask(query)).toEqual({ trend: [] });
  });

  test.each([0, 367, -1])('of %i days is no trend', async (days) => {
    const { errors } = await all().request(`{ trend(days: ${days}) { day } }`);
    expect(errors).toMatchObject([
      { message: 'days must be between 1 and 366', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  test('costs as much as a year of points', async () => {
    const { body } = await all().request(`{ trend(days: 366) { ${POINT} } }`);
    const { extensions } = JSON.parse(body) as { extensions: { cost: { requested: number } } };
    expect(extensions.cost.requested).toBeGreaterThan(1_000);
    expect(extensions.cost.requested).toBeLessThan(2_000);
  });
});

describe('a day has its point', () => {
  const world = useOwnWorld('postgres');
  const points = async (): Promise<Point[]> =>
    (await world().api.ask<{ trend: Point[] }>(`{ trend(mapping: teamCommunications) { ${POINT} } }`)).trend;
  const figures = async (): Promise<number[]> => (await points()).map(({ matched }) => matched);
  const compare = async (rest: object): Promise<void> => {
    const { run } = await world().service.runs.start(requestFor('teamCommunications', rest));
    expect((await waitForRun(world().service.sides.new, run?.id ?? '')).state).toBe('SUCCEEDED');
  };

  test('when a comparison of all, or of all that changed, has ended, and not when single records were looked at', async () => {
    await world().startWorker();
    await compare({});
    await letADayPass(world());
    const [before] = await points();
    const matched = before?.matched ?? 0;
    await carryOut(world(), 'migrateRecord', { mapping: 'teamCommunications', legacyId: '21' });
    await compare({ legacyIds: ['20', '21'] });
    // What was found gone is told at once, and how many match with the next comparison.
    expect(await figures()).toEqual([matched, matched]);
    expect((await points())[1]).toMatchObject({ open: (before?.open ?? 0) - 1, opened: 0, closed: 1 });
    await compare({ incremental: true });
    expect(await figures()).toEqual([matched, matched + 1]);
    await letADayPass(world());
    await world().rows('DELETE FROM team_communications WHERE legacy_record_id = 21');
    await compare({});
    expect(await figures()).toEqual([matched, matched + 1, matched]);
    // It was open from its first day on: that it was closed in between is not kept.
    expect((await points()).map(({ open, closed }) => [open - (before?.open ?? 0), closed])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  test('and not when a run left something unread', async () => {
    await letADayPass(world());
    await world().rows("DELETE FROM counterpart.comparison_day WHERE mapping <> 'teams'");
    await world().startWorker();
    const { run } = await world().service.runs.start(
      requestFor('teamCommunications', { legacyIds: ['20', '987654321'] }),
    );
    expect((await waitForRun(world().service.sides.new, run?.id ?? '')).state).toBe('INCOMPLETE');
    expect(await points()).toEqual([]);
  });
});
