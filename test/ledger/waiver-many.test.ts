import type { DataSource } from 'typeorm';
import { fillWithDiscrepancies } from '../../bench/many-discrepancies';
import { WaiverScope } from '../../entities/ledger/waiver';
import { newDataSource } from '../../ormconfig';
import { listFigures } from '../../reconciliation/ledger/figures';
import { findReach, openExpired } from '../../reconciliation/ledger/waived';
import { giveWaiver, withdrawWaiver } from '../../reconciliation/ledger/waivers';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import type { Database } from '../../reconciliation/reading/database';
import { inTransaction } from '../../reconciliation/writing/transaction';
import { asDatabase } from '../../src/databases';
import { migrateLedger } from '../../src/migrate-ledger';
import { createPostgresDatabase, dropDatabase } from '../support/servers';

const ROOT = 'root 0';

/** A waiver of a root cause is a statement for every five thousand records that it covers, and not one for each. */
describe('a waiver of a root cause of 20,000 discrepancies', () => {
  let source: DataSource | undefined;
  let url = '';
  let sent = 0;

  beforeAll(async () => {
    url = await createPostgresDatabase();
    source = await newDataSource({ url, poolSize: 2, statementTimeout: 120_000 }).initialize();
    await migrateLedger(source);
    await fillWithDiscrepancies(asDatabase(source), 20_000);
    // All of one mapping, all with the one cause, and none of them closed.
    for (const sql of [
      'TRUNCATE counterpart.waiver',
      `UPDATE counterpart.discrepancy SET state = 'OPEN', waived_until = NULL, mapping = 'teamCommunications', closed_at = NULL`,
      `UPDATE counterpart.discrepancy_cause SET root_id = '${ROOT}', mapping = 'teamCommunications'`,
      'VACUUM ANALYZE',
    ])
      await source.query(sql);
  }, 240_000);

  afterAll(async () => {
    await source?.destroy();
    await dropDatabase(url);
  });

  const ledger = (): Database => asDatabase(opened());

  function opened(): DataSource {
    if (source === undefined) throw new Error('the ledger is open during tests only');
    return source;
  }

  /** Does it in one transaction, and counts what is sent. */
  async function carryOut(work: (transaction: Database) => Promise<void>): Promise<void> {
    sent = 0;
    await inTransaction(opened(), (transaction) =>
      work({
        dialect: 'postgres',
        query: (sql, parameters) => {
          sent += 1;
          return transaction.query(sql, parameters);
        },
      }),
    );
  }

  const give = (expiresAt: string) =>
    carryOut((transaction) =>
      giveWaiver(transaction, {
        subject: { scope: WaiverScope.ROOT_CAUSE, rootCause: ROOT },
        mapping: teamCommunications,
        legacyId: null,
        newId: null,
        verdict: null,
        fingerprint: 'invented',
        reason: 'ticket 4711',
        actor: 'tester',
        expiresAt,
      }),
    );

  const waived = async (): Promise<number | undefined> =>
    (await listFigures(ledger(), ['teamCommunications'])).get('teamCommunications')?.waived;

  test('is given, renewed and withdrawn in few statements', async () => {
    expect(await findReach(ledger(), teamCommunications, ROOT)).toEqual({ open: 20_000, covers: 20_000 });
    await give('2099-01-01T00:00:00Z');
    expect({ sent, waived: await waived() }).toEqual({ sent: 9, waived: 20_000 });
    await give('2099-02-01T00:00:00Z');
    expect({ sent, waived: await waived() }).toEqual({ sent: 9, waived: 20_000 });
    const [waiver] = await ledger().query<{ id: string }>(
      'SELECT id FROM counterpart.waiver WHERE withdrawn_at IS NULL',
    );
    const author = { actor: 'tester', reason: 'ticket 4711' };
    await carryOut((transaction) => withdrawWaiver(transaction, teamCommunications, waiver?.id ?? '', author));
    expect({ sent, waived: await waived() }).toEqual({ sent: 8, waived: 0 });
  }, 240_000);

  test('that has expired is taken off part by part', async () => {
    await give('2099-01-01T00:00:00Z');
    await ledger().query("UPDATE counterpart.discrepancy SET waived_until = '2026-01-01Z'");
    expect(await waived()).toBe(0);
    await openExpired(ledger());
    const [left] = await ledger().query<{ n: number }>(
      "SELECT count(*)::integer AS n FROM counterpart.discrepancy WHERE state = 'WAIVED'",
    );
    expect(left?.n).toBe(15_000);
  }, 240_000);
});
