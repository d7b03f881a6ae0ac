import { readFileSync } from 'node:fs';
import type { Page, Request } from 'playwright-core';
import { Role } from '../../resolvers/access/role';
import { useConsole } from './console-world';
import { checkAccessibility } from './look-at';

const world = useConsole();

/** The 180 notes whose authors were never migrated. */
const NOTES = '/discrepancies?mapping=teamCommunications&verdict=BLOCKED';

const totalOf = (page: Page, text: string): Promise<void> => page.getByText(text, { exact: true }).waitFor();

describe('what is kept and taken out', () => {
  test('a view is saved, shared, taken by somebody else, and removed', async () => {
    const tab = await world().open(Role.SUPPORT, `${NOTES}&orderBy=NEWEST`);
    const { page } = tab;
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: /^Save or remove/ }).click();
    await page.getByLabel('Name').fill('Lost notes');
    await page.getByLabel('Share it with everybody').check();
    await page.getByRole('button', { name: 'Save what is chosen now' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    const other = await world().open(Role.VIEWER, '/discrepancies');
    await other.page.getByRole('button', { name: 'Views' }).click();
    await other.page.getByRole('menuitem', { name: 'Lost notes (support.person)' }).click();
    await totalOf(other.page, '180 discrepancies, as last compared');
    expect(new URL(other.page.url()).searchParams.get('orderBy')).toBe('NEWEST');

    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: /^Save or remove/ }).click();
    await page.getByRole('button', { name: 'Remove Lost notes' }).waitFor();
    await checkAccessibility(tab);
    await page.getByRole('button', { name: 'Remove Lost notes' }).click();
    await page.getByRole('button', { name: 'Remove Lost notes' }).waitFor({ state: 'detached' });
    expect(other.problems).toEqual([]);
  });

  test('the list is exported with a reason, masked as it is shown', async () => {
    const tab = await world().open(Role.SUPPORT, NOTES);
    const { page } = tab;
    await totalOf(page, '180 discrepancies, as last compared');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await page.getByLabel('Reason').fill('for the meeting');
    await checkAccessibility(tab);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const lines = readFileSync(await (await coming).path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines[0]).toMatch(/^"?system"?,"?mapping"?/);
    expect(lines.length).toBeGreaterThan(180);
    await page.getByText(/about 180 records\.$/).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
  });

  test('an export ends when somebody leaves the list', async () => {
    const tab = await world().open(Role.SUPPORT, NOTES);
    const { page } = tab;
    const isExport = (request: Request): boolean => (request.postData() ?? '').includes('ExportDiscrepancies');
    await page.route('**/graphql', (route) => (isExport(route.request()) ? undefined : route.continue()));
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await page.getByLabel('Reason').fill('for the meeting');
    const asked = page.waitForRequest(isExport);
    const ended = page.waitForEvent('requestfailed', isExport);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await asked;
    await page.evaluate(() => history.pushState(null, '', '/claims'));
    await ended;
    await page.getByRole('heading', { name: 'Claims', level: 1 }).waitFor();
    expect(tab.problems).toEqual([]);
  });
});
