import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { newDataSource } from '../../ormconfig';
import { asDatabase } from '../../src/databases';
import { createLog } from '../../src/log';
import { LedgerCollector } from '../../src/metrics/collect-ledger';
import { LEDGER_FIGURES } from '../../src/metrics/ledger-figures';
import { Metrics } from '../../src/metrics/metrics';
import { migrateLedger } from '../../src/migrate-ledger';
import { createPostgresDatabase, dropDatabase } from '../support/servers';

let url: string;
let source: DataSource;

beforeAll(async () => {
  url = await createPostgresDatabase();
  source = await newDataSource({ url, poolSize: 2, statementTimeout: 15_000 }).initialize();
});

afterAll(async () => {
  await source.destroy();
  await dropDatabase(url);
});

function collector() {
  const metrics = new Metrics('0.0.0');
  const lines: string[] = [];
  const log = createLog('warn', { write: (line: string) => lines.push(line) });
  return { metrics, lines, ledger: new LedgerCollector(metrics, async () => asDatabase(source), log) };
}

const textOf = async (metrics: Metrics): Promise<string> => metrics.registry.metrics();

test('without a ledger no figure of it is told, and nothing breaks', async () => {
  const { metrics, ledger, lines } = collector();
  await ledger.refresh();
  const text = await textOf(metrics);
  expect(lines).toEqual([]);
  for (const { name } of LEDGER_FIGURES) expect(text).not.toMatch(new RegExp(`^counterpart_${name}[ {]`, 'm'));
  expect(text).toMatch(
    /^counterpart_ledger_figures_timestamp_seconds 1\.\d+e\+?9|^counterpart_ledger_figures_timestamp_seconds \d+/m,
  );
});

describe('with a ledger', () => {
  beforeAll(async () => {
    await migrateLedger(source);
    await source.query(`INSERT INTO counterpart.discrepancy (mapping, record_key, verdict, state, waived_until, fields, fingerprint, opened_at, seen_at)
      SELECT 'payments', n::text, 'MISSING', CASE WHEN n <= 3 THEN 'OPEN' WHEN n = 4 THEN 'WAIVED' ELSE 'CLOSED' END,
        CASE WHEN n = 4 THEN '2026-01-01Z'::timestamptz END, '{}', '',
        '2026-01-01Z'::timestamptz + n * interval '1 second', now() FROM generate_series(1, 5) n`);
    await source.query(`INSERT INTO counterpart.run (kind, mapping, state, incremental, with_parents, dry_run, on_failure, max_failures,
        requested_by, reason, throttled_by, finished_at)
      VALUES ('COMPARE', 'payments', 'SUCCEEDED', false, false, false, 'STOP', 0, 'tester', '', NULL, '2026-01-02Z'),
        ('COMPARE', 'payments', 'RUNNING', false, false, false, 'STOP', 0, 'tester', '', 'the limit of 5 rows a second', NULL)`);
    await source.query(`INSERT INTO counterpart.change (mapping, table_name, kind, new_id, mutation, actor, reason)
      SELECT 'payments', 'payments', 'UPDATE', gen_random_uuid(), 'reconcileRecord', 'Maria Canary', '' FROM generate_series(1, 3)`);
    await source.query(`INSERT INTO counterpart.bulk_change (run_id, mapping, table_name, kind, first_id, last_id, legacy_ids, columns, row_digests, actor, reason)
      SELECT id, 'payments', 'payments', 'INSERT', 1, 4, '{1,2,3,4}', '{}', '{1,2,3,4}', 'Maria Canary', '' FROM counterpart.run LIMIT 1`);
    await source.query(
      `INSERT INTO counterpart.audit_entry VALUES (1, '{"at":"2026-01-03T00:00:00.000000Z"}', '', 'hash')`,
    );
  });

  test('every figure can be read, and says what the ledger says', async () => {
    const { metrics, ledger, lines } = collector();
    await ledger.refresh();
    expect(lines).toEqual([]);
    const text = await textOf(metrics);
    const told = (line: string): void => expect(text.split('\n')).toContain(`counterpart_${line}`);
    told('discrepancies_open{mapping="payments",verdict="MISSING"} 4');
    told(`oldest_discrepancy_timestamp_seconds{mapping="payments"} ${Date.parse('2026-01-01T00:00:01Z') / 1000}`);
    told('changes_total{mapping="payments",kind="UPDATE"} 3');
    told('changes_total{mapping="payments",kind="INSERT"} 4');
    told('runs{state="RUNNING"} 1');
    told('runs{state="FAILED"} 0');
    told('throttle_active{reason="rate_limit"} 1');
    told('throttle_active{reason="legacy_lag"} 0');
    told(`run_last_success_timestamp_seconds{mapping="payments",kind="COMPARE"} ${Date.parse('2026-01-02Z') / 1000}`);
    told(`audit_chain_head_timestamp_seconds ${Date.parse('2026-01-03Z') / 1000}`);
    told('outbox_pending 0');
    expect(text).not.toContain('Canary');
  });

  test('they are not asked for again at once, and a counter is not counted twice', async () => {
    const { metrics, ledger } = collector();
    await Promise.all([ledger.refresh(), ledger.refresh()]);
    await source.query("INSERT INTO counterpart.switch VALUES ('STOP', true, 'tester', '')");
    await ledger.refresh();
    const text = await textOf(metrics);
    expect(text).toContain('counterpart_kill_switch_active{switch="STOP"} 0');
    expect(text).toContain('counterpart_changes_total{mapping="payments",kind="UPDATE"} 3');
  });

  test('one that cannot be read keeps no other from being told', async () => {
    await source.query('ALTER TABLE counterpart.waiver RENAME TO waiver_away');
    await source.query(`CREATE VIEW counterpart.waiver AS
      SELECT NULL::timestamptz AS withdrawn_at, now() + 1 / length('') * interval '1 second' AS expires_at`);
    const { metrics, ledger, lines } = collector();
    await ledger.refresh();
    expect(lines.join('')).toContain('"metric":"waivers_active"');
    expect(await textOf(metrics)).toContain('counterpart_runs{state="RUNNING"} 1');
    await source.query('DROP VIEW counterpart.waiver');
    await source.query('ALTER TABLE counterpart.waiver_away RENAME TO waiver');
  });
});
