import type { DataSource } from 'typeorm';
import type { Claim } from '../reconciliation/claims/claims';
import { Comparison } from '../reconciliation/comparison';
import type { Mapping } from '../reconciliation/mapping';
import type { Sides } from '../reconciliation/reading/database';
import { WriteProtocol } from '../reconciliation/writing/protocol';

/** What the resolvers work with: the two sides, the comparer and the writer. One for the life of the server. */
export class Service {
  readonly comparison: Comparison;
  readonly protocol: WriteProtocol;

  constructor(
    readonly sides: Sides,
    newSource: DataSource,
    readonly mappings: readonly Mapping[],
    /** The stated figures that are held against live data; none unless a file was given. */
    readonly claims: readonly Claim[] = [],
  ) {
    this.comparison = new Comparison(sides, mappings);
    this.protocol = new WriteProtocol(newSource, sides.legacy, mappings);
  }

  /** The mapping of a name that the API's own enum has let through. */
  mapping(name: string): Mapping {
    const found = this.mappings.find((mapping) => mapping.name === name);
    if (found === undefined) throw new Error(`there is no mapping ${name}`);
    return found;
  }
}
