import { Ctx, Field, Float, Int, ObjectType } from 'type-graphql';
import { DateTimeText } from '../../entities/scalars';
import { type Mapping as Declared, isRequiredReference, parentsOf, variantsOf } from '../../reconciliation/mapping';
import { ratesOf } from '../../reconciliation/reporting/report-line';
import { childReferences } from '../../reconciliation/tracing/children';
import type { RequestContext } from '../context';
import { ColumnPair } from './column-pair';
import { Provenance } from './names';
import { Rate } from './rate';
import { RowProvenance } from './row-provenance';
import { TableConstraint, TableTrigger } from './table-part';

@ObjectType({ description: 'How one new field follows from the legacy record.' })
export class MappingRule {
  @Field(() => String, { description: 'The new field.' }) field!: string;
  @Field(() => String, { description: 'The column of the new table.' }) column!: string;
  @Field(() => String, { description: 'What the rule does: copy, map, reference, derived, ignored and others.' })
  kind!: string;
  @Field(() => String, { description: 'The rule in words.' }) words!: string;
  @Field(() => [String], { description: 'The legacy fields that it reads.' }) reads!: string[];
  @Field(() => String, {
    nullable: true,
    description:
      'For a reference, the mapping of the parent, or several joined by "or" where the record decides. Null: it is no reference.',
  })
  parent!: string | null;
  @Field(() => Boolean, {
    description: 'For a reference, whether the record cannot exist without the parent; otherwise false.',
  })
  required!: boolean;
  @Field(() => String, {
    description: 'How sensitive the new column is: PUBLIC, INTERNAL, PERSONAL, HEALTH or SECRET.',
  })
  dataClass!: string;
}

@ObjectType({
  description: 'How many records of a mapping stand how, from the ledger. The verdicts but EXTRA add up to the base.',
})
export class MappingFigures {
  @Field(() => Int, { description: 'Legacy records of the mapping, excluded ones included.' }) base!: number;
  @Field(() => Int, { description: 'Legacy records whose counterpart is as it should be.' }) matched!: number;
  @Field(() => Int, { description: 'Legacy records with a counterpart of which a field is not as it should be.' })
  different!: number;
  @Field(() => Int, { description: 'Legacy records without a counterpart for which nothing is in the way of one.' })
  missing!: number;
  @Field(() => Int, { description: 'Legacy records without a counterpart that cannot have one yet: see their causes.' })
  blocked!: number;
  @Field(() => Int, { description: 'Legacy records that were left out on purpose; not due.' }) excluded!: number;
  @Field(() => Int, { description: 'New rows that should not be there; outside the base.' }) extra!: number;
  @Field(() => Int, {
    description: 'Legacy records with several counterparts, or of which nobody can say whose is whose.',
  })
  ambiguous!: number;
  @Field(() => Int, {
    description: 'Legacy records of which a value on either side cannot be read, so nothing is said.',
  })
  unreadable!: number;
  @Field(() => Int, { description: 'Discrepancies that a person accepted; they keep their verdict.' }) waived!: number;
  @Field(() => DateTimeText, {
    nullable: true,
    description: 'When the whole mapping was last compared, in UTC. Null: never, and the counts mean nothing yet.',
  })
  asOf!: string | null;

  @Field(() => Int, { description: 'Legacy records that belong on the new side: base - excluded.' }) due!: number;

  @Field(() => Int, {
    description:
      'Due legacy records that have a counterpart, right or wrong: matched, different, ambiguous, and unreadable ones that arrived.',
  })
  migrated!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'What arrived and is right: matched / due, a fraction between 0 and 1. It is no larger than arrivalRate. Null: nothing is due.',
  })
  successRate(): number | null {
    return this.due === 0 ? null : this.matched / this.due;
  }

  @Field(() => Rate, {
    description: 'What arrived, right or wrong: migrated / due in percent, as the report and the claims have it.',
  })
  arrivalRate(): Rate {
    return Rate.of(ratesOf(this).rate);
  }
}

@ObjectType({ description: 'How records of one legacy table become records of one new table.' })
export class Mapping {
  declared!: Declared;
  @Field(() => String, { description: 'Its own; other queries take it as argument.' }) name!: string;
  @Field(() => String, { description: 'The group of mappings that the migration report puts it in.' }) system!: string;
  @Field(() => String, { description: 'Its name for people.' }) title!: string;
  @Field(() => String, { description: 'What the records are, in a sentence or two.' }) description!: string;
  @Field(() => Provenance, { description: 'Whether the new rows came from legacy records or were made from others.' })
  provenance!: Provenance;
  @Field(() => String, { nullable: true, description: 'Why some legacy records are left out; null: none are.' }) scope!:
    | string
    | null;
  @Field(() => String, { description: 'The table of the legacy database.' }) legacyTable!: string;
  @Field(() => String, { description: 'The table of the new database.' }) newTable!: string;
  @Field(() => [String], { description: 'The new fields by which the counterpart of a legacy record is found.' })
  key!: string[];
  @Field(() => [MappingRule], { description: 'One for each new column.' }) rules!: MappingRule[];

  @Field(() => [Mapping], { description: 'The mappings of your systems that its references lead to.' })
  parents(@Ctx() { access }: RequestContext): Mapping[] {
    const parents = parentsOf(this.declared).filter((parent) => access.isOpen(parent));
    return parents.map((parent) => Mapping.of(parent));
  }

  @Field(() => [Mapping], { description: 'The mappings of your systems whose references lead to it.' })
  children(@Ctx() { access }: RequestContext): Mapping[] {
    const children = childReferences(access.mappings, this.declared).map((reference) => reference.mapping);
    return [...new Set(children)].map((child) => Mapping.of(child));
  }

  @Field(() => MappingFigures, { description: 'How many records stand how, as last compared.' })
  async figures(@Ctx() { loaders }: RequestContext): Promise<MappingFigures> {
    return Object.assign(new MappingFigures(), await loaders.figures.load(this.name));
  }

  @Field(() => RowProvenance, { description: 'Where its new rows come from, counted now.' })
  async rows(@Ctx() { loaders }: RequestContext): Promise<RowProvenance> {
    return RowProvenance.of(this.declared, await loaders.rowProvenance.load(this.declared));
  }

  @Field(() => [ColumnPair], {
    description:
      'Both tables side by side as they are now: every new column with its rule, then the legacy columns that no rule reads.',
  })
  async columns(@Ctx() { loaders }: RequestContext): Promise<ColumnPair[]> {
    return ColumnPair.listOf(this.declared, await loaders.findTables(this.declared));
  }

  @Field(() => [TableConstraint], {
    description:
      'Keys, checks and unique indexes of both tables as they are now. MySQL and MariaDB show checks only to a login that may change the table.',
  })
  async constraints(@Ctx() { loaders }: RequestContext): Promise<TableConstraint[]> {
    return TableConstraint.listOf(this.declared, await loaders.findTables(this.declared));
  }

  @Field(() => [TableTrigger], {
    description:
      'Triggers of both tables as they are now. MySQL and MariaDB show them only to a login that may make some, so none of a legacy side that is only read.',
  })
  async triggers(@Ctx() { loaders }: RequestContext): Promise<TableTrigger[]> {
    return TableTrigger.listOf(this.declared, await loaders.findTables(this.declared));
  }

  static of(declared: Declared): Mapping {
    const { name, system, title, description, provenance, legacy } = declared;
    const key = declared.new.keyColumn === null ? [...declared.new.naturalKey] : [declared.new.keyColumn];
    return Object.assign(new Mapping(), {
      declared,
      name,
      system,
      title,
      description,
      provenance: Provenance[provenance],
      scope: legacy.scope?.because ?? null,
      legacyTable: legacy.table.name,
      newTable: declared.new.table.name,
      key,
      rules: declared.fields.map((field) => ruleOf(field)),
    });
  }
}

function ruleOf(field: Declared['fields'][number]): MappingRule {
  const { rule, column, property } = field;
  const parents = variantsOf(field).flatMap((variant) => variant.rule.reference?.mapping().name ?? []);
  return Object.assign(new MappingRule(), {
    field: property,
    column: column.name,
    kind: rule.kind,
    words: rule.words,
    reads: [...rule.reads],
    parent: parents.length === 0 ? null : parents.join(' or '),
    required: parents.length > 0 && variantsOf(field).every(isRequiredReference),
    dataClass: column.dataClass,
  });
}

@ObjectType({ description: 'A group of mappings, as the migration report groups them.' })
export class System {
  @Field(() => String, { description: 'The name of the group.' }) name!: string;
  @Field(() => [Mapping], { description: 'Its mappings, parents before children.' }) mappings!: Mapping[];

  @Field(() => MappingFigures, {
    description: 'The sums of its mappings. asOf is the oldest of theirs; null: one was never compared.',
  })
  async figures(@Ctx() { loaders }: RequestContext): Promise<MappingFigures> {
    const all = await Promise.all(this.mappings.map((mapping) => loaders.figures.load(mapping.name)));
    const sums = new MappingFigures();
    const counts = [
      'base',
      'matched',
      'different',
      'missing',
      'blocked',
      'excluded',
      'extra',
      'ambiguous',
      'unreadable',
      'waived',
      'due',
      'migrated',
    ] as const;
    for (const count of counts) sums[count] = all.reduce((total, figures) => total + (figures?.[count] ?? 0), 0);
    const dates = all.map((figures) => figures?.asOf ?? null);
    sums.asOf = dates.includes(null)
      ? null
      : (dates.reduce((oldest, date) => (oldest !== null && date !== null && date > oldest ? oldest : date)) ?? null);
    return sums;
  }
}
