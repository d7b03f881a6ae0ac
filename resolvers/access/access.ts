import { GraphQLError } from 'graphql';
import type { Table } from '../../entities/table';
import { type Mapping, withAncestors } from '../../reconciliation/mapping';
import type { Caller } from './caller';
import { Role } from './role';

/** Roles that see personal and medical values; the others see that two values differ, and not the values. */
export const UNMASKED = [Role.ANALYST, Role.SUPPORT, Role.ADMIN];

export const forbidden = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });

/** Which mappings a list in the ledger is about; null: all, those included that the service does not know any more. */
type Names = readonly string[] | null;

/** What one caller may see and touch, beyond the roles that a root field names. */
export class Access {
  /** Whether personal and medical values are shown as they are. */
  readonly seesPersonal: boolean;

  constructor(
    private readonly viewer: Caller,
    private readonly all: readonly Mapping[],
  ) {
    this.seesPersonal = viewer.roles.some((role) => UNMASKED.includes(role));
  }

  /** Whether there are systems that are not the caller's. */
  get isLimited(): boolean {
    return this.viewer.systems !== null;
  }

  /** The mappings of the caller's systems, parents before children. */
  get mappings(): readonly Mapping[] {
    return this.all.filter((mapping) => this.isOpen(mapping));
  }

  isOpen({ system }: Mapping): boolean {
    return this.viewer.systems === null || this.viewer.systems.includes(system);
  }

  /** Whether what the ledger keeps under the name of a mapping is the caller's to see. */
  isOpenName(name: string): boolean {
    return !this.isLimited || this.mappings.some((mapping) => mapping.name === name);
  }

  /** The mapping of a name that the API's own enum has let through; one of another system is refused. */
  mapping(name: string): Mapping {
    const found = this.all.find((mapping) => mapping.name === name);
    if (found === undefined) throw new Error(`there is no mapping ${name}`);
    if (!this.isOpen(found)) throw forbidden(`${name} is of a system that is not yours`);
    return found;
  }

  /** The conditions of a list that may name a mapping, kept to the caller's systems. */
  restrict<Where extends { readonly mapping?: string }>(where: Where): Where & { readonly mappings?: Names } {
    if (where.mapping !== undefined) this.mapping(where.mapping);
    return { ...where, mappings: this.isLimited ? this.mappings.map(({ name }) => name) : null };
  }

  /** Refuses what would write or show records of mappings that are not the caller's. */
  requireOpen(names: readonly string[]): void {
    const foreign = names.find((name) => !this.isOpenName(name));
    if (foreign !== undefined)
      throw forbidden(`this reaches records of ${foreign}, which is of a system that is not yours`);
  }

  /** Refuses a run that creates records of systems that are not the caller's, as parents of those it is about. */
  requireReach(mapping: Mapping, withParents: boolean): void {
    if (withParents) this.requireOpen(withAncestors(mapping).map(({ name }) => name));
  }

  /** Refuses rows of tables that no mapping of the caller's systems is about. */
  requireTable(table: Table): void {
    if (!this.isLimited) return;
    const isOwn = this.mappings.some((mapping) => [mapping.legacy.table, mapping.new.table].includes(table));
    if (!isOwn) throw forbidden(`rows of ${table.name} are of no system that is yours`);
  }

  /** Refuses what concerns the service as a whole. */
  requireAllSystems(): void {
    if (this.isLimited) throw forbidden('this concerns all systems, and some are not yours');
  }
}
