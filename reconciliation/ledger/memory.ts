import type { Decision } from '../comparing/compare-field';
import type { Rejection } from '../comparing/compare-pair';
import type { Memory, Remembered } from '../comparing/pair-loader';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import type { KeyRange } from '../scanning/key-range';
import { ask } from './ledger';

interface MemoryRow {
  legacy_id: string;
  /** Null: the row is a rejection, with its message as the value and its fingerprint as the digest. */
  property: string | null;
  value: string | null;
  digest: string;
}

/** The standing decisions about single fields, and what the database refused. */
export class LedgerMemory implements Memory {
  constructor(private readonly database: Database) {}

  async list(mapping: Mapping, legacyIds: readonly string[]): Promise<Map<string, Remembered>> {
    const rows = await ask<MemoryRow>(
      this.database,
      `SELECT legacy_id, property, value, legacy_digest AS digest FROM counterpart.field_decision
       WHERE mapping = $1 AND legacy_id = ANY($2) AND withdrawn_by_change IS NULL
       UNION ALL
       SELECT legacy_id, NULL, message, fingerprint FROM counterpart.rejection WHERE mapping = $1 AND legacy_id = ANY($2)`,
      [mapping.name, legacyIds],
    );
    const memory = new Map<string, Remembered>();
    for (const row of rows) memory.set(row.legacy_id, add(memory.get(row.legacy_id), row));
    return memory;
  }

  /** The records of a range that a person decided something about, whose rules alone say nothing certain. */
  async listDecided(mapping: Mapping, { from, before }: KeyRange): Promise<Set<string>> {
    const rows = await ask<{ legacy_id: string }>(
      this.database,
      `SELECT DISTINCT legacy_id FROM counterpart.field_decision
       WHERE mapping = $1 AND withdrawn_by_change IS NULL AND legacy_id ~ '^-?[0-9]+$'
         AND ($2::numeric IS NULL OR legacy_id::numeric >= $2) AND ($3::numeric IS NULL OR legacy_id::numeric < $3)`,
      [mapping.name, from, before],
    );
    return new Set(rows.map((row) => row.legacy_id));
  }

  /** Remembers that the database refused a record as it is now. */
  async reject(mapping: string, legacyId: string, rejection: Rejection): Promise<void> {
    await ask(
      this.database,
      `INSERT INTO counterpart.rejection (mapping, legacy_id, message, fingerprint) VALUES ($1, $2, $3, $4)
       ON CONFLICT (mapping, legacy_id) DO UPDATE SET message = excluded.message, fingerprint = excluded.fingerprint, at = clock_timestamp()`,
      [mapping, legacyId, rejection.message, rejection.fingerprint],
    );
  }

  /** Records a decision that came with a change; an earlier one on the same field is withdrawn by it. */
  async decide(mapping: Mapping, legacyId: string, decision: Decision, changeId: string): Promise<void> {
    await this.withdraw(mapping, legacyId, decision.property, changeId);
    await ask(
      this.database,
      `INSERT INTO counterpart.field_decision (mapping, legacy_id, property, value, legacy_digest, change_id)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [mapping.name, legacyId, decision.property, decision.value, decision.legacyDigest, changeId],
    );
  }

  async withdraw(mapping: Mapping, legacyId: string, property: string, changeId: string): Promise<void> {
    await ask(
      this.database,
      `UPDATE counterpart.field_decision SET withdrawn_by_change = $4
       WHERE mapping = $1 AND legacy_id = $2 AND property = $3 AND withdrawn_by_change IS NULL`,
      [mapping.name, legacyId, property, changeId],
    );
  }

  /** Takes back what a change decided, and puts in force again what it had withdrawn. */
  async revert(changeId: string, revertId: string): Promise<void> {
    await ask(
      this.database,
      'UPDATE counterpart.field_decision SET withdrawn_by_change = $2 WHERE change_id = $1 AND withdrawn_by_change IS NULL',
      [changeId, revertId],
    );
    await ask(
      this.database,
      'UPDATE counterpart.field_decision SET withdrawn_by_change = NULL WHERE withdrawn_by_change = $1',
      [changeId],
    );
  }
}

function add(known: Remembered | undefined, { property, value, digest }: MemoryRow): Remembered {
  const { decisions, rejection } = known ?? { decisions: [], rejection: null };
  if (property === null) return { decisions, rejection: { message: value ?? '', fingerprint: digest } };
  return { decisions: [...decisions, { property, value, legacyDigest: digest }], rejection };
}
