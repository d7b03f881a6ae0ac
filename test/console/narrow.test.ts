import { Role } from '../../resolvers/access/role';
import { useConsole } from './console-world';

const world = useConsole();

test('at 200 % a record is found from the navigation, which closes behind whoever goes', async () => {
  const { page, problems } = await world().open(Role.SUPPORT, '/claims', { width: 640, height: 400 });
  await page.getByRole('heading', { name: 'Claims', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Navigation' }).click();
  const search = page.getByRole('search', { name: 'Find a record' });
  await search.getByLabel('Mapping').selectOption('payments');
  await search.getByLabel('Legacy id').fill('12733');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Payments 12733' }).waitFor();
  await search.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Navigation' }).click();
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
  await search.waitFor({ state: 'hidden' });
  expect(problems).toEqual([]);
});
