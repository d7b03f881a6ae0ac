import { Role } from '../../resolvers/access/role';
import { useCallers } from '../access/callers';
import type { Answer } from '../support/api';
import { describeEachEngine } from '../support/servers';
import { useWorld } from '../support/world';

interface Found {
  readonly discrepancies: { readonly nodes: readonly { readonly legacyId: string }[] };
}

const LIST =
  'query($where: DiscrepancyWhere) { discrepancies(first: 100, where: $where) { nodes { legacyId verdict } } }';
const FACETS =
  'query($where: DiscrepancyWhere) { discrepancyFacets(where: $where) { total mappings { value count } states { value count } verdicts { value count } fields { value count } } }';
const EXPORT =
  'mutation($where: DiscrepancyWhere) { exportDifferences(input: { where: $where, first: 1000, reason: "a ticket" }) { csv records } }';

/** Whatever a pattern would take for something else. */
const ODD = 'Grüße aus KÖLN (100% [x] _done_ a\\b c.d* e+f? {g} ^h$ i|j) 😀';

describeEachEngine('discrepancies by a text of the legacy record', (engine) => {
  const sent: string[] = [];
  const world = useWorld(engine, { onStatement: (side, sql) => sent.push(`${side}: ${sql}`) });
  const { as, faults, own } = useCallers(world);
  const asking = (role: Role) => as({ name: `${role} of the test`, roles: [role], systems: null });

  const request = (role: Role, text: string, more: object = {}): Promise<Answer<Found>> =>
    asking(role).request<Found>(LIST, { where: { mapping: 'teamCommunications', text, ...more } });

  async function find(text: string, more: object = {}): Promise<string[]> {
    const { data, errors } = await request(Role.ANALYST, text, more);
    expect(errors).toEqual([]);
    return data.discrepancies.nodes.map(({ legacyId }) => legacyId).sort();
  }

  async function write(id: string, text: string): Promise<void> {
    const places = engine === 'postgres' ? ['$1', '$2'] : ['?', '?'];
    await world().legacy.query(`UPDATE dispatch_note SET text = ${places[0]} WHERE id = ${places[1]}`, [text, id]);
  }

  const accessLog = async (): Promise<string[]> => {
    const rows = await world().rows<{ shown: string }>(
      `SELECT concat_ws(' ', actor, mapping, table_name, record_id, data_class) AS shown FROM counterpart.access_entry ORDER BY 1`,
    );
    return rows.map(({ shown }) => shown);
  };

  const trail = async (): Promise<string> =>
    JSON.stringify(await world().rows('SELECT payload FROM counterpart.audit_entry ORDER BY sequence'));

  test('in capital or small letters, wherever it stands', async () => {
    expect(await find('MISSING')).toEqual(['21', '29', '30', '31']);
    expect(await find('d miss')).toEqual(['29', '30']);
    expect(await find('nobody says this')).toEqual([]);
    await write('21', ODD);
    for (const text of ['GRÜ', 'köln', 'AuS kÖlN']) expect([text, await find(text)]).toEqual([text, ['21']]);
    // Letters with and without an accent are different letters.
    for (const text of ['koln', 'köle']) expect([text, await find(text)]).toEqual([text, []]);
  });

  test('every character means itself', async () => {
    await write('21', ODD);
    const parts = [...ODD.split(' '), ODD, 'a\\b', '(100% [x] _', '* e+f? {', '^h$', 'i|j'];
    for (const text of parts.filter((part) => [...part].length > 1))
      expect([text, await find(text)]).toEqual([text, ['21']]);
    for (const text of ['%%', '__', '.*', 'd..', 'K%N', 'a\\\\b', "' OR '1' = '1", '[a-z]', '\\w', '^G', 'j)$'])
      expect([text, await find(text)]).toEqual([text, []]);
  });

  test('beside the other conditions, from page to page', async () => {
    expect(await find('missing', { legacyId: '29' })).toEqual(['29']);
    expect(await find('missing', { verdict: ['DIFFERENT'] })).toEqual([]);
    const query =
      'query($where: DiscrepancyWhere, $skip: Int!) { discrepancies(first: 3, skip: $skip, where: $where) { nodes { legacyId } pageInfo { hasNextPage } } }';
    const page = (skip: number) =>
      asking(Role.ANALYST).ask(query, { where: { mapping: 'teamCommunications', text: 'missing' }, skip });
    expect(await page(0)).toMatchObject({ discrepancies: { pageInfo: { hasNextPage: true } } });
    expect(await page(3)).toMatchObject({ discrepancies: { nodes: [{}], pageInfo: { hasNextPage: false } } });
  });

  test('the numbers and the file are those of the list', async () => {
    const where = { mapping: 'teamCommunications', text: 'missing' };
    const { discrepancyFacets } = await asking(Role.ANALYST).ask<{ discrepancyFacets: object }>(FACETS, { where });
    expect(discrepancyFacets).toMatchObject({
      total: 4,
      mappings: [{ value: 'teamCommunications', count: 4 }],
      states: [{ value: 'OPEN', count: 4 }],
    });
    const { exportDifferences } = await asking(Role.ANALYST).ask<{ exportDifferences: object }>(EXPORT, { where });
    expect(exportDifferences).toMatchObject({ records: 4, csv: expect.stringContaining(',29,') as string });
    expect(await trail()).not.toContain('missing');
  });

  test('who is found is in the access log, though no value is shown', async () => {
    await find('second missing');
    expect(await accessLog()).toEqual(['ANALYST of the test teamCommunications dispatch_note 29 HEALTH']);
    await find('nobody says this');
    expect(await accessLog()).toHaveLength(1);
  });

  test('so is whoever was asked for and does not hold it', async () => {
    expect(await find('nobody says this', { legacyId: '30' })).toEqual([]);
    expect(await accessLog()).toEqual(['ANALYST of the test teamCommunications dispatch_note 30 HEALTH']);
  });

  test('so is whoever is counted', async () => {
    const where = { mapping: 'teamCommunications', text: 'd missing', verdict: ['EXTRA'] };
    await asking(Role.ANALYST).ask(FACETS, { where });
    expect(await accessLog()).toEqual(
      ['29', '30'].map((id) => `ANALYST of the test teamCommunications dispatch_note ${id} HEALTH`),
    );
  });

  test('what cannot be logged is not told', async () => {
    await world().rows('ALTER TABLE counterpart.access_entry ADD CONSTRAINT full_up CHECK (id < 0) NOT VALID');
    const { body, errors } = await request(Role.ANALYST, 'second missing');
    await world().rows('ALTER TABLE counterpart.access_entry DROP CONSTRAINT full_up');
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(body).not.toContain('"29"');
  });

  test('columns that are hidden are not searched, nor is anything asked of them', async () => {
    for (const query of [LIST, FACETS, EXPORT]) {
      sent.length = 0;
      const where = { mapping: 'teamCommunications', text: 'CANARY missing' };
      const { body, errors } = await asking(Role.VIEWER).request(query, { where });
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect(body).not.toContain('CANARY');
      expect(sent.filter((line) => line.startsWith('legacy'))).toEqual([]);
    }
    expect(await accessLog()).toEqual([]);
    expect([await trail(), ...faults()].join('')).not.toContain('CANARY');
  });

  test('nor are they when the answer is to be masked, whoever asks', async () => {
    const { url, headers } = asking(Role.ADMIN);
    const where = { mapping: 'teamCommunications', text: 'missing' };
    const body = JSON.stringify({ query: LIST, variables: { where } });
    const masked = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'x-counterpart-values': 'masked' },
      body,
    });
    expect(await masked.json()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(await accessLog()).toEqual([]);
  });

  test('of several columns those are searched that the caller sees', async () => {
    await world().rows(`UPDATE technicians SET first_name = 'Changed', specialty = 'Changed'`);
    await world().service.comparison.compareMapping(world().service.mapping('technicians'));
    const technicians = (role: Role, text: string) =>
      asking(role)
        .ask<Found>(LIST, { where: { mapping: 'technicians', text } })
        .then(({ discrepancies }) => discrepancies.nodes.length);
    expect(await technicians(Role.ANALYST, 'example')).toBeGreaterThan(0);
    expect(await technicians(Role.VIEWER, 'example')).toBe(0);
    const logged = await accessLog();
    expect(logged.filter((line) => line.startsWith('VIEWER'))).toEqual([]);
  });

  test('secrets are searched by nobody', async () => {
    await world().rows(`UPDATE profiles SET password_hash = 'another'`);
    await world().service.comparison.compareMapping(world().service.mapping('profiles'));
    const profiles = async (text: string): Promise<number> =>
      (await asking(Role.ADMIN).ask<Found>(LIST, { where: { mapping: 'profiles', text } })).discrepancies.nodes.length;
    expect(await profiles('@example.com')).toBeGreaterThan(0);
    expect(await profiles('CANARY-hash')).toBe(0);
  });

  test.each([
    ['no mapping', { mapping: null }],
    ['one character', { text: 'a' }],
    ['more than a hundred', { text: 'CANARY'.repeat(17) }],
    ['half a character', { text: 'CANARY\ud83d' }],
    ['the character NUL', { text: 'CANARY\0' }],
    ['a mapping without texts', { mapping: 'doctors' }],
  ])('a text of %s is refused', async (_, more) => {
    const before = faults().length;
    const { body, errors } = await request(Role.ADMIN, 'CANARY', more);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(body).not.toContain('CANARY');
    expect(faults().slice(before)).toEqual([]);
  });

  test('more than a thousand records are too many', async () => {
    const insert = (from: number, count: number) => {
      const rows = Array.from({ length: count }, (_, index) => `(${from + index}, '2021-05-05', 'found often', 1, 1)`);
      return world().legacy.query(
        `INSERT INTO dispatch_note (id, created_at, text, author_id, doctor_id) VALUES ${rows.join(', ')}`,
      );
    };
    await insert(5_001, 1_000);
    expect(await find('found often')).toEqual([]);
    await insert(6_001, 1);
    const { body, errors } = await request(Role.ANALYST, 'found often');
    expect(errors).toMatchObject([
      { message: 'more than 1,000 legacy records hold it: narrow the text', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(body).not.toContain('found often');
  });

  test('a text in a mapping of another system is FORBIDDEN', async () => {
    const { errors } = await own().request(LIST, { where: { mapping: 'offices', text: 'street' } });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
