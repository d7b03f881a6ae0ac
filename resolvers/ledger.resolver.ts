import { IsOptional, Matches, MaxLength } from 'class-validator';
import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Query, Resolver, registerEnumType } from 'type-graphql';
import type { Change } from '../entities/ledger/change';
import { Discrepancy } from '../entities/ledger/discrepancy';
import { Waiver, WaiverScope } from '../entities/ledger/waiver';
import { listDiscrepancies } from '../reconciliation/ledger/discrepancies';
import { listChanges } from '../reconciliation/ledger/lists';
import { listWaivers } from '../reconciliation/ledger/waivers';
import { redactChange } from './access/redact';
import { READERS } from './access/role';
import { type Connection, connect, connectionOf, decodeCursor, PATTERN } from './connection';
import type { RequestContext } from './context';
import { filterOf, placeOf, searchText } from './discrepancy-search';
import { given } from './given';
import { checkFirst, checkSkip } from './input-error';
import { IsLegacyId } from './is-legacy-id';
import { ChangeConnection } from './types/change-connection';
import { DiscrepancyWhere } from './types/discrepancy-where';
import { MappingName } from './types/names';

const DiscrepancyConnection = connectionOf<Discrepancy>('Discrepancy', () => Discrepancy);
const WaiverConnection = connectionOf<Waiver>('Waiver', () => Waiver);

export enum DiscrepancyOrder {
  OLDEST = 'OLDEST',
  NEWEST = 'NEWEST',
}

registerEnumType(DiscrepancyOrder, { name: 'DiscrepancyOrder', description: 'By the time a discrepancy was opened.' });

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
    @Ctx() context: RequestContext,
    @Arg('first', () => Int) first: number,
    @Arg('where', () => DiscrepancyWhere, { nullable: true }) where?: DiscrepancyWhere,
    @Arg('orderBy', () => DiscrepancyOrder, { defaultValue: DiscrepancyOrder.OLDEST }) order?: DiscrepancyOrder,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Arg('skip', () => Int, {
      defaultValue: 0,
      description: 'Passed over after the cursor, or from the beginning on: 0 to 1,000,000. To go on, use the cursor.',
    })
    skip = 0,
  ): Promise<Connection<Discrepancy>> {
    const wanted = filterOf(context.access, where, order === DiscrepancyOrder.NEWEST);
    const place = [checkFirst(first), placeOf(after), checkSkip(skip)] as const;
    const { filter, note } = await searchText(context, wanted, where?.text);
    const page = await listDiscrepancies(context.service.sides.new, filter, ...place);
    note(page.items.map(({ legacyId }) => legacyId));
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
