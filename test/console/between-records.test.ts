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
