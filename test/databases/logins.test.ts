import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_RIGHTS } from '../../src/logins/ledger-rights';
import { loginFiles } from '../../src/logins/login-files';
import { shareWorld } from '../support/world';

test.each(Object.entries(loginFiles()))('deploy/sql/%s is what the code emits (npm run logins)', (name, text) => {
  expect(readFileSync(join(__dirname, '..', '..', 'deploy', 'sql', name), 'utf8')).toBe(text);
});

describe('the rights on the ledger', () => {
  const world = shareWorld('postgres');
  const namesOf = (rows: readonly { name: string }[]): string[] => rows.map(({ name }) => name);

  test('name every table of it once', async () => {
    const tables = await world().rows<{ name: string }>(
      `SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'counterpart' ORDER BY 1`,
    );
    expect(LEDGER_RIGHTS.flatMap(({ tables: named }) => named).toSorted()).toEqual(namesOf(tables).toSorted());
  });

  test('D04: are none on what a trigger refuses anyway', async () => {
    const refused = await world().rows<{ name: string; event: string }>(
      `SELECT c.relname::text AS name, e.event
       FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       JOIN (VALUES (8, 'DELETE'), (16, 'UPDATE'), (32, 'TRUNCATE')) AS e(bit, event) ON t.tgtype & e.bit <> 0
       WHERE t.tgfoid = 'counterpart.refuse_alteration'::regproc`,
    );
    const rightsOn = (name: string): string =>
      LEDGER_RIGHTS.find(({ tables }) => tables.includes(name))?.rights ?? 'no rights named';
    expect(refused.filter(({ name, event }) => rightsOn(name).includes(event))).toEqual([]);
    expect(refused.length).toBeGreaterThanOrEqual(12);
  });
});
