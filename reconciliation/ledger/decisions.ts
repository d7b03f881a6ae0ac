import type { Decision } from '../comparing/compare-field';
import type { DecisionSource } from '../comparing/pair-loader';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { ask } from './ledger';

interface DecisionRow {
  legacy_id: string;
  property: string;
  value: string | null;
  legacy_digest: string;
}

/** The standing decisions about single fields. */
export class Decisions implements DecisionSource {
  constructor(private readonly database: Database) {}

  async list(mapping: Mapping, legacyIds: readonly string[]): Promise<Map<string, Decision[]>> {
    const rows = await ask<DecisionRow>(
      this.database,
      `SELECT legacy_id, property, value, legacy_digest FROM counterpart.field_decision
       WHERE mapping = $1 AND legacy_id = ANY($2) AND withdrawn_by_change IS NULL`,
      [mapping.name, legacyIds],
    );
    const decisions = new Map<string, Decision[]>();
    for (const row of rows) {
      const decision = { property: row.property, value: row.value, legacyDigest: row.legacy_digest };
      decisions.set(row.legacy_id, [...(decisions.get(row.legacy_id) ?? []), decision]);
    }
    return decisions;
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
    await ask(this.database, 'UPDATE counterpart.field_decision SET withdrawn_by_change = NULL WHERE withdrawn_by_change = $1', [changeId]);
  }
}
