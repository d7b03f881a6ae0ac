import type { OnFailure } from '../generated/operations';

/** What a run is to be about; the rest is asked in the dialog. */
export interface RunRequest {
  /** Absent: it is asked for. */
  readonly kind?: 'COMPARE' | 'MIGRATE' | 'RECONCILE' | 'REVERT';
  /** As the person would say it: `Migrate what this cause blocks`. */
  readonly title: string;
  /** Absent for REVERT, which is about the mapping of its run; for the other kinds it is asked for then. */
  readonly mapping?: string;
  readonly rootCause?: string;
  readonly legacyIds?: readonly string[];
  /** The run that is taken back; only for REVERT. */
  readonly reverts?: string;
  /** Whether missing parents are migrated along, unless the person decides otherwise. */
  readonly withParents?: boolean;
  /** As a dry run was asked for that is now to be carried out; absent: nothing is decided yet. */
  readonly as?: RunChoices;
}

/** What the person decides about a run. */
export interface RunChoices {
  readonly dryRun: boolean;
  readonly incremental: boolean;
  readonly withParents: boolean;
  readonly onFailure: OnFailure;
  readonly maxFailures: number;
  /** Null: as the service is configured. */
  readonly rowsPerSecond: number | null;
  readonly reason: string;
}
