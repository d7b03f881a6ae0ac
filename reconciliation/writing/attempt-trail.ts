import type { DataSource } from 'typeorm';
import { type AuditEvent, appendAudit } from '../ledger/audit-chain';
import { inTransaction } from './transaction';

/** What somebody asked for and did not get. */
export type Attempt = Omit<AuditEvent, 'changes' | 'bulkChanges' | 'outcome' | 'codes'> &
  Required<Pick<AuditEvent, 'outcome' | 'codes'>>;

interface Waiting {
  readonly attempt: Attempt;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** So many entries at most hold up the writers, who all wait for the same head of the trail. */
const MOST_AT_ONCE = 100;

/**
 * Appends attempts to the audit trail, in transactions of their own because nothing else was written. What comes in
 * while one of them is under way goes into the next one together: a storm of refusals costs few transactions, on one
 * connection.
 */
export class AttemptTrail {
  private readonly waiting: Waiting[] = [];
  private isBusy = false;

  constructor(private readonly source: DataSource) {}

  /** Resolves when the entry is committed, and rejects when it could not be written. */
  append(attempt: Attempt): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ attempt, resolve, reject });
      if (!this.isBusy) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.isBusy = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_AT_ONCE);
      try {
        await this.write(batch.map(({ attempt }) => attempt));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.isBusy = false;
  }

  private write(attempts: readonly Attempt[]): Promise<void> {
    return inTransaction(this.source, async (transaction) => {
      for (const attempt of attempts) await appendAudit(transaction, { ...attempt, changes: [] });
    });
  }
}
