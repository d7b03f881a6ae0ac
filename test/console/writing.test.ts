import type { Locator, Page } from 'playwright-core';
import { Role } from '../../resolvers/access/role';
import { useConsole } from './console-world';
import { lookAt } from './look-at';

const world = useConsole();

const dialogOf = (page: Page): Locator => page.getByRole('dialog');
/** The button beside the heading; the remedies of a cause may offer the same. */
const actionOf = (page: Page, name: string): Locator => page.getByRole('button', { name }).first();
const REASON = 'ticket 4711: agreed with the practice';

/** A question to the API itself, to hold the page against. */
async function ask<Data>(role: Role, query: string): Promise<Data> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await world().tokenOf(role)}` };
  const response = await fetch(`${world().url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data } = (await response.json()) as { data: Data };
  return data;
}

const change = (sql: string, parameters: unknown[] = []): Promise<unknown> =>
  world().databases.new.query(sql, parameters);

/** The legacy id of a doctor, who may write to a team. */
async function findDoctor(): Promise<string> {
  const sql = `SELECT legacy_user_id::text AS id FROM profiles WHERE profile_type = 'doctor' AND legacy_user_id IS NOT NULL ORDER BY legacy_user_id LIMIT 1`;
  const [row] = (await change(sql)) as { id: string }[];
  return row?.id ?? '';
}

/** Goes on with Tab, as somebody without a mouse, until this has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let pressed = 0; pressed < 40; pressed += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${wanted.toString()}`);
}

/** Down the list of a selection that has the focus. */
async function arrowTo(page: Page, list: Locator, wanted: string): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if ((await list.inputValue()) === wanted) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the list has no ${wanted} below where it stood`);
}

async function apply(dialog: Locator, reason = REASON): Promise<void> {
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Apply' }).click();
}

describe('the dialog that writes', () => {
  test('leads from a number in a ticket to the fix and back, by keyboard alone', async () => {
    const doctor = await findDoctor();
    const { page } = await world().open(Role.SUPPORT, '/');
    const dialog = dialogOf(page);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('f');
    await page.getByLabel('Legacy id').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Shift+Tab');
    await arrowTo(page, page.getByRole('combobox', { name: 'Mapping' }), 'teamCommunications');
    await page.keyboard.press('Tab');
    await page.keyboard.type('101');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Team communications 101' }).waitFor();
    await page.getByText('only verified doctors write to the team').first().waitFor();

    await tabTo(page, actionOf(page, 'Migrate…'));
    await page.keyboard.press('Enter');
    await tabTo(page, dialog.getByLabel('Legacy id in Profiles, for authorId'));
    await page.keyboard.type(doctor);
    await page.keyboard.press('Enter');
    await dialog.getByRole('heading', { name: 'Preview: nothing is written yet' }).waitFor();
    await dialog.getByRole('row', { name: /^legacy_record_id 101$/ }).waitFor();
    // A body is about people: masked until somebody asks for it.
    await dialog.getByRole('row', { name: /^body masked 1$/ }).waitFor();
    await tabTo(page, dialog.getByLabel('Reason'));
    await page.keyboard.type(REASON);
    await page.keyboard.press('Enter');
    await tabTo(page, dialog.getByRole('button', { name: 'Apply' }));
    await page.keyboard.press('Enter');
    await dialog.getByText('Migrated', { exact: true }).waitFor();
    await dialog.getByText('matched 783 → 784').waitFor();
    await dialog.getByText('blocked 180 → 179').waitFor();

    await tabTo(page, dialog.getByRole('button', { name: /^Take back change/ }));
    await page.keyboard.press('Enter');
    await dialog.getByText('removed row', { exact: true }).waitFor();
    await tabTo(page, dialog.getByLabel('Reason'));
    await page.keyboard.type('ticket 4711: the wrong practice');
    await tabTo(page, dialog.getByRole('button', { name: 'Apply' }));
    await page.keyboard.press('Enter');
    await dialog.getByText('Taken back', { exact: true }).waitFor();
    await dialog.getByText('matched 784 → 783').waitFor();
    await dialog.getByText('blocked 179 → 180').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    // The button that opened it went when the record was matched: the focus is where the page begins.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Team communications 101');
  }, 180_000);

  test('says why a dry run is refused, and leads back to what was chosen', async () => {
    const { page } = await world().open(Role.SUPPORT, '/records/teamCommunications/101');
    const dialog = dialogOf(page);
    await actionOf(page, 'Migrate…').click();
    const author = dialog.getByLabel('Legacy id in Profiles, for authorId');
    // The technician who wrote it.
    await author.fill('13');
    const toLose = ['first', 'second'];
    await page.route('**/graphql', (route) => {
      const isLost = (route.request().postData() ?? '').includes('"dryRun":true') && toLose.pop() !== undefined;
      return isLost ? route.abort() : route.continue();
    });
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByRole('button', { name: 'Back' }).click();
    expect(await author.inputValue()).toBe('13');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'A parent is not what the mapping asks for' }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Apply' }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Back' }).click();
    expect(await author.inputValue()).toBe('13');
    await page.keyboard.press('Escape');
    await actionOf(page, 'Migrate…').and(page.locator(':focus')).waitFor();
  }, 120_000);

  test('shows personal values for a minute, and loses nothing when they go', async () => {
    const { page } = await world().open(Role.SUPPORT, '/records/teamCommunications/101');
    const dialog = dialogOf(page);
    await page.clock.install();
    await actionOf(page, 'Migrate…').click();
    await dialog.getByLabel('Legacy id in Profiles, for authorId').fill(await findDoctor());
    await dialog.getByRole('button', { name: 'Preview' }).click();
    const masked = dialog.getByRole('row', { name: /^body masked 1$/ });
    await masked.waitFor();
    await dialog.getByRole('button', { name: 'Show personal values' }).click();
    await dialog.getByRole('timer').waitFor();
    expect(await masked.count()).toBe(0);
    await dialog.getByLabel('Reason').fill(REASON);
    await page.clock.fastForward(61_000);
    await masked.waitFor();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe(REASON);
  }, 120_000);

  test('refuses a preview that the row has left behind, and shows a new one', async () => {
    const tab = await world().open(Role.SUPPORT, '/records/payments/11904');
    const { page } = tab;
    const dialog = dialogOf(page);
    await actionOf(page, 'Reconcile…').click();
    await dialog.getByText('Take legacy').waitFor();
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByRole('row', { name: /^amount / }).waitFor();
    await lookAt(tab, 'writing-preview');
    await change(`UPDATE payments SET amount = amount + 1 WHERE legacy_payment_id = 11904`);
    await apply(dialog);
    await dialog.getByRole('alert').filter({ hasText: 'The new row changed since the preview' }).waitFor();
    await dialog.getByRole('button', { name: 'New preview' }).click();
    await dialog.getByRole('row', { name: /^amount / }).waitFor();
    // What was typed is not lost.
    expect(await dialog.getByLabel('Reason').inputValue()).toBe(REASON);
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await dialog.getByText('different 5 → 4').waitFor();
    await lookAt(tab, 'writing-done');
  }, 180_000);

  test('writes once when the answer is lost and it is sent again', async () => {
    const { page } = await world().open(Role.SUPPORT, '/records/payments/15550');
    const dialog = dialogOf(page);
    await actionOf(page, 'Reconcile…').click();
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByLabel('Reason').waitFor();
    let isLost = false;
    await page.route('**/graphql', async (route) => {
      const isWrite = (route.request().postData() ?? '').includes('"dryRun":false');
      if (!isWrite || isLost) return route.continue();
      isLost = true;
      await route.fetch();
      return route.abort();
    });
    await apply(dialog);
    await dialog.getByRole('alert').filter({ hasText: 'It is not known whether it was written' }).waitFor();
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await dialog.getByText('It had been done already when this was sent again').waitFor();
    const { changes } = await ask<{ changes: { totalCount?: number; nodes: unknown[] } }>(
      Role.SUPPORT,
      '{ changes(first: 10, where: { mapping: payments, legacyId: "15550" }) { nodes { id } } }',
    );
    expect(changes.nodes).toHaveLength(1);
  }, 120_000);

  test('waives until a day, and what has expired is open again', async () => {
    const { page } = await world().open(Role.SUPPORT, '/records/payments/12733');
    const dialog = dialogOf(page);
    const stateOf = async (): Promise<string | undefined> => {
      const query = '{ record(mapping: payments, legacyId: "12733") { discrepancy { state } } }';
      return (await ask<{ record: { discrepancy: { state: string } } }>(Role.SUPPORT, query)).record.discrepancy.state;
    };
    await actionOf(page, 'Waive…').click();
    const lastDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await dialog.getByLabel('Last day (UTC)').fill(lastDay);
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByText(`The waiver ends on ${lastDay} 23:59:59 UTC`).waitFor();
    await apply(dialog);
    await dialog.getByText('waived 0 → 1').waitFor();
    await dialog.getByRole('button', { name: 'Take back' }).waitFor();
    expect(await stateOf()).toBe('WAIVED');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText(/^Waived as blocked/).waitFor();
    const past = `clock_timestamp() - interval '1 minute'`;
    await change(`UPDATE counterpart.waiver SET expires_at = ${past} WHERE legacy_id = '12733'`);
    await change(
      `UPDATE counterpart.discrepancy SET waived_until = ${past} WHERE waived_until IS NOT NULL AND legacy_id = '12733'`,
    );
    expect(await stateOf()).toBe('OPEN');
  }, 120_000);

  test('has a removal wait for a second person, and carries it out when that one agreed', async () => {
    const { page } = await world().open(Role.SUPPORT, '/discrepancies');
    const dialog = dialogOf(page);
    const query = '{ discrepancies(first: 1, where: { mapping: offices, verdict: [EXTRA] }) { nodes { newId } } }';
    const { discrepancies } = await ask<{ discrepancies: { nodes: { newId: string }[] } }>(Role.SUPPORT, query);
    await page.goto(`${world().url}/records/offices/new/${discrepancies.nodes[0]?.newId ?? ''}`);
    await actionOf(page, 'Remove…').click();
    await dialog.getByText('A second person has to approve it before it is carried out.').waitFor();
    await apply(dialog);
    await dialog.getByText('A second person has to agree', { exact: true }).waitFor();
    const { approvals } = await ask<{ approvals: { nodes: { id: string }[] } }>(
      Role.APPROVER,
      '{ approvals(first: 1, where: { state: [PENDING] }) { nodes { id } } }',
    );
    const input = `{ id: "${approvals.nodes[0]?.id ?? ''}", reason: "it never was an office" }`;
    await ask(Role.APPROVER, `mutation { approveWrite(input: ${input}) { userErrors { code } } }`);
    await dialog.getByRole('button', { name: 'Look again' }).click();
    await dialog.getByText('Approved by approver.person').waitFor();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await dialog.getByText('extra 1 → 0').waitFor();
    expect(await ask(Role.SUPPORT, query)).toEqual({ discrepancies: { nodes: [] } });
  }, 120_000);

  test('is not offered to whoever only reads', async () => {
    const { page } = await world().open(Role.VIEWER, '/records/teamCommunications/101');
    await page.getByText('only verified doctors write to the team').first().waitFor();
    for (const name of ['Migrate…', 'Waive…']) expect(await page.getByRole('button', { name }).count()).toBe(0);
    await page.keyboard.press('m');
    expect(await dialogOf(page).count()).toBe(0);
  }, 120_000);
});
