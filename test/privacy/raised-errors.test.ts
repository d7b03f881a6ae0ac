import { rejectionOf } from '../../reconciliation/writing/database-error';
import { createLog } from '../../src/log';
import { useWorld } from '../support/world';

/** A function of the database's own may say anything in any part of an error. */
describe('what a database raises by itself', () => {
  const world = useWorld('postgres');

  async function raised(): Promise<unknown> {
    const parts = ['MESSAGE', 'DETAIL', 'HINT', 'COLUMN', 'CONSTRAINT', 'DATATYPE', 'TABLE', 'SCHEMA'];
    const all = parts.map((part) => `${part} = 'CANARY-7'`).join(', ');
    return world()
      .rows(`DO $$ BEGIN RAISE EXCEPTION USING ${all}; END $$`)
      .catch((error: unknown) => error);
  }

  test('a reason names none of it', async () => {
    const reason = rejectionOf(await raised());
    expect(reason).toContain('P0001');
    expect(reason).not.toContain('CANARY');
  });

  test('the log tells none of it', async () => {
    const lines: string[] = [];
    const log = createLog('trace', { write: (line) => lines.push(line) });
    const error = await raised();
    log.error({ err: error }, 'it failed');
    log.warn(error);
    expect(lines.join('')).toContain('P0001');
    expect(lines.join('')).not.toContain('CANARY');
  });

  test('a constraint is still named', async () => {
    const error = await world()
      .rows(`INSERT INTO counterpart.switch VALUES ('NO_SUCH', true, 'a', 'b')`)
      .catch((thrown: unknown) => thrown);
    expect(rejectionOf(error)).toMatch(/constraint \w+, table switch/);
  });
});
