import type { OnFailure, RunKind } from '../../entities/ledger/run';
import type { Mapping } from '../mapping';

/** What somebody wants a run to do. */
export interface RunRequest {
  readonly actor: string;
  readonly kind: RunKind;
  readonly mapping: Mapping;
  /** Only these records; null: all of the mapping. */
  readonly legacyIds: readonly string[] | null;
  /** Only the records that this root cause blocks. */
  readonly rootCause: string | null;
  /** COMPARE: only what changed since the mapping was last compared, where that can be known. */
  readonly incremental: boolean;
  /** MIGRATE and RECONCILE of chosen records: their missing parents first. */
  readonly withParents: boolean;
  readonly dryRun: boolean;
  /** REVERT: the run that is taken back. */
  readonly reverts: string | null;
  readonly onFailure: OnFailure;
  readonly maxFailures: number;
  readonly rowsPerSecond: number | null;
  readonly reason: string;
  /** The same key with the same request starts no second run. Null: every request starts one. */
  readonly idempotencyKey: string | null;
}
