import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { csvOf } from '../../console/downloads/csv';
import { Role } from '../../resolvers/access/role';
import { useConsole } from './console-world';
import { lookAt, settle } from './look-at';

const world = useConsole();

/** The file that a button gives. */
async function download(page: Page, button: string): Promise<{ name: string; text: string }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

describe('the report', () => {
  test('has every rate with its base, the systems, the ranking, the mappings and the measures', async () => {
    const tab = await world().open(Role.VIEWER, '/report');
    const { page } = tab;
    const rates = page.getByRole('group', { name: 'Rates' });
    expect(await rates.getByRole('row', { name: /^By rows: arrived \d/ }).innerText()).toMatch(
      /73\.84 %\s+208,432 of 282,280 records/,
    );
    expect(await rates.getByRole('row').count()).toBe(6);
    const worst = page.getByRole('group', { name: 'Ranking' }).getByRole('row').nth(1);
    expect(await worst.innerText()).toContain('Notifications');
    expect(await page.getByRole('group', { name: 'Systems' }).getByRole('row').count()).toBe(12);
    expect(await page.getByRole('group', { name: 'Mappings' }).getByRole('row').count()).toBe(46);
    const amounts = page.getByRole('group', { name: 'Sums and averages' });
    expect(await amounts.getByRole('row', { name: /^Payments sum/ }).innerText()).toMatch(
      /4,093,798\.61\s+16,014\s+4,090,490\.28\s+16,011\s+not the same/,
    );
    const breakdown = page.getByRole('group', { name: 'Technicians by specialty' });
    expect(await breakdown.getByRole('row', { name: /^Sectioning/ }).innerText()).toMatch(/11 \/ 2\s+11 \/ 2/);
    await lookAt(tab, 'report');
  }, 120_000);

  test('checks references when somebody wants it', async () => {
    const { page } = await world().open(Role.VIEWER, '/report');
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.waitForURL(/integrity=checked/);
    const references = page.getByRole('group', { name: 'References' });
    await references.waitFor({ timeout: 60_000 });
    expect(await references.getByRole('row', { name: /^Roles of technicians/ }).innerText()).toMatch(/\b31\b/);
    const { text } = await download(page, 'Download integrity as CSV');
    expect(text).toContain('technicianRoles,technicianId,profiles,32,0,0,31,');
  }, 90_000);

  test('its parts stand without each other', async () => {
    const { page } = await world().open(Role.VIEWER, '/claims');
    await page.route('**/graphql', async (route) =>
      (route.request().postData() ?? '').includes('ReportFigures') ? route.abort() : route.continue(),
    );
    await page.getByRole('link', { name: 'Report' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('group', { name: 'Sums and averages' }).waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('group', { name: 'Ranking' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('is saved as it is shown', async () => {
    const { page } = await world().open(Role.VIEWER, '/report');
    await settle(page);
    const csv = await download(page, 'Download report as CSV');
    expect(csv.name).toMatch(/^counterpart-report-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.csv$/);
    const lines = csv.text.split('\r\n');
    expect(lines).toHaveLength(1 + 45 + 11 + 1 + 1);
    expect(lines.at(-2)).toMatch(/^total,,,,,344364,62084,282280,208432,207790,73848,73\.84,73\.61,/);
    const json = await download(page, 'Download report as JSON');
    const report = JSON.parse(json.text) as { totals: { lost: number }; measures: unknown[] };
    expect(report.totals.lost).toBe(73_848);
    expect(report.measures).toHaveLength(7);
    expect(json.text).not.toContain('__typename');
  });

  test('is printed whole, without what only a screen needs, on white paper', async () => {
    const { page } = await world().open(Role.VIEWER, '/report', { scheme: 'dark' });
    await page.getByRole('group', { name: 'Sums and averages' }).waitFor();
    await settle(page);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(0, 0, 0)');
    await page.screenshot({ path: 'screenshots/report-print.png', fullPage: true });
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(3);
    // A4, lying, in points.
    expect(paper).toMatch(/\/MediaBox\s*\[\s*0 0 84\d(\.\d+)? 59\d(\.\d+)?\s*\]/);
  });
});

describe('the claims', () => {
  test('stand beside what live data give, with the query behind it', async () => {
    const tab = await world().open(Role.VIEWER, '/claims');
    const { page } = tab;
    await page.getByText('fails 10', { exact: true }).click();
    await page.waitForURL(/outcome=FAILS/);
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'Executive Summary',
      'Previous Phase Summary (Phases 1-6)',
      'Fully Migrated Systems',
      'Final migration report of the next day',
    ]);
    await page.getByRole('button', { name: 'Show the query of Payments, total amount' }).click();
    await page.getByText(/^SELECT .*sum/i).waitFor();
    await lookAt(tab, 'claims');
    const csv = await download(page, 'Download claims as CSV');
    expect(csv.text.split('\r\n').filter((line) => line.includes(',FAILS,'))).toHaveLength(10);
    const json = await download(page, 'Download claims as JSON');
    expect(JSON.parse(json.text)).toHaveLength(10);
  }, 120_000);
});

test('a text that a spreadsheet would run is harmless in a file, and a number stays one', () => {
  const rows = [['=1+1', '-5.25', 'a "b", c', null, 7]] as const;
  expect(csvOf(['a', 'b', 'c', 'd', 'e'], rows)).toBe('a,b,c,d,e\r\n\'=1+1,-5.25,"a ""b"", c",,7\r\n');
});
