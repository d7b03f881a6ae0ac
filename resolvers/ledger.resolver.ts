import { ArrayMaxSize, IsOptional, Matches, MaxLength } from 'class-validator';
import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Query, Resolver, registerEnumType } from 'type-graphql';
import type { Change } from '../entities/ledger/change';
import { Discrepancy, DiscrepancyState } from '../entities/ledger/discrepancy';
import { Waiver } from '../entities/ledger/waiver';
import { Verdict } from '../reconciliation/comparing/verdict';
import { listDiscrepancies } from '../reconciliation/ledger/discrepancies';
import { listChanges } from '../reconciliation/ledger/lists';
import { listWaivers } from '../reconciliation/ledger/waivers';
import { type Connection, connect, connectionOf, decodeCursor, PATTERN } from './connection';
import type { RequestContext } from './context';
import { given } from './given';
import { checkFirst } from './input-error';
import { IsLegacyId } from './is-legacy-id';
import { redactChange } from './redact';
import { READERS } from './role';
import { ChangeConnection } from './types/change-connection';
import { MappingName } from './types/names';

const DiscrepancyConnection = connectionOf<Discrepancy>('Discrepancy', () => Discrepancy);
const WaiverConnection = connectionOf<Waiver>('Waiver', () => Waiver);

export enum DiscrepancyOrder {
  OLDEST = 'OLDEST',
  NEWEST = 'NEWEST',
}

registerEnumType(DiscrepancyOrder, { name: 'DiscrepancyOrder', description: 'By the time a discrepancy was opened.' });

@InputType({ description: 'Which discrepancies; all conditions must hold.' })
export class DiscrepancyWhere {
  @Field(() => MappingName, { nullable: true }) @IsOptional() mapping?: string | null;

  @Field(() => [Verdict], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(8, { message: 'verdict may name at most 8 verdicts' })
  verdict?: Verdict[] | null;

  @Field(() => [DiscrepancyState], { nullable: true, description: 'Default: OPEN and WAIVED.' })
  @IsOptional()
  @ArrayMaxSize(3, { message: 'state may name at most 3 states' })
  state?: DiscrepancyState[] | null;

  @Field(() => String, { nullable: true, description: 'A field that differs, cannot be read or stands in the way.' })
  @IsOptional()
  @MaxLength(100, { message: 'field is longer than any field name' })
  field?: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of a root cause.' })
  @IsOptional()
  @MaxLength(100, { message: 'rootCause is longer than any id' })
  rootCause?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsLegacyId('legacyId must be a whole number')
  legacyId?: string | null;
}

@InputType({ description: 'Which changes; all conditions must hold.' })
export class ChangeWhere {
  @Field(() => MappingName, { nullable: true }) @IsOptional() mapping?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsLegacyId('legacyId must be a whole number')
  legacyId?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @Matches(PATTERN.uuid, { message: 'newId must be a UUID in lower case' })
  newId?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200, { message: 'actor is longer than 200 characters' })
  actor?: string | null;
}

@InputType({ description: 'Which waivers; all conditions must hold.' })
export class WaiverWhere {
  @Field(() => MappingName, { nullable: true }) @IsOptional() mapping?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsLegacyId('legacyId must be a whole number')
  legacyId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: neither withdrawn nor expired. False: one of the two.' })
  @IsOptional()
  standing?: boolean | null;
}

@Resolver()
export class LedgerResolver {
  @Authorized(READERS)
  @Query(() => DiscrepancyConnection, { description: 'What does not match, as remembered. Comparing refreshes it.' })
  async discrepancies(
    @Ctx() { service }: RequestContext,
    @Arg('first', () => Int) first: number,
    @Arg('where', () => DiscrepancyWhere, { nullable: true }) where?: DiscrepancyWhere,
    @Arg('orderBy', () => DiscrepancyOrder, { defaultValue: DiscrepancyOrder.OLDEST }) order?: DiscrepancyOrder,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Discrepancy>> {
    const { verdict, state, ...rest } = given(where);
    const filter = {
      ...rest,
      states: state ?? [DiscrepancyState.OPEN, DiscrepancyState.WAIVED],
      ...(verdict === undefined ? {} : { verdicts: verdict }),
      newest: order === DiscrepancyOrder.NEWEST,
    };
    const cursor = decodeCursor(after, [PATTERN.instant, PATTERN.uuid]);
    const page = await listDiscrepancies(service.sides.new, filter, checkFirst(first), cursor);
    return connect(
      page,
      (discrepancy) => [discrepancy.openedAt, discrepancy.id],
      (discrepancy) => discrepancy,
    );
  }

  @Authorized(READERS)
  @Query(() => ChangeConnection, { description: 'What this service wrote on the new side, the newest first.' })
  async changes(
    @Ctx() { service }: RequestContext,
    @Arg('first', () => Int) first: number,
    @Arg('where', () => ChangeWhere, { nullable: true }) where?: ChangeWhere,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Change>> {
    const page = await listChanges(
      service.sides.new,
      given(where),
      checkFirst(first),
      decodeCursor(after, [PATTERN.change]),
    );
    return connect(page, (change) => [change.id], redactChange);
  }

  @Authorized(READERS)
  @Query(() => WaiverConnection, { description: 'The discrepancies that people accepted, the newest first.' })
  async waivers(
    @Ctx() { service }: RequestContext,
    @Arg('first', () => Int) first: number,
    @Arg('where', () => WaiverWhere, { nullable: true }) where?: WaiverWhere,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Waiver>> {
    const cursor = decodeCursor(after, [PATTERN.instant, PATTERN.uuid]);
    const page = await listWaivers(service.sides.new, given(where), checkFirst(first), cursor);
    return connect(
      page,
      (waiver) => [waiver.at, waiver.id],
      (waiver) => waiver,
    );
  }
}
