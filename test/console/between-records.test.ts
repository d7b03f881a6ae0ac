import { Role } from '../../resolvers/access/role';
import { useConsole } from './console-world';

const world = useConsole();

test('while a record is being asked for, nothing of the one before stands under its name', async () => {
  const { page } = await world().open(Role.SUPPORT, '/records/payments/12733');
  const way = page.getByRole('list', { name: 'The way to the root cause' });
  await way.waitFor();
  let release = (): void => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route('**/graphql', async (route) => {
    if ((route.request().postData() ?? '').includes('RecordCompared')) await released;
    await route.continue();
  });
  await way.getByRole('link', { name: 'Orders 10526' }).click();
  await page.getByRole('heading', { name: 'Orders 10526' }).waitFor();
  await page.getByRole('status', { name: 'Loading' }).first().waitFor();
  expect(await page.getByRole('main').innerText()).not.toContain('12733');
  release();
  await way.getByText('Root cause').waitFor();
});

test('of a record that is there twice, the row is removed that its page is about', async () => {
  const { page, problems } = await world().open(Role.SUPPORT, '/records/doctorNotes/512');
  const dialog = page.getByRole('dialog');
  const removals = page.getByRole('main').getByRole('button', { name: /^Remove row / });
  await removals.first().waitFor();
  const ids = (await removals.allInnerTexts()).map((text) => text.slice('Remove row '.length, -1));
  const [, last = ''] = [...new Set(ids)];
  const planned = dialog.getByRole('region', { name: 'doctor_notes, removed row' }).getByText(last, { exact: true });
  await removals.filter({ hasText: last }).first().click();
  await planned.waitFor();
  await page.goto(`${world().url}/records/doctorNotes/new/${last}`);
  // Beside the heading, and as the remedy of the cause.
  for (const at of [0, 1]) {
    await page.getByRole('button', { name: 'Remove…' }).nth(at).click();
    await planned.waitFor();
    await page.keyboard.press('Escape');
  }
  expect(problems).toEqual([]);
});

test('what was revealed goes when the record is another than it was', async () => {
  const { page, problems } = await world().open(Role.ADMIN, '/records/orders/2101');
  await page.getByRole('button', { name: 'Reveal notes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What for').fill('a blank that a doctor asks about');
  await dialog.getByRole('button', { name: 'Reveal' }).click();
  await page.getByRole('button', { name: 'Hide notes' }).waitFor();
  await dialog.waitFor({ state: 'detached' });
  await world().databases.new.query(
    `UPDATE orders SET notes = notes || ' and more' WHERE legacy_instruction_id = 2101`,
  );
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Reveal notes' }).waitFor();
  expect(problems).toEqual([]);
});

test('keys do nothing while a menu is open, and the one that leads back does not lead out of the page', async () => {
  const { page, problems } = await world().open(null);
  await page.goto('data:text/html,a page of somebody else');
  const token = await world().tokenOf(Role.SUPPORT);
  await page.addInitScript((text) => sessionStorage.setItem('counterpart.token', text), token);
  const place = `${world().url}/records/payments/12733`;
  await page.goto(place);
  await page.getByRole('heading', { name: 'History' }).waitFor();
  await page.getByRole('button', { name: 'support.person' }).click();
  await page.getByRole('menuitem', { name: 'Keys', exact: true }).waitFor();
  await page.keyboard.press('u');
  expect(page.url()).toBe(place);
  await page.keyboard.press('Escape');
  await page.getByRole('menuitem', { name: 'Keys', exact: true }).waitFor({ state: 'detached' });
  await page.keyboard.press('u');
  await page.waitForURL(/\/discrepancies\?mapping=payments$/);
  // As a German keyboard has it, by Shift and 7.
  await page.getByRole('heading', { level: 1 }).dispatchEvent('keydown', { key: '/', shiftKey: true });
  await page.getByRole('main').locator('input:focus').waitFor();
  expect(problems).toEqual([]);
});

test('a field that somebody decided about is left so, beside another that is to be settled', async () => {
  const { page, problems } = await world().open(Role.SUPPORT, '/records/orders/2101');
  const dialog = page.getByRole('dialog');
  const settling = (field: string) => dialog.getByRole('radiogroup', { name: `How to settle ${field}` });
  await page.getByRole('button', { name: 'Reconcile…' }).first().click();
  await settling('notes').getByText('Keep new').click();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await dialog.getByLabel('Reason').fill('the note was completed by hand');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await dialog.getByText('Reconciled', { exact: true }).waitFor();
  await world().databases.new.query(`UPDATE orders SET complaint = 'another' WHERE legacy_instruction_id = 2101`);
  await page.reload();
  await page.getByRole('button', { name: 'Reconcile…' }).first().click();
  await settling('notes').waitFor();
  expect(await settling('notes').getByLabel('Leave').isChecked()).toBe(true);
  expect(await settling('complaint').getByLabel('Take legacy').isChecked()).toBe(true);
  expect(problems).toEqual([]);
});
