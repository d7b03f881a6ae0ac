import type { Page } from 'playwright-core';
import { Role } from '../../resolvers/access/role';
import { useConsole } from './console-world';
import { checkAccessibility, lookAt } from './look-at';

const world = useConsole();

const numberOf = (text: string | null): number => Number((text ?? '').replaceAll(',', ''));

/** The root cause whose words these are, with all that is said and offered about it. */
const causeOf = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words }).first();

describe('the page of a mapping', () => {
  test('shows figures that a person can add up, each with its records', async () => {
    const { page } = await world().open(Role.VIEWER, '/mappings/orders');
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
    const sum = page.getByRole('table', { name: 'The base as the sum of its parts' });
    const counts = await sum.locator('tbody td:nth-child(2)').allTextContents();
    const base = await sum.locator('tfoot td:nth-child(2)').textContent();
    expect(counts.map(numberOf).reduce((total, count) => total + count, 0)).toBe(numberOf(base));
    expect(numberOf(base)).toBe(23_284);
    await page.getByText('23,284 − 12 = 23,272 records').waitFor();
    await page.getByText('23,050 of 23,272 records').waitFor();
    await page.getByRole('link', { name: '222 blocked: show them' }).click();
    await page.waitForURL('**/discrepancies?mapping=orders&verdict=BLOCKED');
  }, 60_000);

  test('starts a migration of what one cause blocks', async () => {
    const tab = await world().open(Role.ADMIN, '/mappings/templateProducts');
    const { page } = tab;
    const cause = causeOf(page, 'nothing stands in the way: it can be migrated now');
    await cause.getByRole('button', { name: 'Waive all 41' }).waitFor();
    await lookAt(tab, 'mapping');
    const migrate = cause.getByRole('button', { name: 'Migrate 41 records' });
    await migrate.click();
    const dialog = page.getByRole('dialog', { name: 'Migrate 41 records' });
    await dialog.waitFor();
    await checkAccessibility(tab);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await migrate.and(page.locator(':focus')).waitFor();
    await migrate.click();
    await dialog.getByLabel('Reason').fill('The key column was taken for another one');
    await dialog.getByRole('button', { name: 'Start the dry run' }).click();
    await page.waitForURL(/\/runs\/[^/]+$/);
    await page.getByRole('heading', { level: 1, name: 'Products of templates' }).waitFor();
    await page.getByText('dry run', { exact: true }).first().waitFor();
    // Who starts a run goes to it; what it is about stands there and in no address.
    expect(new URL(page.url()).search).toBe('');
  }, 150_000);

  test('migrates missing parents along where that is the remedy', async () => {
    const { page } = await world().open(Role.ADMIN, '/mappings/treatmentDiscussions');
    const dialog = page.getByRole('dialog', { name: /^Migrate \d+ records with parents$/ });
    await page
      .getByRole('button', { name: /^Migrate \d+ records with parents$/ })
      .first()
      .click();
    await dialog.getByLabel('Reason').fill('OPS-79: the plans were forgotten');
    const asked = page.waitForRequest((request) => (request.postData() ?? '').includes('RunsStart'));
    await dialog.getByRole('button', { name: 'Start the dry run' }).click();
    expect((await asked).postDataJSON()).toMatchObject({ variables: { input: { withParents: true } } });
    await page.waitForURL(/\/runs\/[^/]+$/);
  }, 60_000);

  test('offers nothing to whoever only reads, and says what could be done', async () => {
    const reader = (await world().open(Role.VIEWER, '/mappings/templateProducts')).page;
    const same = causeOf(reader, 'nothing stands in the way: it can be migrated now');
    await same.getByText('Accept it, with a reason and an expiry').waitFor();
    await reader.getByText('Your role reads').waitFor();
    expect(await same.getByRole('button').count()).toBe(0);
    expect(await reader.getByRole('button', { name: 'Compare' }).count()).toBe(0);
  }, 60_000);

  test('leads from an unmapped code to the code map of the parent that has it', async () => {
    const tab = await world().open(Role.ANALYST, '/mappings/templateProducts');
    const { page } = tab;
    await causeOf(page, 'code 4 of courseId has no label').getByRole('link', { name: 'Code map in Products' }).click();
    await page.waitForURL('**/mappings/products?tab=fields&field=courseType&answers=code-map');
    const map = page.getByRole('region', { name: 'Code map of courseType' });
    await map.getByText('4 is refused: code 4 of courseId has no label (2 records)').waitFor();
    const [four] = await map.getByRole('row', { name: /^4 / }).allInnerTexts();
    expect(four?.split(/\s+/)).toEqual(['4', 'unmapped', '2', '–', '2']);
    await page.getByRole('button', { name: 'courseType', expanded: true }).and(page.locator(':focus')).waitFor();
    await page.getByRole('button', { name: 'Profile of both sides' }).click();
    await page
      .getByRole('region', { name: 'Profile of both sides of courseType' })
      .getByText('Different values')
      .waitFor();
    await lookAt(tab, 'mapping-fields');
  }, 120_000);

  test('asks what reads whole tables only when it is wanted, and keeps it in the address', async () => {
    const tab = await world().open(Role.VIEWER, '/mappings/doctorNotes');
    const { page } = tab;
    await page.getByRole('tab', { name: 'Checks' }).click();
    await page.getByRole('button', { name: 'Check now: duplicates' }).click();
    await page.getByText('1 legacy record with several new rows; 1 row too many.').waitFor();
    expect(await page.getByRole('button', { name: /^Check now/ }).count()).toBe(2);
    await page.reload();
    await page.getByRole('link', { name: '512', exact: true }).waitFor();
    await checkAccessibility(tab);
    await page.getByRole('tab', { name: 'Columns' }).click();
    await page.getByRole('group', { name: 'Columns of both sides' }).waitFor();
    await page.getByRole('group', { name: 'Constraints' }).waitFor();
    await checkAccessibility(tab);
  }, 90_000);

  test('says so when the address names no mapping', async () => {
    const { page } = await world().open(Role.VIEWER, '/mappings/nothing');
    await page.getByText('There is no such mapping').waitFor();
    expect(await page.getByRole('tab').count()).toBe(0);
  }, 30_000);
});
