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
