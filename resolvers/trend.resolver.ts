import { Arg, Authorized, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { DateText, DecimalText } from '../entities/scalars';
import { listTrend, type TrendDay } from '../reconciliation/ledger/trend';
import { rateOf } from '../reconciliation/reporting/rate';
import { READERS } from './access/role';
import type { RequestContext } from './context';
import { inputError } from './input-error';
import { MappingName } from './types/names';

@ObjectType({ description: 'How the mappings stood at the end of one UTC day, all of them together.' })
export class TrendPoint {
  @Field(() => DateText, { description: 'The day, from midnight to midnight in UTC.' }) day!: string;
  @Field(() => Int, { description: 'Legacy records, as of the last comparison of each mapping up to that day.' })
  base!: number;
  @Field(() => Int, { description: 'Those of the base that matched, as of the same comparisons.' }) matched!: number;
  @Field(() => DecimalText, {
    nullable: true,
    description: 'matched in percent of base, with two decimals, rounded half up; null: base is 0.',
  })
  matchedRate!: string | null;
  @Field(() => Int, {
    description:
      'Discrepancies that had been opened by the end of that day and not closed, waived ones included. One that was closed and reopened counts as open from its first day on: when it was closed in between is not kept.',
  })
  open!: number;
  @Field(() => Int, { description: 'Discrepancies first seen on that day; one that came back is not among them.' })
  opened!: number;
  @Field(() => Int, {
    description:
      'Discrepancies found gone on that day, and not seen again since: one that came back is not among them.',
  })
  closed!: number;

  static of(day: TrendDay): TrendPoint {
    const matchedRate = rateOf({ part: day.matched, whole: day.base }).percent;
    return Object.assign(new TrendPoint(), { ...day, matchedRate });
  }
}

const MOST_DAYS = 366;

@Resolver()
export class TrendResolver {
  @Authorized(READERS)
  @Query(() => [TrendPoint], {
    description:
      'From day to day, the oldest first: a point for each UTC day on which a comparison of one of the mappings ended, and for today once there was one. base and matched are kept when a comparison of a whole mapping, or of all that changed in it, ends without a failure; single records, chosen ones and writes change them with the next of these. open, opened and closed count all that the ledger saw, whatever looked. On days without a point nothing is known of base and matched.',
  })
  async trend(
    @Ctx() { access, service }: RequestContext,
    @Arg('mapping', () => MappingName, { nullable: true, description: 'Null: all mappings of your systems.' })
    name: string | null | undefined,
    @Arg('days', () => Int, { defaultValue: 30, description: 'How many days back, today included: 1 to 366.' })
    days: number,
  ): Promise<TrendPoint[]> {
    if (days < 1 || days > MOST_DAYS) throw inputError(`days must be between 1 and ${MOST_DAYS}`);
    const mappings = name == null ? access.mappings : [access.mapping(name)];
    const found = await listTrend(
      service.sides.new,
      mappings.map((mapping) => mapping.name),
      days,
    );
    return found.map((day) => TrendPoint.of(day));
  }
}
