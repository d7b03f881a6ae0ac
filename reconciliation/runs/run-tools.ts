import type { DataSource } from 'typeorm';
import type { ApprovalPolicy } from '../approvals/approval-policy';
import type { Comparison } from '../comparison';
import type { Mapping } from '../mapping';
import type { RowSources, Sides } from '../reading/database';
import type { WriteProtocol } from '../writing/protocol';
import type { Load } from './throttle';

/** What the work on runs is done with. */
export interface RunTools {
  readonly source: DataSource;
  readonly sides: Sides;
  readonly rows: RowSources;
  readonly mappings: readonly Mapping[];
  readonly comparison: Comparison;
  readonly protocol: WriteProtocol;
  readonly load: Load;
}

export interface RunSettings {
  /** Writes that one person may decide on alone. */
  readonly approvalOver: number;
  /** What needs a second person whatever its size, and for how long their word holds. */
  readonly approvals: ApprovalPolicy;
  /** How long a segment stays with a worker that is not heard of. */
  readonly leaseSeconds: number;
  /** Segments that one process works on at a time. */
  readonly lanes: number;
  /** The configuration of this process forbids writes, whatever the ledger says. */
  readonly isReadOnly: boolean;
}

/** Throws on a mapping that this version does not have: the run is of another one. */
export function mappingOf(tools: Pick<RunTools, 'mappings'>, name: string): Mapping {
  const mapping = tools.mappings.find((candidate) => candidate.name === name);
  if (mapping === undefined) throw new Error(`this version has no mapping ${name}`);
  return mapping;
}
