import { Role } from '../../resolvers/access/role';
import { useConsole } from './console-world';
import { lookAt, settle } from './look-at';
import type { Tab } from './tab';

const world = useConsole();

const region = ({ page }: Tab, name: string) => page.getByRole('region', { name });

/** What it takes to see the first view, compressed as it is sent. */
const MOST_BYTES = 250_000;

async function start(variables: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${world().url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await world().tokenOf(Role.AUTOMATION)}`,
    },
    body: JSON.stringify({
      query: 'mutation Start($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { message } } }',
      variables: { input: variables },
    }),
  });
  const { data } = (await response.json()) as { data: { startRun: { run: { id: string } | null } } };
  expect(data.startRun.run).not.toBeNull();
}

describe('the overview', () => {
  test('shows what was lost, and leads to the mapping', async () => {
    const tab = await world().open(Role.VIEWER);
    const { page } = tab;
    const systems = region(tab, 'Systems and their mappings');
    await systems.getByRole('button', { name: 'Team Organization' }).click();
    await page.waitForURL(/open=Team/);
    const line = systems.getByRole('row', { name: /^Team communications/ });
    expect(await line.innerText()).toMatch(/963\s+180\s+81\.31 %\s+81\.31 %/);
    const all = await systems.getByRole('row', { name: /^All that was compared/ }).innerText();
    expect(all).toMatch(/344,364\s+73,848\s+73\.84 %/);
    await line.getByRole('link', { name: 'Team communications' }).click();
    await page.waitForURL(/\/mappings\/teamCommunications$/);
  });

  test('says why discrepancies are open and which claims fail', async () => {
    const tab = await world().open(Role.SUPPORT);
    const causes = region(tab, 'Open by cause');
    expect(await causes.getByRole('row', { name: /not migrated\s+Notifications/ }).innerText()).toContain('40,752');
    expect(await causes.getByRole('row').count()).toBe(16);
    await causes.getByRole('button', { name: /^All/ }).click();
    await causes.getByRole('button', { name: /^Only the first/ }).waitFor();
    expect(await causes.getByRole('row').count()).toBeGreaterThan(60);
    const claims = region(tab, 'Claims that fail');
    expect(await claims.getByRole('row', { name: /^Average success rate/ }).innerText()).toMatch(/96\.25 %\s+92\.16 %/);
    await claims.getByRole('link', { name: 'Average success rate' }).click();
    await tab.page.getByRole('button', { name: 'Hide the query of Average success rate' }).waitFor();
  });

  test('a single day is said, several are drawn, with the same figures as a table', async () => {
    const alone = region(await world().open(Role.VIEWER), 'Trend');
    await alone.getByText(/So far there is one day/).waitFor();
    await world().databases.new.query(
      `INSERT INTO counterpart.comparison_day (mapping, day, base, matched)
       SELECT mapping, day - 2, base, matched / 2 FROM counterpart.comparison_day`,
    );
    const tab = await world().open(Role.VIEWER, '/?open=Team+Organization');
    const trend = region(tab, 'Trend');
    await trend.getByText(/^open discrepancies/).evaluate((legend) => legend.scrollIntoView());
    await trend.getByRole('img', { name: /open discrepancies from 0 to/ }).waitFor();
    await trend.getByRole('button', { name: 'Table' }).click();
    expect(await trend.getByRole('row').count()).toBe(3);
    await lookAt(tab, 'overview');
  }, 120_000);

  test('shows what is running until it is over', async () => {
    await start({
      kind: 'COMPARE',
      mapping: 'shipments',
      reason: 'to be seen',
      idempotencyKey: 'overview',
      rowsPerSecond: 200,
    });
    const running = region(await world().open(Role.VIEWER), 'Running');
    await running.getByRole('link', { name: 'Compare Shipments' }).waitFor();
    expect(await running.innerText()).toContain('by automation.person');
    await running.getByText('Nothing is running').waitFor({ timeout: 90_000 });
    expect(await running.getByRole('progressbar').count()).toBe(0);
  }, 120_000);

  test('what cannot be answered leaves the rest standing', async () => {
    const tab = await world().open(Role.VIEWER, '/report');
    await tab.page.route('**/graphql', async (route) =>
      (route.request().postData() ?? '').includes('OverviewCauses') ? route.abort() : route.continue(),
    );
    await tab.page.getByRole('link', { name: 'Overview' }).click();
    await region(tab, 'Open by cause').getByRole('alert').waitFor();
    const users = region(tab, 'Systems and their mappings').getByRole('row', { name: /^Users/ });
    expect(await users.innerText()).toContain('20,752');
  });

  test('what was shown stays beside the failure to ask for it again', async () => {
    const tab = await world().open(Role.VIEWER);
    const causes = region(tab, 'Open by cause');
    const notifications = causes.getByRole('row', { name: /not migrated\s+Notifications/ });
    await notifications.waitFor();
    await tab.page.getByRole('link', { name: 'Claims', exact: true }).click();
    await tab.page.getByRole('heading', { name: 'Claims', level: 1 }).waitFor();
    // Whoever goes somewhere is there with keys and ears, too.
    expect(await tab.page.evaluate(() => document.activeElement?.id)).toBe('view');
    await tab.page.route('**/graphql', async (route) =>
      (route.request().postData() ?? '').includes('OverviewCauses') ? route.abort() : route.continue(),
    );
    await tab.page.getByRole('link', { name: 'Overview' }).click();
    await causes.getByRole('alert').getByText('what is shown is from before').waitFor();
    expect(await notifications.innerText()).toContain('40,752');
    await tab.page.unroute('**/graphql');
    await causes.getByRole('button', { name: 'Try again' }).click();
    await causes.getByRole('alert').waitFor({ state: 'detached' });
  });

  test('a question that came too often is asked again; how long to wait is said where that is long', async () => {
    const tab = await world().open(Role.VIEWER, '/claims', { expects: [429] });
    const waits = ['1', '40'];
    await tab.page.route('**/graphql', async (route) => {
      const isAboutRuns = (route.request().postData() ?? '').includes('OverviewRuns');
      const wait = isAboutRuns ? waits.shift() : undefined;
      if (wait === undefined) return route.continue();
      const errors = [{ message: 'too many requests', extensions: { code: 'RATE_LIMITED' } }];
      return route.fulfill({ status: 429, headers: { 'retry-after': wait }, json: { errors } });
    });
    await tab.page.getByRole('link', { name: 'Overview' }).click();
    const running = region(tab, 'Running');
    await running.getByText('too many requests. Try again in 40 seconds.').waitFor();
    await running.getByRole('button', { name: 'Try again' }).click();
    await running.getByText('Nothing is running').waitFor();
    expect(tab.problems).toEqual([]);
  });

  test('a view that cannot be loaded leaves the frame standing', async () => {
    const { page } = await world().open(Role.VIEWER);
    await page.route('**/claims-view*', (route) => route.abort());
    await page.getByRole('link', { name: 'Claims', exact: true }).click();
    await page.getByRole('alert').getByRole('button', { name: 'Reload the page' }).waitFor();
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
    expect(await page.getByRole('button', { name: 'Reload the page' }).count()).toBe(0);
  });

  test('the first view is small', async () => {
    const { page } = await world().open(null, '/');
    await page.evaluate(
      (token) => sessionStorage.setItem('counterpart.token', token),
      await world().tokenOf(Role.VIEWER),
    );
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (!request.url().includes('/graphql'))
        sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.context().clearCookies();
    const session = await page.context().newCDPSession(page);
    await session.send('Network.clearBrowserCache');
    await page.reload();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await settle(page);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  test('before anything was compared it says how to begin, to whoever may', async () => {
    await world().databases.new.query('DELETE FROM counterpart.comparison');
    const reader = await world().open(Role.VIEWER);
    await reader.page.getByText('Nothing was compared yet').first().waitFor();
    expect(await reader.page.getByRole('button', { name: /^Compare/ }).count()).toBe(0);
    await lookAt(reader, 'overview-empty');
    const tab = await world().open(Role.AUTOMATION);
    await tab.page.getByRole('button', { name: 'Compare Offices', exact: true }).click();
    await tab.page.getByRole('dialog', { name: 'Compare Offices' }).waitFor();
  }, 120_000);
});
