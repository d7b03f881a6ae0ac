import type { Page } from 'playwright-core';
import { Role } from '../../resolvers/access/role';
import { useConsole } from './console-world';
import { lookAt } from './look-at';
import { expectNotStored } from './stored';

const world = useConsole();

/** Six windows are looked at, and axe reads each. */
jest.setTimeout(300_000);

/** A payment of an order that is lost itself, because its patient has no doctor. */
const BLOCKED = '/records/payments/12733';
/** An order whose notes lost a blank at their end. */
const BLANK_LOST = '/records/orders/2101';

const heading = (page: Page, name: string): Promise<void> => page.getByRole('heading', { name, exact: true }).waitFor();
const fieldsOf = (page: Page) => page.getByRole('region', { name: 'Fields' });

interface Payload {
  readonly fingerprint: string | null;
  readonly approval: { readonly id: string } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

/** Sends what a person of a role would write, as it is: the dialogs are looked at elsewhere. */
async function send(role: Role, query: string, input: object): Promise<Payload> {
  const token = await world().tokenOf(role);
  const answer = await fetch(`${world().url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = (await answer.json()) as { data: { done: Payload }; errors?: unknown };
  expect(errors).toBeUndefined();
  return data.done;
}

const APPROVE = 'mutation ($input: ApproveWriteInput!) { done: approveWrite(input: $input) { userErrors { code } } }';

/** Previews and writes; what one person may not decide on alone, with the agreement of a second one. */
async function write(mutation: string, record: object): Promise<void> {
  const text = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
    done: ${mutation}(input: $input) { fingerprint approval { id } userErrors { code } }
  }`;
  const { fingerprint: expectedFingerprint } = await send(Role.ADMIN, text, { ...record, dryRun: true });
  const confirmed = { expectedFingerprint, reason: 'asked for in a ticket', idempotencyKey: `${mutation} of a test` };
  const input = { ...record, dryRun: false, ...confirmed };
  const { approval, userErrors } = await send(Role.ADMIN, text, input);
  if (approval === null) return expect(userErrors).toEqual([]);
  await send(Role.APPROVER, APPROVE, { id: approval.id, reason: 'it claims nobody' });
  expect((await send(Role.ADMIN, text, input)).userErrors).toEqual([]);
}

describe('why a record is not matched', () => {
  test('from a number to its causes, up the way to the root cause and back', async () => {
    const tab = await world().open(Role.SUPPORT, '/');
    const { page } = tab;
    await page.getByLabel('Mapping', { exact: true }).first().selectOption('payments');
    await page.getByLabel('Legacy id').first().fill('12733');
    await page.keyboard.press('Enter');
    await heading(page, 'Payments 12733');
    await page.getByText('legacy only; something stands in the way').waitFor();
    const way = page.getByRole('list', { name: 'The way to the root cause' });
    await way.waitFor();
    await expect(way.getByRole('listitem').allInnerTexts()).resolves.toEqual([
      'Payments 12733',
      'orderId',
      expect.stringMatching(/^Orders 10526\s+blocked$/),
      expect.stringMatching(/^Patients 578\s+on the way, the root$/),
      expect.stringMatching(/Root cause: required value missing/),
    ]);
    expect(await page.title()).toBe('Payments record · Counterpart');
    await heading(page, 'History');
    await lookAt(tab, 'record');
    await way.getByRole('link', { name: 'Orders 10526' }).click();
    await heading(page, 'Orders 10526');
    await page.keyboard.press('u');
    await heading(page, 'Payments 12733');
    await page.getByRole('link', { name: 'All discrepancies with this root cause' }).click();
    await page.waitForURL(/\/discrepancies\?mapping=payments&rootCause=/);
    expect(tab.problems).toEqual([]);
  });

  test('a reference is shown by the records that it should lead to and leads to', async () => {
    const tab = await world().open(Role.VIEWER, '/records/orders/1204');
    const { page } = tab;
    const row = fieldsOf(page).getByRole('row', { name: /^doctorId/ });
    await row.getByRole('link', { name: 'Doctors 966' }).waitFor();
    await row.getByRole('link', { name: 'Doctors 967' }).click();
    await heading(page, 'Doctors 967');
    expect(tab.problems).toEqual([]);
  });

  test('what is equal is hidden until it is wanted, and the address keeps that', async () => {
    const tab = await world().open(Role.VIEWER, BLANK_LOST);
    const { page } = tab;
    await page.getByRole('button', { name: 'Show 17 equal fields and 1 not compared' }).click();
    await page.waitForURL(/\?fields=all$/);
    await page.reload();
    await fieldsOf(page)
      .getByRole('row', { name: /^amount/ })
      .getByText('equal', { exact: true })
      .waitFor();
    await lookAt(tab, 'record-all-fields');
    expect(tab.problems).toEqual([]);
  });
});

describe('masked values', () => {
  test('are shown to who may see them, for a reason and a minute, and nothing of them stays', async () => {
    const tab = await world().open(Role.ADMIN, BLANK_LOST);
    const { page } = tab;
    await page.clock.install();
    const row = fieldsOf(page).getByRole('row', { name: /^notes/ });
    await row.getByText('masked 2').waitFor();
    await expect(row.getByText(/masked \d$/).allInnerTexts()).resolves.toEqual([' masked 1', ' masked 1', ' masked 2']);
    await row.getByRole('button', { name: 'Reveal notes' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reveal notes' });
    await expect(dialog.getByRole('button', { name: 'Reveal' }).isDisabled()).resolves.toBe(true);
    await dialog.getByLabel('What for').fill('a blank that a doctor asks about');
    await dialog.getByRole('button', { name: 'Reveal' }).click();
    // The blank that was lost is what differs.
    await row
      .locator('mark')
      .getByRole('img', { name: /space at the end/ })
      .waitFor();
    await dialog.waitFor({ state: 'detached' });
    await row.getByRole('timer').waitFor();
    await row.getByRole('button', { name: 'Hide notes' }).and(page.locator(':focus')).waitFor();
    const secrets = [(await row.getByRole('cell').nth(2).innerText()).trim(), 'a blank that a doctor asks about'];
    await expectNotStored(tab, secrets);
    await page.clock.fastForward(61_000);
    await row.getByRole('button', { name: 'Reveal notes' }).waitFor();
    await expect(row.getByText(/masked \d$/).count()).resolves.toBe(3);
    await expectNotStored(tab, secrets);
    expect(tab.problems).toEqual([]);
  });

  test('stay masked for who may not, with no button that would be refused', async () => {
    const tab = await world().open(Role.VIEWER, BLANK_LOST);
    const { page } = tab;
    await fieldsOf(page).getByText('masked 1').first().waitFor();
    await expect(page.getByRole('button', { name: /^Reveal/ }).count()).resolves.toBe(0);
    await page.getByText('Your role looks at records and changes none.').waitFor();
    await expect(page.getByRole('button', { name: /Reconcile|Waive|Migrate/ }).count()).resolves.toBe(0);
    expect(tab.problems).toEqual([]);
  });
});

describe('what was done to a record', () => {
  test('comparing again brings the ledger up to date; the key of it does not', async () => {
    const tab = await world().open(Role.SUPPORT, BLOCKED);
    const { page } = tab;
    await heading(page, 'History');
    await page.keyboard.press('c');
    await page.getByText('Compared again; the ledger was left as it is.').waitFor();
    await page.getByRole('button', { name: 'Compare again' }).click();
    await page.getByText('Compared again, and the ledger is up to date.').waitFor();
    await page.getByText('Last seen blocked in orderId').waitFor();
    expect(tab.problems).toEqual([]);
  });

  test('a change and a waiver are in its history, with what takes them back', async () => {
    await write('migrateRecord', { mapping: 'doctorNotes', legacyId: '777' });
    await write('waiveDiscrepancy', { mapping: 'payments', legacyId: '5120' });
    const tab = await world().open(Role.ADMIN, '/records/doctorNotes/777');
    const { page } = tab;
    const change = page.getByRole('listitem').filter({ hasText: 'Row created in doctor_notes' });
    await change.getByText('by admin.person: asked for in a ticket').waitFor();
    await change.getByText(/^\d+ columns$/).click();
    await change.getByRole('row', { name: 'legacy_note_id 777' }).waitFor();
    await lookAt(tab, 'record-history');
    await change.getByRole('button', { name: 'Take back…' }).click();
    await page.getByRole('dialog').waitFor();
    await page.goto(`${world().url}/records/payments/5120`);
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Waived as blocked' })
      .getByRole('button', { name: 'Withdraw…' })
      .waitFor();
    expect(tab.problems).toEqual([]);
  });

  test('a removed row that nothing stood behind is found again by what it claimed', async () => {
    const tab = await world().open(Role.SUPPORT, '/records/offices/99001');
    const { page } = tab;
    await page.getByText('new only: no legacy record stands behind it').waitFor();
    await write('removeRecord', { mapping: 'offices', newId: '0ff1ce00-0000-4000-a000-000000099001' });
    await page.reload();
    await page.getByText('Neither side has this record').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Row removed in offices' }).waitFor();
    expect(tab.problems).toEqual([]);
  });
});

describe('when there is no answer', () => {
  test('an id that nobody has, and a mapping that there is not', async () => {
    const tab = await world().open(Role.VIEWER, '/records/orders/999999999');
    const { page } = tab;
    await page.getByText('Neither side has this record').waitFor();
    await page.getByText('Nothing is remembered').waitFor();
    await page.goto(`${world().url}/records/nothing/1`);
    await page.getByText('There is no such mapping').waitFor();
    expect(tab.problems).toEqual([]);
  });

  test('the legacy side is down: what the ledger remembers is there', async () => {
    const name = new URL(world().legacyUrl).pathname.slice(1);
    const server = world().databases.new;
    const allow = (isAllowed: boolean) => server.query(`ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS ${isAllowed}`);
    await allow(false);
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    try {
      const tab = await world().open(Role.SUPPORT, BLOCKED);
      const { page } = tab;
      await page.getByRole('alert').waitFor();
      await heading(page, 'What the ledger remembers');
      // That it could not be asked says nothing about the record.
      await expect(page.getByText('Neither side has this record').count()).resolves.toBe(0);
      await page.getByText(/^in orderId, as last seen at/).waitFor();
      await lookAt(tab, 'record-legacy-down');
      await allow(true);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('legacy only; something stands in the way').waitFor();
    } finally {
      await allow(true);
    }
  });
});

/** Nothing is asserted about time: how fast it is depends on what else the machine does. */
test('how long it takes from a number to the record', async () => {
  const { page, problems } = await world().open(Role.SUPPORT, '/records/orders/301');
  await page.getByLabel('Mapping', { exact: true }).first().selectOption('orders');
  const taken: number[] = [];
  for (const id of ['1204', '3317', '6048', '9501', '13250', '17777', '22019']) {
    await page.getByLabel('Legacy id').first().fill(id);
    const from = performance.now();
    await page.keyboard.press('Enter');
    await heading(page, `Orders ${id}`);
    await fieldsOf(page)
      .getByRole('row', { name: /^doctorId/ })
      .waitFor();
    taken.push(performance.now() - from);
  }
  const median = taken.sort((one, other) => one - other)[3] ?? 0;
  process.stderr.write(`from a number to the record: ${Math.round(median)} ms\n`);
  expect(problems).toEqual([]);
});
