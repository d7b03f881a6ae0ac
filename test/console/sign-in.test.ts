import { Role } from '../../resolvers/access/role';
import { useConsole } from './console-world';
import { lookAt } from './look-at';

const world = useConsole();

describe('the way in', () => {
  test('somebody with a token gets in, and out again', async () => {
    const tab = await world().open(null, '/');
    const { page } = tab;
    await page.getByRole('heading', { name: 'Sign in to Counterpart' }).waitFor();
    await lookAt(tab, 'sign-in');
    await page
      .getByLabel('API token')
      .first()
      .fill(await world().tokenOf(Role.VIEWER));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: 'viewer.person' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Counterpart' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });
});
