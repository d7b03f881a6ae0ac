import { columnOf, tableOf } from '../entities/table';
import type {
  Companion,
  Companions,
  Conditions,
  MappedField,
  Mapping,
  Measure,
  Provenance,
  Rule,
  Scope,
} from './mapping';

type Class<T extends object> = new () => T;
type ColumnKey<T> = { [K in keyof T]-?: NonNullable<T[K]> extends string | boolean ? K : never }[keyof T] & string;
type ParentKey<T> = Exclude<keyof T & string, ColumnKey<T>>;
type Depth = [never, 0, 1, 2, 3];

/** A column of the legacy record, or of a parent or companion reached from it: `patient.doctorId`. */
export type Path<T, D extends number = 3> =
  | ColumnKey<T>
  | (D extends 0 ? never : { [K in ParentKey<T>]: `${K}.${Path<NonNullable<T[K]>, Depth[D]>}` }[ParentKey<T>]);

interface CompanionOptions<T> {
  /** The path of the record; its parents are checked when the mapping is made. */
  of?: string;
  where?: Conditions<Path<T>>;
  presence?: Companion['presence'];
  pick?: 'lowest' | 'highest' | { before: ColumnKey<T> };
}

export function companion<T extends object>(
  entity: Class<T>,
  by: Path<T>,
  options: CompanionOptions<T> = {},
): Companion<T> {
  const { of = null, where = {}, presence = 'optional', pick = 'lowest' } = options;
  return { entity, by, of, where, presence, pick };
}

type Joined<L, C extends Companions> = L & {
  [K in keyof C]?: C[K] extends Companion<infer T> ? T : never;
};

/** Every column of the new table but its generated primary key has a rule; the compiler sees to it. */
type Rules<L, N, C extends Companions> = {
  readonly [K in Exclude<ColumnKey<N>, 'id'>]: Rule<Path<Joined<L, C>>>;
};

interface Declaration<L extends object, N extends object, C extends Companions> {
  name: string;
  system: string;
  title: string;
  description: string;
  provenance?: Provenance;
  legacy: {
    entity: Class<L>;
    companions?: C;
    /** Which rows of the table are this mapping's records; the others belong to no figure of it. */
    population?: Conditions<Path<Joined<L, C>>>;
    // NoInfer: the companions are inferred from their declaration alone, never from what a scope reads.
    scope?: Scope<Path<Joined<L, NoInfer<C>>>>;
  };
  new: {
    entity: Class<N>;
    /** The column that holds the legacy id, or the fields that together identify the counterpart. */
    key: ColumnKey<N> | readonly ColumnKey<N>[];
    /** Which rows of the table are this mapping's, where others write to it as well. */
    where?: Partial<Readonly<Record<ColumnKey<N>, string>>>;
  };
  rules: Rules<L, N, C>;
  /** Parents without which a record is not created though no new column names them, by a name of their own. */
  requires?: Readonly<Record<string, Rule<Path<Joined<L, NoInfer<C>>>>>>;
  measures?: readonly Measure<ColumnKey<N>>[];
}

/** A requirement in the form of a field, so that everything which walks references walks it too. */
const requirement = (property: string, rule: Rule): MappedField => ({
  property,
  column: {
    property,
    name: property,
    kind: 'uuid',
    dataClass: 'INTERNAL',
    nullable: false,
    primary: false,
    unique: false,
    indexed: false,
  },
  rule,
});

export function mapping<
  L extends object,
  N extends object,
  const C extends Companions = Readonly<Record<never, Companion>>,
>(declaration: Declaration<L, N, C>): Mapping {
  const table = tableOf(declaration.new.entity);
  const { key } = declaration.new;
  return {
    name: declaration.name,
    system: declaration.system,
    title: declaration.title,
    description: declaration.description,
    provenance: declaration.provenance ?? 'MIGRATED',
    legacy: {
      entity: declaration.legacy.entity,
      table: tableOf(declaration.legacy.entity),
      companions: declaration.legacy.companions ?? {},
      population: declaration.legacy.population ?? {},
      scope: declaration.legacy.scope ?? null,
    },
    new: {
      entity: declaration.new.entity,
      table,
      keyColumn: typeof key === 'string' ? key : null,
      naturalKey: typeof key === 'string' ? [] : key,
      where: { ...(declaration.new.where as Readonly<Record<string, string>> | undefined) },
    },
    fields: Object.entries<Rule>(declaration.rules).map(([property, rule]) => ({
      property,
      column: columnOf(table, property),
      rule,
    })),
    requirements: Object.entries<Rule>(declaration.requires ?? {}).map(([name, rule]) => requirement(name, rule)),
    measures: declaration.measures ?? [],
  };
}
