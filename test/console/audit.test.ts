import type { Locator, Page } from 'playwright-core';
import { Role } from '../../resolvers/access/role';
import { useConsole } from './console-world';
import { checkAccessibility, lookAt } from './look-at';

const world = useConsole();

const REASON = 'OPS-78: agreed with the lab';
const LONG = 60_000;

const button = (where: Page | Locator, name: string): Locator => where.getByRole('button', { name, exact: true });

async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
  const token = await world().tokenOf(Role.SUPPORT);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`${world().url}/graphql`, { method: 'POST', headers, body });
  return ((await response.json()) as { data: Data }).data;
}

interface Written {
  readonly answer: { readonly fingerprint: string | null };
}

/** A write as it is done everywhere: what a dry run showed, with a reason. */
async function write(mutation: string, input: object): Promise<void> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { answer: ${mutation}(input: $input) { fingerprint } }`;
  const { answer } = await ask<Written>(query, { input: { ...input, dryRun: true } });
  const rest = { dryRun: false, expectedFingerprint: answer.fingerprint, reason: REASON, idempotencyKey: mutation };
  await ask(query, { input: { ...input, ...rest } });
}

/** A row of the new side that stands for no legacy record: an office that is too much. */
const EXTRA = '0ff1ce00-0000-4000-a000-000000099001';

describe('what was done', () => {
  beforeAll(async () => {
    await write('migrateRecord', { mapping: 'templateProducts', legacyId: '1' });
    await write('waiveDiscrepancy', { mapping: 'templateProducts', legacyId: '10' });
    await write('removeRecord', { mapping: 'offices', newId: EXTRA });
    await ask('{ record(mapping: patients, legacyId: "1200") { fields { actualValue } } }');
  }, 120_000);

  test('a second person decides about a write, with its rows before them', async () => {
    const own = await world().open(Role.SUPPORT, '/approvals');
    await own.page.getByRole('heading', { name: `Remove Offices ${EXTRA}` }).waitFor({ timeout: LONG });
    expect(await button(own.page, 'Approve…').count()).toBe(0);

    const tab = await world().open(Role.APPROVER, '/approvals');
    const { page } = tab;
    const item = page.getByRole('region', { name: `Remove Offices ${EXTRA}` });
    await item.getByText('removed row').waitFor({ timeout: LONG });
    await item.getByText(REASON).waitFor();
    await lookAt(tab, 'approvals');
    await button(item, 'Approve…').click();
    await checkAccessibility(tab);
    await page.getByRole('dialog').getByLabel('Reason').fill('OPS-78: seen');
    await button(page.getByRole('dialog'), 'Approve').click();
    await page.getByText('No write waits for a second person').waitFor({ timeout: LONG });
    await page.getByLabel('State').selectOption('APPROVED');
    await page.getByText('Approved by approver.person').waitFor();
    expect(new URL(page.url()).searchParams.get('state')).toBe('APPROVED');
  }, 300_000);

  test('stands in the audit trail, found by action and by record', async () => {
    const tab = await world().open(Role.ADMIN, '/audit');
    const { page } = tab;
    const trail = page.getByRole('group', { name: 'Audit trail, the newest first' });
    await trail.getByRole('row', { name: /migrateRecord/ }).waitFor({ timeout: LONG });
    await lookAt(tab, 'audit');
    await page.getByLabel('Action').fill('waiveDiscrepancy');
    await page.keyboard.press('Enter');
    await trail.getByRole('row', { name: /migrateRecord/ }).waitFor({ state: 'detached' });
    await trail.getByRole('link', { name: 'Products of templates 10' }).waitFor();
    expect(new URL(page.url()).searchParams.get('action')).toBe('waiveDiscrepancy');
    await page.getByRole('button', { name: 'Clear Action' }).click();
    const legacyId = page.getByLabel('Legacy id', { exact: true }).last();
    await legacyId.fill('one');
    await page.getByLabel('Who').fill('support.person');
    await page.getByText('A whole number, please.').waitFor();
    await legacyId.fill('1');
    // Whoever goes on means what stands there.
    await page.getByRole('heading', { name: 'Audit', level: 1 }).click();
    await trail.getByRole('link', { name: 'Products of templates 1', exact: true }).waitFor();
    expect(tab.addresses.filter((address) => address.includes('support.person'))).toEqual([]);
    expect(page.url()).toMatch(/\/audit\?legacyId=1$/);
    await page.getByRole('tab', { name: 'Access log' }).click();
    await page
      .getByRole('row', { name: /support\.person.*1200/ })
      .first()
      .waitFor({ timeout: LONG });
    await checkAccessibility(tab);
  }, 300_000);

  test('a change is taken back from its row, and a waiver withdrawn', async () => {
    const tab = await world().open(Role.SUPPORT, '/audit?tab=changes&mapping=templateProducts');
    const { page } = tab;
    const dialog = page.getByRole('dialog');
    await page.getByText('4 columns').click({ timeout: LONG });
    await page
      .getByRole('row', { name: /^legacy_record_id|^product_id/ })
      .first()
      .waitFor();
    await checkAccessibility(tab);
    await page.getByRole('button', { name: /^Take back change/ }).click();
    await dialog.getByLabel('Reason').fill(REASON, { timeout: LONG });
    await button(dialog, 'Apply').click();
    await dialog.getByText('Taken back', { exact: true }).waitFor({ timeout: LONG });
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText(/^taken back by \d+$/).waitFor({ timeout: LONG });

    await page.getByRole('tab', { name: 'Waivers' }).click();
    await page.getByRole('button', { name: /^Withdraw waiver/ }).waitFor({ timeout: LONG });
    await checkAccessibility(tab);
    await page.getByRole('button', { name: /^Withdraw waiver/ }).click();
    await dialog.getByLabel('Reason').fill(REASON, { timeout: LONG });
    await button(dialog, 'Apply').click();
    await dialog.getByText('The waiver is withdrawn').waitFor({ timeout: LONG });
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('withdrawn by support.person').waitFor({ timeout: LONG });
    expect(tab.problems).toEqual([]);
  }, 300_000);

  test('whoever may not see the trail is told who may', async () => {
    const { page } = await world().open(Role.VIEWER, '/audit');
    await page.getByText('The audit trail is for the roles approver and admin.').waitFor({ timeout: LONG });
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Changes', 'Waivers']);
    await page.getByText('row created').first().waitFor();
    expect(await page.getByRole('button', { name: /^Take back/ }).count()).toBe(0);
  }, 120_000);
});
