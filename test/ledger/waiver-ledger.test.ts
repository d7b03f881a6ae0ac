import type { DataSource } from 'typeorm';
import { WaiverScope } from '../../entities/ledger/waiver';
import { AddWaiverScopes1700000000006 } from '../../entities/ledger/waiver-scope-migration';
import { newDataSource } from '../../ormconfig';
import { takeSettledTurn } from '../../reconciliation/ledger/settled';
import { giveWaiver } from '../../reconciliation/ledger/waivers';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import type { Database } from '../../reconciliation/reading/database';
import { inTransaction } from '../../reconciliation/writing/transaction';
import { migrateLedger } from '../../src/migrate-ledger';
import { createPostgresDatabase, dropDatabase } from '../support/servers';

const ROOT = 'a root cause';

describe('the ledger of waivers', () => {
  let source: DataSource | undefined;
  let url = '';

  beforeEach(async () => {
    url = await createPostgresDatabase();
    source = await newDataSource({ url, poolSize: 4, statementTimeout: 15_000 }).initialize();
    await migrateLedger(source);
  });

  afterEach(async () => {
    await source?.destroy();
    await dropDatabase(url);
  });

  function opened(): DataSource {
    if (source === undefined) throw new Error('the ledger is open during tests only');
    return source;
  }

  const insertDiscrepancy = (to: Pick<Database, 'query'>, key: string, state: string) =>
    to.query(
      `INSERT INTO counterpart.discrepancy (mapping, record_key, legacy_id, verdict, state, fields, fingerprint, opened_at, seen_at)
       VALUES ('teamCommunications', $1, $1, 'MISSING', $2, '{}', 'as it was', clock_timestamp(), clock_timestamp())`,
      [key, state],
    );

  const states = async (): Promise<readonly (string | null)[][]> => {
    const rows = (await opened().query(
      'SELECT record_key, state, waived_until::date::text AS until FROM counterpart.discrepancy ORDER BY 1',
    )) as { record_key: string; state: string; until: string | null }[];
    return rows.map((row) => [row.record_key, row.state, row.until]);
  };

  test('keeps what was waived before there were scopes', async () => {
    const runner = opened().createQueryRunner();
    const migration = new AddWaiverScopes1700000000006();
    await migration.down(runner);
    for (const [key, expires] of [
      ['1', null],
      ['2', '2099-01-01'],
      ['3', '2020-01-01'],
    ] as const) {
      await insertDiscrepancy(runner, key, 'WAIVED');
      await runner.query(
        `INSERT INTO counterpart.waiver (mapping, record_key, verdict, fingerprint, reason, actor, expires_at)
         VALUES ('teamCommunications', $1, 'MISSING', 'as it was', 'ticket 4711', 'tester', $2)`,
        [key, expires],
      );
    }
    await insertDiscrepancy(runner, '4', 'WAIVED');
    await insertDiscrepancy(runner, '5', 'OPEN');
    await migration.up(runner);
    await runner.release();
    expect(await states()).toEqual([
      ['1', 'WAIVED', 'infinity'],
      ['2', 'WAIVED', '2099-01-01'],
      ['3', 'WAIVED', '2020-01-01'],
      ['4', 'OPEN', null],
      ['5', 'OPEN', null],
    ]);
  });

  test('a record that is being remembered while its root cause is waived is covered', async () => {
    await opened().query(
      "INSERT INTO counterpart.root_cause (mapping, id, code, message) VALUES ('teamCommunications', $1, 'NOT_MIGRATED', 'invented')",
      [ROOT],
    );
    let waiving: Promise<void> | undefined;
    await inTransaction(opened(), async (transaction) => {
      await takeSettledTurn(transaction, teamCommunications);
      waiving = inTransaction(opened(), (other) => giveWaiver(other, ofRoot));
      await insertDiscrepancy(transaction, '1', 'OPEN');
      await transaction.query(
        `INSERT INTO counterpart.discrepancy_cause (discrepancy_id, ordinal, mapping, code, root_id, state, verdict, opened_at)
         SELECT id, 0, mapping, 'NOT_MIGRATED', $1, state, verdict, opened_at FROM counterpart.discrepancy`,
        [ROOT],
      );
    });
    await waiving;
    expect(await states()).toEqual([['1', 'WAIVED', '2099-01-01']]);
  });

  const ofRoot = {
    subject: { scope: WaiverScope.ROOT_CAUSE, rootCause: ROOT },
    mapping: teamCommunications,
    legacyId: null,
    newId: null,
    verdict: null,
    fingerprint: 'invented',
    reason: 'ticket 4711',
    actor: 'tester',
    expiresAt: '2099-01-01T00:00:00Z',
  } as const;
});
