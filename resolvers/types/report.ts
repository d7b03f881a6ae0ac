import { Ctx, Field, Int, ObjectType } from 'type-graphql';
import { DateTimeText } from '../../entities/scalars';
import { checkIntegrity } from '../../reconciliation/integrity-checks';
import { listMeasured } from '../../reconciliation/reporting/list-measured';
import type { MigrationReport as Found } from '../../reconciliation/reporting/report';
import type { RequestContext } from '../context';
import { IntegrityCheck } from '../integrity.resolver';
import { Measure } from './measure';
import { Provenance } from './names';
import { Rate } from './rate';

@ObjectType({
  description:
    'What arrived of the records that had to, and what was lost. base = due + excluded, and due = migrated + lost.',
})
class Arrivals {
  @Field(() => Int, { description: 'All legacy records, those left out on purpose included.' }) base!: number;
  @Field(() => Int, { description: 'Legacy records that were left out on purpose.' }) excluded!: number;
  @Field(() => Int, { description: 'Legacy records that belong on the new side.' }) due!: number;
  @Field(() => Int, { description: 'Due records that have a counterpart, right or wrong.' }) migrated!: number;
  @Field(() => Int, { description: 'Migrated records in which nothing differs.' }) matched!: number;
  @Field(() => Int, { description: 'Due records without a counterpart.' }) lost!: number;
}

@ObjectType({ description: 'The figures of one mapping.' })
export class ReportLine extends Arrivals {
  @Field(() => String, { description: 'The name of the mapping.' }) mapping!: string;
  @Field(() => String, { description: 'The group of mappings that it belongs to.' }) system!: string;
  @Field(() => String, { description: 'The mapping, for people.' }) title!: string;
  @Field(() => Provenance, { description: 'Whether the records were migrated, or made from others.' })
  provenance!: Provenance;
  @Field(() => Rate, { description: 'What arrived, right or wrong: migrated / due.' }) rate!: Rate;
  @Field(() => Rate, { description: 'What arrived and is right: matched / due.' }) matchedRate!: Rate;
  @Field(() => DateTimeText, { description: 'When the mapping was last compared, in UTC.' }) asOf!: string;
}

@ObjectType({ description: 'The sums of the mappings of a system.' })
export class ReportSystem extends Arrivals {
  @Field(() => String, { description: 'The name of the group of mappings.' }) name!: string;
  @Field(() => Rate, { description: 'What arrived, right or wrong: migrated / due.' }) rate!: Rate;
  @Field(() => Rate, { description: 'What arrived and is right: matched / due.' }) matchedRate!: Rate;
  @Field(() => DateTimeText, {
    nullable: true,
    description: 'The oldest comparison of its mappings that were compared, in UTC. Null: none was.',
  })
  asOf!: string | null;
}

@ObjectType({ description: 'The sums of all lines, and their rate in each way in which people take it.' })
export class ReportTotals extends Arrivals {
  @Field(() => Rate, { description: 'What arrived, right or wrong: migrated / due. Every record counts the same.' })
  byRows!: Rate;
  @Field(() => Rate, { description: 'What arrived and is right: matched / due. Every record counts the same.' })
  matchedRate!: Rate;
  @Field(() => Rate, { description: 'The mean of the lines’ rates of what arrived: every mapping counts the same.' })
  meanOfRates!: Rate;
  @Field(() => Rate, {
    description: 'The rate of what arrived in the middle of the lines, or the mean of the two there.',
  })
  medianOfRates!: Rate;
  @Field(() => Rate, { description: 'byRows without mappings that are DERIVED: nothing of those can be lost.' })
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
  @Field(() => [ReportSystem], { description: 'One for each group of mappings of which one was compared.' })
  systems!: ReportSystem[];
  @Field(() => [ReportLine], { description: 'The same lines, the worst rate first.' }) ranking!: ReportLine[];
  @Field(() => ReportTotals, { description: 'The sums of all lines.' }) totals!: ReportTotals;

  @Field(() => [Measure], { description: 'Sums, averages and breakdowns, counted now on both sides.' })
  async measures(@Ctx() { access, service }: RequestContext): Promise<Measure[]> {
    const measured = await listMeasured(service.sides, access.mappings);
    return measured.map((each) => Measure.of(each));
  }

  @Field(() => [IntegrityCheck], { description: 'Every reference of every mapping, checked now.' })
  async integrity(@Ctx() { access, service }: RequestContext): Promise<IntegrityCheck[]> {
    const checks = await checkIntegrity(service.sides.new, access.mappings);
    return checks.map((check) => IntegrityCheck.of(check));
  }

  static of(found: Found): MigrationReport {
    return Object.assign(new MigrationReport(), found);
  }
}
