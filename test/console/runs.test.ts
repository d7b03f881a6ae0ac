import type { Locator, Page } from 'playwright-core';
import { Role } from '../../resolvers/access/role';
import { useConsole } from './console-world';
import { lookAt } from './look-at';
import type { Tab } from './tab';

const world = useConsole();

const REASON = 'OPS-77: agreed with the lab';
const LONG = 60_000;

const dialogOf = (page: Page): Locator => page.getByRole('dialog');
const button = (where: Page | Locator, name: string): Locator => where.getByRole('button', { name, exact: true });
/** The state as the heading tells it. */
const state = (page: Page, word: string): Promise<void> =>
  page.getByRole('main').getByText(word, { exact: true }).first().waitFor({ timeout: LONG });
const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor({ timeout: LONG });

/** The count of a row of the run's table. */
async function count(page: Page, name: string): Promise<string> {
  const table = page.getByRole('table', { name: 'Records by what became of them' });
  return (await table.getByRole('row', { name }).getByRole('cell').innerText()).trim();
}

async function ask<Data>(query: string): Promise<Data> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await world().tokenOf(Role.ADMIN)}` };
  const response = await fetch(`${world().url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return ((await response.json()) as { data: Data }).data;
}

interface Figures {
  readonly mapping: { readonly figures: { readonly matched: number; readonly missing: number } };
}

const figures = async () =>
  (await ask<Figures>('{ mapping(name: templateProducts) { figures { matched missing } } }')).mapping.figures;

interface Wanted {
  readonly kind: string;
  readonly mapping: string;
  readonly rate?: string;
  readonly writes?: boolean;
}

/** Starts a run from the list, as a person does. */
async function start(page: Page, { kind, mapping, rate, writes = false }: Wanted): Promise<void> {
  await button(page, 'New run').click();
  const dialog = dialogOf(page);
  await dialog.getByLabel('Kind').selectOption({ label: kind });
  await dialog.getByLabel('Mapping').selectOption(mapping);
  if (writes) await dialog.getByRole('radio', { name: 'Write' }).check();
  if (rate !== undefined) await dialog.getByLabel('Records a second at most').fill(rate);
  await dialog.getByLabel('Reason').fill(REASON);
  await dialog.getByRole('button', { name: /^Start/ }).click();
}

describe('runs', () => {
  test('one root cause is fixed in bulk: compared, tried, carried out, and taken back', async () => {
    const tab: Tab = await world().open(Role.ADMIN, '/runs');
    const { page } = tab;
    await heading(page, 'Runs');
    await start(page, { kind: 'Compare', mapping: 'templateProducts' });
    await heading(page, 'Compare Products of templates');
    await state(page, 'succeeded');
    expect(await count(page, 'missing')).toBe('41');
    const before = await figures();
    expect(before).toEqual({ matched: 93, missing: 41 });

    await page.goto(`${world().url}/mappings/templateProducts`);
    await page
      .getByRole('button', { name: /^Migrate/ })
      .first()
      .click({ timeout: LONG });
    const dialog = dialogOf(page);
    await dialog.getByText('one root cause blocks').waitFor();
    expect(await dialog.getByRole('radio', { name: 'Dry run' }).isChecked()).toBe(true);
    await dialog.getByLabel('Reason').fill(REASON);
    await button(dialog, 'Start the dry run').click();
    await heading(page, 'Migrate Products of templates');
    await state(page, 'dry run');
    await state(page, 'succeeded');
    expect(await count(page, 'rows that would have been written')).toBe('41');
    expect(await figures()).toEqual(before);

    await button(page, 'Carry it out…').click();
    await dialog.getByText('one root cause blocks').waitFor();
    expect(await dialog.getByRole('radio', { name: 'Write' }).isChecked()).toBe(true);
    await dialog.getByLabel('Records a second at most').fill('10');
    await button(dialog, 'Start writing').click();
    await page.getByText(/^([1-9]|[1-3]\d|40) of 41$/).waitFor({ timeout: LONG });
    await button(page, 'Take back…').waitFor({ timeout: LONG });
    await state(page, 'succeeded');
    await page.getByText('41 of 41').waitFor();
    expect(await count(page, 'rows written')).toBe('41');
    expect(await figures()).toEqual({ matched: 134, missing: 0 });
    await lookAt(tab, 'run');

    await button(page, 'Take back…').click();
    await dialog.getByRole('radio', { name: 'Write' }).check();
    await dialog.getByLabel('Reason').fill(REASON);
    await button(dialog, 'Start writing').click();
    await heading(page, 'Take back a run of Products of templates');
    await state(page, 'succeeded');
    expect(await figures()).toEqual(before);

    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page.getByLabel('Kind').selectOption('REVERT');
    await page.getByText('There is no such run').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Take back a run of Products of templates' }).waitFor();
    expect(new URL(page.url()).searchParams.get('kind')).toBe('REVERT');
    expect(tab.problems).toEqual([]);
  }, 360_000);

  test('a run is paused, resumed and ended, and the switch stops all of them', async () => {
    const tab = await world().open(Role.ADMIN, '/runs');
    const { page } = tab;
    await heading(page, 'Runs');
    await start(page, { kind: 'Compare', mapping: 'orderStates', rate: '10' });
    await heading(page, 'Compare States of orders');
    await state(page, 'running');
    await button(page, 'Pause').click();
    await page.getByText('It goes on when somebody resumes it').waitFor({ timeout: LONG });
    await button(page, 'Resume').click();
    await state(page, 'running');

    const second = await world().open(Role.ADMIN, '/runs');
    await button(second.page, 'Switch on: Stop all runs').click();
    await dialogOf(second.page).getByLabel('Reason').fill(REASON);
    await button(dialogOf(second.page), 'Switch on').click();
    await page.reload();
    await page.getByText('Stop all runs is on').waitFor({ timeout: LONG });
    await lookAt(second, 'runs');
    await button(second.page, 'Switch off: Stop all runs').click();
    await dialogOf(second.page).getByLabel('Reason').fill(REASON);
    await button(dialogOf(second.page), 'Switch off').click();
    await button(second.page, 'Switch on: Stop all runs').waitFor();

    await button(page, 'Cancel…').click();
    await button(dialogOf(page), 'End the run').click();
    await state(page, 'cancelled');
    await page.getByText('Cancelled by admin.person.').waitFor();
    expect(await button(page, 'Resume').count()).toBe(0);
    expect(tab.problems).toEqual([]);
  }, 360_000);

  test('many rows are written only when a second person agrees', async () => {
    const { page } = await world().open(Role.AUTOMATION, '/runs');
    await heading(page, 'Runs');
    await start(page, { kind: 'Migrate', mapping: 'systemMessages', rate: '100', writes: true });
    await heading(page, 'Migrate Notifications');
    await page.getByText('It waits for a second person').waitFor({ timeout: LONG });
    await page.getByText('You started it.').waitFor();
    expect(await button(page, 'Approve…').count()).toBe(0);

    const second = await world().open(Role.APPROVER, '/approvals');
    await second.page.getByRole('link', { name: 'Migrate Notifications' }).click({ timeout: LONG });
    await button(second.page, 'Approve…').click();
    await dialogOf(second.page).getByLabel('Reason').fill(REASON);
    await button(dialogOf(second.page), 'Approve').click();
    await second.page.getByText('Approved at').waitFor({ timeout: LONG });
    expect(second.problems).toEqual([]);

    await state(page, 'running');
    await button(page, 'Cancel…').click();
    await button(dialogOf(page), 'End the run').click();
    await state(page, 'cancelled');
  }, 360_000);

  test('whoever may only look is offered nothing', async () => {
    const { page } = await world().open(Role.VIEWER, '/runs');
    await page.getByText('Runs are started by the roles automation and admin').waitFor();
    await page
      .getByRole('link', { name: /^Compare/ })
      .first()
      .click({ timeout: LONG });
    await page.getByRole('heading', { name: 'Progress' }).waitFor();
    for (const name of ['New run', 'Pause', 'Resume', 'Cancel…', 'Approve…', 'Take back…', 'Carry it out…'])
      expect(await button(page, name).count()).toBe(0);
    await page.goto(`${world().url}/runs/00000000-0000-4000-8000-000000000000`);
    await page.getByText('There is no such run').waitFor();
  }, 120_000);
});
