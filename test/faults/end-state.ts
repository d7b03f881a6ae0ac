import type { DataSource } from 'typeorm';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { COUNTED } from '../../reconciliation/runs/counts';
import { asDatabase } from '../../src/databases';

/** What is left when a run of systemMessages is over, by aspect: lines in order, without moments and generated numbers. */
export type EndState = Readonly<Record<string, readonly string[]>>;

const WRITTEN = `
  SELECT legacy_id, b.kind FROM counterpart.bulk_change b, unnest(b.legacy_ids) AS legacy_id
  UNION ALL SELECT legacy_id::bigint, kind FROM counterpart.change`;

const ASPECTS: Readonly<Record<string, string>> = {
  rows: 'SELECT m::text FROM system_messages m',
  // Whether a pair is kept in a block or alone depends on how it was reached, and means the same.
  verdicts: `
    SELECT concat_ws(' ', record_key, verdict) FROM counterpart.pair_state UNION ALL
    SELECT concat_ws(' ', b.block * 1024 + place, b.verdict) FROM counterpart.settled_block b, unnest(b.offsets) AS place`,
  discrepancies: `
    SELECT concat_ws(' ', d.record_key, d.verdict, d.state, d.fields::text, d.moved_side, d.new_id, d.fingerprint,
      (SELECT string_agg(concat_ws('/', c.code, c.field, c.root_id), ', ' ORDER BY c.ordinal)
       FROM counterpart.discrepancy_cause c WHERE c.discrepancy_id = d.id))
    FROM counterpart.discrepancy d`,
  'root causes': `SELECT concat_ws(' ', mapping, id, code, field, record::text) FROM counterpart.root_cause`,
  rejections: `SELECT concat_ws(' ', legacy_id, message, fingerprint) FROM counterpart.rejection`,
  attributions: `SELECT concat_ws(' ', legacy_id, kind) FROM (${WRITTEN}) w`,
  runs: `
    SELECT DISTINCT concat_ws(' ', r.kind, r.state, ${COUNTED.map((count) => `'${count}', sum(s.${count})`).join(', ')})
    FROM counterpart.run r JOIN counterpart.run_segment s ON s.run_id = r.id GROUP BY r.id`,
  failures: `SELECT concat_ws(' ', legacy_id, code, message) FROM counterpart.run_failure`,
};

/** What must not be there, whatever another run left. */
const FAULTS: Readonly<Record<string, string>> = {
  'rows that are not attributed exactly once': `
    SELECT concat_ws(' ', m.legacy_record_id, count(w.legacy_id)) FROM system_messages m
    LEFT JOIN (${WRITTEN}) w ON w.legacy_id = m.legacy_record_id
    WHERE m.id NOT IN (SELECT id FROM kept.messages) GROUP BY m.id, m.legacy_record_id HAVING count(w.legacy_id) <> 1`,
  'attributions without a row': `
    SELECT legacy_id::text FROM (${WRITTEN}) w
    WHERE NOT EXISTS (SELECT FROM system_messages m WHERE m.legacy_record_id = w.legacy_id)`,
  'notifications that were written twice': `
    SELECT legacy_record_id::text FROM system_messages WHERE id NOT IN (SELECT id FROM kept.messages)
    GROUP BY 1 HAVING count(*) > 1`,
  'pairs that are settled twice, or settled and not': `
    SELECT key FROM (SELECT (b.block * 1024 + place)::text AS key FROM counterpart.settled_block b, unnest(b.offsets) AS place
      UNION ALL SELECT record_key FROM counterpart.pair_state) known GROUP BY key HAVING count(*) > 1`,
  'segments that are still held': `
    SELECT concat_ws(' ', ordinal, state) FROM counterpart.run_segment WHERE state NOT IN ('DONE', 'FAILED') OR worker IS NOT NULL`,
};

async function linesOf(source: DataSource, sql: string): Promise<string[]> {
  const [row] = await source.query<{ lines: string[] }[]>(
    `SELECT coalesce(array_agg(line ORDER BY line COLLATE "C"), '{}') AS lines FROM (${sql}) found(line)`,
  );
  return row?.lines ?? [];
}

export async function readEndState(source: DataSource): Promise<EndState> {
  const aspects: Record<string, readonly string[]> = {};
  for (const [aspect, sql] of Object.entries(ASPECTS)) aspects[aspect] = await linesOf(source, sql);
  return aspects;
}

/** What is wrong with it by itself, in sentences. */
export async function findFaults(source: DataSource): Promise<string[]> {
  const found: string[] = [];
  for (const [what, sql] of Object.entries(FAULTS)) {
    const lines = await linesOf(source, sql);
    if (lines.length > 0) found.push(`${lines.length} ${what}: ${sampleOf(lines)}`);
  }
  const { problem } = await verifyAudit(asDatabase(source));
  return problem === null ? found : [...found, `the audit trail is broken: ${problem}`];
}

/** Where one differs from the other, in sentences. */
export function findDifferences(unbroken: EndState, broken: EndState): string[] {
  return Object.keys(ASPECTS).flatMap((aspect) => {
    const [before, after] = [unbroken[aspect] ?? [], broken[aspect] ?? []];
    const [lost, gained] = [without(before, after), without(after, before)];
    return [
      ...(lost.length > 0 ? [`${aspect}: ${lost.length} only in the unbroken run: ${sampleOf(lost)}`] : []),
      ...(gained.length > 0 ? [`${aspect}: ${gained.length} only in the broken run: ${sampleOf(gained)}`] : []),
    ];
  });
}

/** Lines of the one that the other does not have as often. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    return count <= 0;
  });
}

const sampleOf = (lines: readonly string[]): string =>
  `${lines.slice(0, 3).join(' | ')}${lines.length > 3 ? ' | …' : ''}`;
