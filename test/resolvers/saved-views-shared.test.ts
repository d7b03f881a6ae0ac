import { Role } from '../../resolvers/access/role';
import { type Asking, useCallers } from '../access/callers';
import { useWorld } from '../support/world';
import { list, names, REMOVE, remove, SAVE, save, saved } from './saved-view-requests';

const world = useWorld('postgres');
const { as } = useCallers(world);

const somebody = (name: string, ...roles: readonly Role[]): Asking => as({ name, roles, systems: null });
const anna = (): Asking => somebody('anna', Role.ANALYST);
const vera = (): Asking => somebody('vera', Role.VIEWER);
const oscar = (): Asking => somebody('oscar', Role.ADMIN);
const tina = (...roles: readonly Role[]): Asking => as({ name: 'tina', roles, systems: ['Team Organization'] });

describe('who sees which', () => {
  test('one’s own and those that are shared, by name', async () => {
    await saved(anna(), { name: 'beta' });
    await saved(anna(), { name: 'Alpha', isShared: true });
    await saved(vera(), { name: 'alpha' });
    await saved(vera(), { name: 'Gamma' });
    expect((await list(anna())).map(({ name, isOwn }) => [name, isOwn])).toEqual([
      ['Alpha', true],
      ['beta', true],
    ]);
    expect((await list(vera())).map(({ name, isOwn }) => [name, isOwn])).toEqual([
      ['Alpha', false],
      ['alpha', true],
      ['Gamma', true],
    ]);
    expect(await names(oscar())).toEqual(['Alpha']);
  });

  test('none of a mapping of another system, one’s own included', async () => {
    await saved(anna(), { name: 'offices', isShared: true, where: { mapping: 'offices' } });
    await saved(anna(), { name: 'teams', isShared: true, where: { mapping: 'teams' } });
    await saved(anna(), { name: 'any', isShared: true });
    await saved(somebody('tina', Role.SUPPORT), { name: 'once mine', where: { mapping: 'offices' } });
    expect(await names(tina(Role.VIEWER))).toEqual(['any', 'teams']);
    const { errors } = await tina(Role.SUPPORT).request(SAVE, { input: { name: 'x', where: { mapping: 'offices' } } });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  test('not those of a mapping that there is not any more', async () => {
    await saved(anna(), { name: 'old', where: { mapping: 'teams' } });
    await world().rows("UPDATE counterpart.saved_view SET mapping = 'gone'");
    expect(await names(anna())).toEqual([]);
  });

  test('a viewer keeps views for themselves, everybody else may share', async () => {
    const { errors } = await vera().request(SAVE, { input: { name: 'for all', isShared: true } });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await names(vera())).toEqual([]);
    for (const role of Object.values(Role).filter((candidate) => candidate !== Role.VIEWER))
      await saved(somebody(role, role), { name: role, isShared: true });
    await saved(somebody('both', Role.VIEWER, Role.APPROVER), { name: 'both', isShared: true });
    expect(await names(vera())).toHaveLength(6);
  });

  test('at most 200, one’s own among them', async () => {
    await world().rows(
      `INSERT INTO counterpart.saved_view (owner, name, is_shared, order_by) SELECT 'o' || g % 9, 'a' || g, true, 'OLDEST' FROM generate_series(1, 300) AS g`,
    );
    await saved(anna(), { name: 'zz' });
    const found = await names(anna());
    expect([found.length, found.at(-1)]).toEqual([200, 'zz']);
  });
});

describe('50 views of one owner', () => {
  const fill = (count: number) =>
    world().rows(
      `INSERT INTO counterpart.saved_view (owner, name, is_shared, order_by) SELECT 'anna', 'v' || g, false, 'OLDEST' FROM generate_series(1, $1::integer) AS g`,
      [count],
    );

  test('are all that are kept, and each of them can be saved again', async () => {
    await fill(50);
    expect(await save(anna(), { name: 'v51' })).toMatchObject({
      view: null,
      userErrors: [{ code: 'INVALID_INPUT', field: 'name' }],
    });
    expect(await saved(anna(), { name: 'v50', orderBy: 'NEWEST' })).toMatchObject({ orderBy: 'NEWEST' });
    await saved(vera(), { name: 'v51' });
    expect(await names(anna())).toHaveLength(50);
  });

  test('also when several are saved at once', async () => {
    await fill(48);
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => save(anna(), { name })));
    expect(answers.filter(({ view }) => view !== null)).toHaveLength(2);
    expect(await names(anna())).toHaveLength(50);
  });
});

describe('a view that is removed', () => {
  test('was one’s own; an administrator removes those of others too', async () => {
    const [mine, shared, other] = [
      await saved(vera(), { name: 'mine' }),
      await saved(anna(), { name: 'shared', isShared: true }),
      await saved(anna(), { name: 'private' }),
    ];
    const nothing = { removedId: null, userErrors: [{ code: 'NOT_FOUND', field: 'id' }] };
    for (const id of [shared.id, other.id, '00000000-0000-4000-8000-000000000000'])
      expect(await remove(vera(), id)).toMatchObject(nothing);
    expect(await remove(vera(), mine.id.toUpperCase())).toEqual({ removedId: mine.id, userErrors: [] });
    expect(await remove(vera(), mine.id)).toMatchObject(nothing);
    expect(await remove(oscar(), shared.id)).toMatchObject({ removedId: shared.id });
    expect(await remove(oscar(), other.id)).toMatchObject({ removedId: other.id });
    expect(await names(anna())).toEqual([]);
    const { errors } = await vera().request(REMOVE, { input: { id: '1' } });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('is of no other system', async () => {
    const view = await saved(anna(), { name: 'offices', isShared: true, where: { mapping: 'offices' } });
    expect(await remove(tina(Role.ADMIN), view.id)).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
    const own = await saved(somebody('tina', Role.SUPPORT), { name: 'mine', where: { mapping: 'offices' } });
    expect(await remove(tina(Role.SUPPORT), own.id)).toMatchObject({ removedId: own.id });
  });
});
