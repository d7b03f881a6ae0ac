import { ArrayMaxSize, IsOptional, Matches, MaxLength } from 'class-validator';
import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Query, Resolver, registerEnumType } from 'type-graphql';
import type { Change } from '../entities/ledger/change';
import { Discrepancy, DiscrepancyState } from '../entities/ledger/discrepancy';
import { Waiver, WaiverScope } from '../entities/ledger/waiver';
import { Verdict } from '../reconciliation/comparing/verdict';
import { type DiscrepancyFilter, listDiscrepancies } from '../reconciliation/ledger/discrepancies';
import type { Cursor } from '../reconciliation/ledger/filter';
import { listChanges } from '../reconciliation/ledger/lists';
import { listWaivers } from '../reconciliation/ledger/waivers';
import type { Access } from './access/access';
import { redactChange } from './access/redact';
import { READERS } from './access/role';
import { type Connection, connect, connectionOf, decodeCursor, PATTERN } from './connection';
import type { RequestContext } from './context';
import { given } from './given';
import { checkFirst } from './input-error';
import { IsLegacyId } from './is-legacy-id';
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

/** The conditions as the ledger takes them, kept to the caller's systems. */
export function filterOf(access: Access, where: DiscrepancyWhere | undefined, newest: boolean): DiscrepancyFilter {
  const { verdict, state, ...rest } = access.restrict(given(where));
  const states = state ?? [DiscrepancyState.OPEN, DiscrepancyState.WAIVED];
  return { ...rest, states, ...(verdict === undefined ? {} : { verdicts: verdict }), newest };
}

/** Where a page of discrepancies begins. */
export const placeOf = (after: string | null | undefined): Cursor | null =>
  decodeCursor(after, [PATTERN.instant, PATTERN.uuid]);

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

  @Field(() => WaiverScope, { nullable: true }) @IsOptional() scope?: WaiverScope | null;

  @Field(() => ID, { nullable: true, description: 'The id of a root cause that was accepted.' })
  @IsOptional()
  @MaxLength(100, { message: 'rootCause is longer than any id' })
  rootCause?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: neither withdrawn nor expired. False: one of the two.' })
  @IsOptional()
  standing?: boolean | null;
}

@Resolver()
export class LedgerResolver {
  @Authorized(READERS)
  @Query(() => DiscrepancyConnection, { description: 'What does not match, as remembered. Comparing refreshes it.' })
  async discrepancies(
    @Ctx() { access, service }: RequestContext,
    @Arg('first', () => Int) first: number,
    @Arg('where', () => DiscrepancyWhere, { nullable: true }) where?: DiscrepancyWhere,
    @Arg('orderBy', () => DiscrepancyOrder, { defaultValue: DiscrepancyOrder.OLDEST }) order?: DiscrepancyOrder,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Discrepancy>> {
    const filter = filterOf(access, where, order === DiscrepancyOrder.NEWEST);
    const page = await listDiscrepancies(service.sides.new, filter, checkFirst(first), placeOf(after));
    return connect(
      page,
      (discrepancy) => [discrepancy.openedAt, discrepancy.id],
      (discrepancy) => discrepancy,
    );
  }

  @Authorized(READERS)
  @Query(() => ChangeConnection, { description: 'What this service wrote on the new side, the newest first.' })
  async changes(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int) first: number,
    @Arg('where', () => ChangeWhere, { nullable: true }) where?: ChangeWhere,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Change>> {
    const { access, service } = context;
    const page = await listChanges(
      service.sides.new,
      access.restrict(given(where)),
      checkFirst(first),
      decodeCursor(after, [PATTERN.change]),
    );
    return connect(
      page,
      (change) => [change.id],
      (change) => redactChange(change, context),
    );
  }

  @Authorized(READERS)
  @Query(() => WaiverConnection, { description: 'The discrepancies that people accepted, the newest first.' })
  async waivers(
    @Ctx() { access, service }: RequestContext,
    @Arg('first', () => Int) first: number,
    @Arg('where', () => WaiverWhere, { nullable: true }) where?: WaiverWhere,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Waiver>> {
    const cursor = decodeCursor(after, [PATTERN.instant, PATTERN.uuid]);
    const page = await listWaivers(service.sides.new, access.restrict(given(where)), checkFirst(first), cursor);
    return connect(
      page,
      (waiver) => [waiver.at, waiver.id],
      (waiver) => waiver,
    );
  }
}
