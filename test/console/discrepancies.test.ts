import type { Locator, Page } from 'playwright-core';
import { fillWithDiscrepancies } from '../../bench/many-discrepancies';
import { newDataSource } from '../../ormconfig';
import { Role } from '../../resolvers/access/role';
import { asDatabase } from '../../src/databases';
import { useConsole } from './console-world';
import { checkAccessibility, lookAt } from './look-at';
import { expectNotStored } from './stored';

const world = useConsole();

/** Pages are looked at in all windows, and a list is filled: that takes its time on a busy machine. */
jest.setTimeout(180_000);

/** The 180 notes whose authors were never migrated. */
const NOTES = '/discrepancies?mapping=teamCommunications&verdict=BLOCKED';

const gridOf = (page: Page): Locator => page.getByRole('grid', { name: 'Discrepancies' });
const rowAt = (page: Page, index: number): Locator => gridOf(page).locator(`[aria-rowindex="${index + 2}"]`);
const facetOf = (page: Page, name: RegExp): Locator =>
  page.getByRole('complementary', { name: 'Filters' }).getByRole('button', { name });
const totalOf = (page: Page, text: string): Promise<void> => page.getByText(text, { exact: true }).waitFor();

describe('narrowing the list', () => {
  test('facets say how many there are, stand in the address, and are taken back', async () => {
    const tab = await world().open(Role.SUPPORT, '/discrepancies');
    const { page } = tab;
    await gridOf(page).waitFor();
    await facetOf(page, /^blocked /).click();
    await facetOf(page, /^unreadable /).click();
    await page.waitForURL(/verdict=BLOCKED%2CUNREADABLE/);
    await facetOf(page, /^unreadable /).click();
    await page.waitForURL(/verdict=BLOCKED$/);
    await page
      .getByRole('button', { name: /^All \d+/ })
      .first()
      .click();
    await facetOf(page, /^Team communications 180 records/).click();
    await totalOf(page, '180 discrepancies, as last compared');
    await expect(gridOf(page).getAttribute('aria-rowcount')).resolves.toBe('181');
    await lookAt(tab, 'discrepancies');
    await facetOf(page, /^Team communications/).click();
    await page.waitForURL((url) => !url.search.includes('mapping'));
    expect(tab.problems).toEqual([]);
  });

  test('an address from elsewhere shows the same list; a root cause is taken back', async () => {
    const tab = await world().open(Role.VIEWER, `${NOTES}&rootCause=nobody-knows-it&orderBy=NEWEST`);
    const { page } = tab;
    await page.getByText('Nothing matches').waitFor();
    await expect(page.getByLabel('Order').inputValue()).resolves.toBe('NEWEST');
    await page.getByRole('button', { name: /Take it back/ }).click();
    await totalOf(page, '180 discrepancies, as last compared');
    await page.getByLabel('Legacy id', { exact: true }).last().fill('x');
    await page.keyboard.press('Enter');
    await page.getByText('A whole number, please.').waitFor();
    await page.getByLabel('Legacy id', { exact: true }).last().fill('23');
    await page.keyboard.press('Enter');
    await totalOf(page, '1 discrepancy, as last compared');
    expect(new URL(page.url()).searchParams.get('legacyId')).toBe('23');
    await expect(page.getByLabel('Text of the legacy record').isDisabled()).resolves.toBe(true);
    await expect(page.getByLabel('Text of the legacy record').getAttribute('placeholder')).resolves.toMatch(
      /Your role/,
    );
  });

  test('a text is looked for, and is in no address', async () => {
    const tab = await world().open(Role.ANALYST, '/discrepancies');
    const { page } = tab;
    await gridOf(page).waitFor();
    const box = page.getByLabel('Text of the legacy record');
    await expect(box.getAttribute('placeholder')).resolves.toBe('Choose a mapping first.');
    await page.goto(`${world().url}${NOTES}`);
    await totalOf(page, '180 discrepancies, as last compared');
    await page.keyboard.press('/');
    await page.keyboard.type('zzqx nobody');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('button', { name: 'Clear Text of the legacy record' }).click();
    await totalOf(page, '180 discrepancies, as last compared');
    await expectNotStored(tab, ['zzqx']);
  });
});

test('a page of the list that is refused for a moment is asked for again, and the others stay', async () => {
  const tab = await world().open(Role.SUPPORT, NOTES, { expects: [429] });
  const { page } = tab;
  await rowAt(page, 0).getByRole('link').waitFor();
  let refusals = 2;
  await page.route('**/graphql', (route) => {
    if (refusals === 0 || !(route.request().postData() ?? '').includes('DiscrepancyPage')) return route.continue();
    refusals -= 1;
    return route.fulfill({ status: 429, headers: { 'retry-after': '1' }, json: {} });
  });
  const answered = page.waitForResponse(
    (response) => response.ok() && (response.request().postData() ?? '').includes('DiscrepancyPage'),
  );
  await page.getByRole('button', { name: 'Ask again' }).click();
  await answered;
  await rowAt(page, 0).getByRole('link').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(tab.problems).toEqual([]);
});

const focused = (page: Page, index: number): Promise<void> =>
  gridOf(page)
    .locator(`[aria-rowindex="${index + 2}"]:focus`)
    .waitFor();

describe('by keyboard', () => {
  test('keys move, select and open previews of the record in focus', async () => {
    const tab = await world().open(Role.SUPPORT, NOTES);
    const { page } = tab;
    await rowAt(page, 0).getByRole('link').waitFor();
    await page.keyboard.press('m');
    await page.getByText('No record is in focus: j and k move through the list.').waitFor();
    await page.keyboard.press('j');
    await focused(page, 0);
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('k');
    await focused(page, 1);
    await page.keyboard.press('r');
    await page.getByText('Only fields that are different can be reconciled. This record is blocked.').waitFor();
    for (const key of ['m', 'w']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await focused(page, 1);
    }
    await page.keyboard.press('x');
    await page.getByText('1 record selected').waitFor();
    await page.keyboard.press('End');
    await focused(page, 179);
    await rowAt(page, 179).getByRole('link').waitFor();
    await page.keyboard.press(' ');
    await page.getByText('2 records selected').waitFor();
    await page.keyboard.press('w');
    await page.getByText(/^Waiving is one by one, or by root cause/).waitFor();
    await page.keyboard.press('u');
    await page.getByText('2 records selected').waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+Slash');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await checkAccessibility(tab);
    expect(tab.problems).toEqual([]);
  });

  test('several records are the matter of a run, for whoever may start one', async () => {
    const support = await world().open(Role.SUPPORT, NOTES);
    const admin = await world().open(Role.ADMIN, NOTES);
    for (const { page } of [support, admin]) {
      await rowAt(page, 1).getByRole('link').waitFor();
      for (const key of ['j', 'x', 'j', 'x', 'm']) await page.keyboard.press(key);
    }
    await support.page.getByText('Your role does not allow to migrate several records.').waitFor();
    await admin.page.getByRole('dialog', { name: 'Migrate 2 records' }).waitFor();
    expect([...support.problems, ...admin.problems]).toEqual([]);
  });

  test('whoever comes back from a record finds the list where it was', async () => {
    const { page } = await world().open(Role.SUPPORT, '/discrepancies?mapping=caseMessages');
    await page.getByText(/^[\d,]{5,} discrepancies, as last compared$/).waitFor();
    await gridOf(page).evaluate((grid) => grid.scrollTo(0, 5_000 * 32));
    await rowAt(page, 5_001).getByRole('link').click();
    await page.waitForURL(/\/records\/caseMessages\//);
    await page.goBack();
    await focused(page, 5_001);
    await expect(gridOf(page).evaluate((grid) => grid.scrollTop)).resolves.toBe(5_000 * 32);
    await page.keyboard.press('j');
    await focused(page, 5_002);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/records\/caseMessages\//);
  });
});

describe('a hundred thousand discrepancies', () => {
  const COUNT = 100_000;

  beforeAll(async () => {
    const limits = { poolSize: 1, statementTimeout: 300_000 };
    const source = await newDataSource({ url: world().newUrl, ...limits }).initialize();
    try {
      await fillWithDiscrepancies(asDatabase(source), COUNT);
    } finally {
      await source.destroy();
    }
  });

  test('any place of the list shows its rows, and the document holds few', async () => {
    const tab = await world().open(Role.ADMIN, '/discrepancies?state=OPEN,WAIVED,CLOSED');
    const { page } = tab;
    const grid = gridOf(page);
    await totalOf(page, '100,000 discrepancies, as last compared');
    for (const index of [50_000, 99_990, 12_345, 77_777]) {
      await grid.evaluate((element, top) => element.scrollTo(0, top), index * 32);
      await rowAt(page, index)
        .getByRole('link', { name: String(index + 1), exact: true })
        .waitFor();
      await expect(grid.getByRole('row').count()).resolves.toBeLessThan(80);
    }
    // Dragged past everything: most of it is never asked for.
    const before = tab.addresses.length;
    await grid.evaluate(async (element) => {
      for (let top = 0; top < 3_000_000; top += 20_000) {
        element.scrollTo(0, top);
        await new Promise((next) => requestAnimationFrame(next));
      }
    });
    await rowAt(page, 93_125).getByRole('link', { name: '93126', exact: true }).waitFor();
    expect(tab.addresses.length - before).toBeLessThan(100);
    expect(tab.problems).toEqual([]);
  });

  test('nothing that was compared and nothing that is open are told apart', async () => {
    const database = world().databases.sides.new;
    await database.query('TRUNCATE counterpart.discrepancy CASCADE');
    const tab = await world().open(Role.VIEWER, '/discrepancies');
    const { page } = tab;
    await page.getByText('Nothing is open').waitFor();
    await database.query('TRUNCATE counterpart.comparison, counterpart.pair_state, counterpart.settled_block CASCADE');
    await page.reload();
    await page.getByText('Nothing was compared yet').waitFor();
    expect(tab.problems).toEqual([]);
  });
});
