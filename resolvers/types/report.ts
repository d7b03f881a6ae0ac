import { Ctx, Field, Int, ObjectType } from 'type-graphql';
import { DateTimeText, DecimalText } from '../../entities/scalars';
import { checkIntegrity } from '../../reconciliation/integrity-checks';
import { listMeasured } from '../../reconciliation/reporting/list-measured';
import type { MigrationReport as Found } from '../../reconciliation/reporting/report';
import type { RequestContext } from '../context';
import { IntegrityCheck } from '../integrity.resolver';
import { Measure } from './measure';
import { Provenance } from './names';

@ObjectType({ description: 'A rate and what it is a rate of.' })
export class Rate {
  @Field(() => DecimalText, {
    nullable: true,
    description: 'Percent with two decimals, rounded half up. Null: the base is 0.',
  })
  percent!: string | null;
  @Field(() => String, { description: 'Such as "16,011 of 16,014 records".' }) base!: string;
}

@ObjectType({ description: 'What arrived of the records that had to, and what was lost. due = migrated + lost.' })
class Arrivals {
  @Field(() => Int, { description: 'Legacy records that belong on the new side.' }) due!: number;
  @Field(() => Int, { description: 'Due records that have a counterpart, right or wrong.' }) migrated!: number;
  @Field(() => Int, { description: 'Migrated records in which nothing differs.' }) matched!: number;
  @Field(() => Int, { description: 'Due records without a counterpart.' }) lost!: number;
}

@ObjectType({ description: 'The figures of one mapping.' })
export class ReportLine extends Arrivals {
  @Field(() => String) mapping!: string;
  @Field(() => String) system!: string;
  @Field(() => String) title!: string;
  @Field(() => Provenance) provenance!: Provenance;
  @Field(() => Rate, { description: 'migrated / due.' }) rate!: Rate;
  @Field(() => DateTimeText, { description: 'When the mapping was last compared, in UTC.' }) asOf!: string;
}

@ObjectType({ description: 'The sums of the mappings of a system.' })
export class ReportSystem extends Arrivals {
  @Field(() => String) name!: string;
  @Field(() => Rate, { description: 'migrated / due.' }) rate!: Rate;
  @Field(() => DateTimeText, { nullable: true, description: 'The oldest comparison of its mappings, in UTC.' })
  asOf!: string | null;
}

@ObjectType({ description: 'The sums of all lines, and their rate in each way in which people take it.' })
export class ReportTotals extends Arrivals {
  @Field(() => Rate, { description: 'migrated / due: every record counts the same.' }) byRows!: Rate;
  @Field(() => Rate, { description: 'The mean of the lines’ rates: every mapping counts the same.' })
  meanOfRates!: Rate;
  @Field(() => Rate, { description: 'The rate in the middle of the lines.' }) medianOfRates!: Rate;
  @Field(() => Rate, { description: 'By rows, without mappings that are DERIVED: nothing of those can be lost.' })
  withoutDerived!: Rate;
}

@ObjectType({
  description:
    'The figures of the migration, from the ledger: nothing is compared for it. Its parts add up to its totals.',
})
export class MigrationReport {
  @Field(() => DateTimeText, {
    nullable: true,
    description: 'The oldest comparison behind it, in UTC. Null: nothing was ever compared.',
  })
  asOf!: string | null;

  @Field(() => Boolean, { description: 'Whether every mapping was compared and nothing moved meanwhile.' })
  isComplete!: boolean;

  @Field(() => [String], { description: 'What keeps it from being complete, and what to do.' }) notes!: string[];
  @Field(() => [ReportLine], { description: 'One for each mapping that was compared, parents first.' })
  lines!: ReportLine[];
  @Field(() => [ReportSystem]) systems!: ReportSystem[];
  @Field(() => [ReportLine], { description: 'The same lines, the worst rate first.' }) ranking!: ReportLine[];
  @Field(() => ReportTotals) totals!: ReportTotals;

  @Field(() => [Measure], { description: 'Sums, averages and breakdowns, counted now on both sides.' })
  async measures(@Ctx() { service }: RequestContext): Promise<Measure[]> {
    const measured = await listMeasured(service.sides, service.mappings);
    return measured.map((each) => Measure.of(each));
  }

  @Field(() => [IntegrityCheck], { description: 'Every reference of every mapping, checked now.' })
  async integrity(@Ctx() { service }: RequestContext): Promise<IntegrityCheck[]> {
    const checks = await checkIntegrity(service.sides.new, service.mappings);
    return checks.map((check) => IntegrityCheck.of(check));
  }

  static of(found: Found): MigrationReport {
    return Object.assign(new MigrationReport(), found);
  }
}
