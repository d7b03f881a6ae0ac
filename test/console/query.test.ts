import { Role } from '../../resolvers/access/role';
import { useConsole } from './console-world';
import { lookAt, settle } from './look-at';

const world = useConsole();

describe('the query page', () => {
  test('asks anything of the API, masked until somebody takes the header away, and keeps nothing', async () => {
    const tab = await world().open(Role.ADMIN, '/query');
    const { page, problems } = tab;
    const run = page.getByRole('button', { name: /Execute query/ });
    await run.waitFor({ timeout: 60_000 });
    const answered = page.waitForResponse((response) => {
      const body = response.request().postData() ?? '';
      return response.url().endsWith('/graphql') && body.includes('successRate');
    });
    await run.click();
    const answer = await answered;
    expect(answer.request().headers()['x-counterpart-values']).toBe('masked');
    expect(await answer.json()).toMatchObject({ data: { viewer: { name: 'admin.person' } } });
    await page.waitForFunction(() =>
      document.querySelector('.graphiql-response')?.textContent?.includes('admin.person'),
    );
    await settle(page);
    const kept = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].join(' '));
    expect(kept).not.toContain('graphiql');
    expect(problems).toEqual([]);
    // GraphiQL has buttons within items of lists, and colours of words with too little contrast; the frame is ours.
    await lookAt(tab, 'query', ['.graphiql-container']);
  });

  test('is offered only to those who may ask for the schema', async () => {
    const { page } = await world().open(Role.VIEWER, '/query');
    await page.getByText('Your role may not ask for the schema').waitFor();
    expect(await page.getByRole('link', { name: 'Query' }).count()).toBe(0);
  });
});
