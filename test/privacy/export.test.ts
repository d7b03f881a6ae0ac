import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { Role } from '../../resolvers/access/role';
import { OWN, useCallers } from '../access/callers';
import { readCsv } from '../commands/csv';
import type { Answer } from '../support/api';
import { useWorld } from '../support/world';

interface Exported {
  readonly csv: string | null;
  readonly fileName: string | null;
  readonly rows: number;
  readonly records: number;
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
  readonly userErrors: readonly { readonly code: string; readonly field: string | null }[];
}

const world = useWorld('postgres');
const { as, own } = useCallers(world);

type RoleName = keyof typeof Role;
const EXPORT =
  'mutation($input: ExportDifferencesInput!) { exportDifferences(input: $input) { csv fileName rows records hasNextPage endCursor userErrors { code field } } }';

const request = (
  role: RoleName,
  input: object,
  asking = as({ name: `${role} of the test`, roles: [Role[role]], systems: null }),
): Promise<Answer<{ exportDifferences: Exported }>> =>
  asking.request(EXPORT, { input: { first: 1_000, reason: 'a ticket', ...input } });

async function take(role: RoleName, input: object): Promise<Exported & { lines: Readonly<Record<string, string>>[] }> {
  const { data, errors } = await request(role, input);
  expect(errors).toEqual([]);
  return { ...data.exportDifferences, lines: linesOf(data.exportDifferences) };
}

function linesOf({ csv }: Exported): Readonly<Record<string, string>>[] {
  const [head = [], ...rows] = readCsv(csv ?? '');
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

/** Gives each of these profiles another first name, and lets the ledger see it. */
async function rename(names: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, name] of Object.entries(names))
    await world().rows('UPDATE profiles SET first_name = $1 WHERE legacy_user_id = $2', [name, id]);
  await world().service.comparison.compareMapping(world().service.mapping('profiles'));
}

const RENAMED = { mapping: 'profiles', verdict: ['DIFFERENT'] };

async function exportEntries(): Promise<Record<string, unknown>[]> {
  expect((await verifyAudit(world().service.sides.new)).problem).toBeNull();
  const rows = await world().rows<{ payload: string }>('SELECT payload FROM counterpart.audit_entry ORDER BY sequence');
  return rows
    .map(({ payload }) => JSON.parse(payload) as Record<string, unknown>)
    .filter(({ action }) => action === 'exportDifferences');
}

describe('differences as a file', () => {
  const NAMES = { 1: '=cmd()', 2: '+1', 3: '-1', 4: '@SUM(A1)', 5: '\tx', 8: '\rx', 9: 'a "b", c' };
  const ESCAPED = ["'=cmd()", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\rx", 'a "b", c'];

  test('I05: nothing in it is run as a formula, and a reader by RFC 4180 gets every cell', async () => {
    await rename(NAMES);
    const { lines, rows, records, csv } = await take('ANALYST', { where: RENAMED });
    expect(new Set(lines.map((line) => line.actualValue))).toEqual(new Set(ESCAPED));
    expect(lines).toHaveLength(ESCAPED.length);
    expect(rows).toBe(records);
    for (const line of (csv ?? '').split(/\r\n/)) expect(line).not.toMatch(/(^|,)"?[=+\-@\t\r]/);
  });

  test('a line says what differs, and tells NULL from the empty text', async () => {
    await rename({ 1: 'Changed' });
    await world().rows(`UPDATE profiles SET last_name = '' WHERE legacy_user_id = 1`);
    const { csv, lines, fileName, hasNextPage } = await take('SUPPORT', { where: { ...RENAMED, legacyId: '1' } });
    expect(lines).toMatchObject([
      { field: 'firstName', state: 'DIFFERENT', legacyValue: 'Adam', expectedValue: 'Adam', actualValue: 'Changed' },
      { mapping: 'profiles', legacyId: '1', verdict: 'DIFFERENT', field: 'lastName', actualValue: '' },
    ]);
    expect(csv).toContain(',Example,Example,"",');
    expect(fileName).toMatch(/^differences-\d{8}T\d{6}Z\.csv$/);
    expect(hasNextPage).toBe(false);
  });

  test('what is missing or blocked has a line that says why', async () => {
    const { lines } = await take('ANALYST', { where: { mapping: 'teamCommunications' } });
    const missing = lines.filter(({ verdict }) => verdict === 'MISSING');
    expect(missing).toEqual(
      expect.arrayContaining([expect.objectContaining({ legacyId: '21', field: '', newId: '' })]),
    );
    const blocked = lines.filter(({ verdict }) => verdict === 'BLOCKED');
    expect(blocked.length).toBeGreaterThan(0);
    expect(blocked.filter(({ because }) => because === '')).toEqual([]);
  });

  test('what matches by now has no line', async () => {
    await rename({ 1: 'Changed' });
    await world().rows(`UPDATE profiles SET first_name = 'Adam' WHERE legacy_user_id = 1`);
    expect(await take('ANALYST', { where: RENAMED })).toMatchObject({ rows: 0, records: 1, lines: [] });
  });
});

describe('what leaves with it', () => {
  const shown = (): Promise<{ actor: string }[]> => world().rows('SELECT * FROM counterpart.access_entry');

  test.each(['VIEWER', 'AUTOMATION', 'APPROVER'] as const)('%s gets masked values', async (role) => {
    await rename({ 1: 'Changed' });
    const { csv, lines } = await take(role, { where: RENAMED });
    expect(lines).toMatchObject([
      { field: 'firstName', legacyValue: '(masked 1)', expectedValue: '(masked 1)', actualValue: '(masked 2)' },
    ]);
    expect(csv).not.toMatch(/Changed|Adam/);
    expect(await shown()).toEqual([]);
  });

  test('whoever sees values is in the access log', async () => {
    await rename({ 1: 'Changed' });
    await take('ANALYST', { where: RENAMED });
    expect(await shown()).toMatchObject([
      { actor: 'ANALYST of the test', mapping: 'profiles', record_id: '1', data_class: 'PERSONAL' },
    ]);
  });

  test('secrets stay', async () => {
    await world().rows(`UPDATE profiles SET password_hash = 'CANARY-other' WHERE legacy_user_id = 1`);
    await rename({});
    const { csv, lines } = await take('ADMIN', { where: { mapping: 'profiles' } });
    expect(lines).toEqual(
      expect.arrayContaining([expect.objectContaining({ field: 'passwordHash', actualValue: '(secret)' })]),
    );
    expect(csv).not.toContain('CANARY');
  });

  test('it is in the audit trail with its size, and nothing goes out without a reason', async () => {
    await rename({ 1: 'Changed' });
    await take('VIEWER', { where: RENAMED });
    const { userErrors, csv } = await take('VIEWER', { where: RENAMED, reason: ' ' });
    expect([userErrors, csv]).toEqual([[{ code: 'INVALID_INPUT', field: 'reason' }], null]);
    const entries = await exportEntries();
    expect(entries).toMatchObject([
      {
        actor: 'VIEWER of the test',
        mapping: 'profiles',
        reason: 'a ticket',
        exported: { records: 1, rows: 1, mappings: ['profiles'] },
      },
      { outcome: 'REFUSED', codes: ['INVALID_INPUT'], mapping: 'profiles' },
    ]);
    expect(JSON.stringify(entries)).not.toContain('Changed');
  });

  test('what cannot be entered there does not go out', async () => {
    await world().rows('ALTER TABLE counterpart.audit_entry ADD CONSTRAINT full_up CHECK (sequence < 0) NOT VALID');
    const { data, body } = await request('ANALYST', {});
    await world().rows('ALTER TABLE counterpart.audit_entry DROP CONSTRAINT full_up');
    expect(data.exportDifferences).toMatchObject({ csv: null, userErrors: [{ code: 'CONSTRAINT_VIOLATION' }] });
    expect(body).not.toContain('Team Organization');
  });
});

describe('how much at once', () => {
  test('parts follow each other without gap or repetition', async () => {
    const all = await take('ANALYST', {});
    expect(all.records).toBeGreaterThan(20);
    const parts: Exported[] = [];
    do {
      const after = parts.at(-1)?.endCursor ?? null;
      parts.push(await take('ANALYST', { first: 7, after }));
    } while (parts.at(-1)?.hasNextPage === true);
    expect(parts.flatMap(linesOf)).toEqual(all.lines);
    expect(parts.map(({ records }) => records)).toEqual([
      ...parts.slice(1).map(() => 7),
      all.records - 7 * (parts.length - 1),
    ]);
  });

  test('long values end a part early, and nothing is lost', async () => {
    await world().rows('UPDATE team_communications SET body = $1', ['x'.repeat(6_000_000)]);
    await world().service.comparison.compareMapping(world().service.mapping('teamCommunications'));
    const where = { mapping: 'teamCommunications', verdict: ['DIFFERENT'] };
    const parts: Exported[] = [];
    do parts.push(await take('ANALYST', { where, after: parts.at(-1)?.endCursor ?? null }));
    while (parts.at(-1)?.hasNextPage === true);
    const { length: count } = await world().rows('SELECT 1 FROM team_communications');
    expect(parts.map(({ records, rows }) => [records, rows])).toEqual(Array.from({ length: count }, () => [1, 1]));
    expect(count).toBeGreaterThan(1);
  });

  test.each([0, 1_001])('first: %d is refused', async (first) => {
    const { errors } = await request('ANALYST', { first });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test.each([
    ['a cursor of nobody', { after: 'CANARY-value' }],
    ['a condition that is none', { where: { legacyId: 'CANARY-value' } }],
    ['a field longer than any', { where: { field: 'CANARY-value'.repeat(20) } }],
  ])('%s is refused without being repeated', async (_, input) => {
    const { errors, body } = await request('ANALYST', input);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(body).not.toContain('CANARY');
  });
});

describe('whose records', () => {
  test('only those of the systems of who asks', async () => {
    const { data } = await request('ADMIN', {}, own());
    const mappings = new Set(linesOf(data.exportDifferences).map(({ mapping }) => mapping));
    expect([...mappings].filter((mapping) => !OWN.includes(mapping ?? ''))).toEqual([]);
    expect(mappings.size).toBeGreaterThan(0);
  });

  test('another one is FORBIDDEN, and that is in the trail', async () => {
    const { errors } = await request('ADMIN', { where: { mapping: 'payments' } }, own());
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await exportEntries()).toMatchObject([{ outcome: 'DENIED', mapping: 'payments', reason: 'a ticket' }]);
  });
});
