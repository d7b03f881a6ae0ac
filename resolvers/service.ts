import type { DataSource } from 'typeorm';
import { type ApprovalPolicy, PLAIN_POLICY } from '../reconciliation/approvals/approval-policy';
import type { Claim } from '../reconciliation/claims/claims';
import { Comparison } from '../reconciliation/comparison';
import type { Mapping } from '../reconciliation/mapping';
import type { RowSources, Sides } from '../reconciliation/reading/database';
import { RunControl } from '../reconciliation/runs/run-control';
import { AttemptTrail } from '../reconciliation/writing/attempt-trail';
import { WriteProtocol } from '../reconciliation/writing/protocol';

/** What the resolvers work with: the two sides, the comparer and the writer. One for the life of the server. */
export class Service {
  readonly comparison: Comparison;
  readonly protocol: WriteProtocol;
  readonly runs: RunControl;
  readonly attempts: AttemptTrail;

  constructor(
    readonly sides: Sides,
    readonly newSource: DataSource,
    /** Opened only where somebody compares a whole mapping here. */
    rows: RowSources,
    readonly mappings: readonly Mapping[],
    /** The stated figures that are held against live data; none unless a file was given. */
    readonly claims: readonly Claim[] = [],
    /** Whether the configuration asks for READ_ONLY, whatever the ledger says. */
    readonly isReadOnly = false,
    /** What needs a second person. */
    approvals: ApprovalPolicy = PLAIN_POLICY,
  ) {
    this.comparison = new Comparison(sides, mappings, { rows, source: newSource });
    this.attempts = new AttemptTrail(newSource);
    this.runs = new RunControl(newSource, isReadOnly, approvals);
    this.protocol = new WriteProtocol(newSource, sides.legacy, mappings, isReadOnly, approvals);
  }

  /** The mapping of a name that the API's own enum has let through. */
  mapping(name: string): Mapping {
    const found = this.mappings.find((mapping) => mapping.name === name);
    if (found === undefined) throw new Error(`there is no mapping ${name}`);
    return found;
  }
}
