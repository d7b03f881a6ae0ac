import { ArrayMaxSize, IsOptional } from 'class-validator';
import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Query, Resolver } from 'type-graphql';
import type { Mapping } from '../reconciliation/mapping';
import { mappings } from '../reconciliation/mappings/all';
import { READERS } from './access/role';
import { type Connection, connect, connectionOf, decodeCursor, PATTERN } from './connection';
import type { RequestContext } from './context';
import { checkFirst } from './input-error';
import { IsLegacyId } from './is-legacy-id';
import { findNamedPair } from './named-pair';
import { MappingName } from './types/names';
import { pairTypeOf, presentPair, RecordPair, singularOf } from './types/record-pair';

@InputType({ description: 'Which records of a mapping; all conditions must hold.' })
export class RecordWhere {
  @Field(() => [ID], { nullable: true, description: 'At most 100 legacy ids.' })
  @IsOptional()
  @ArrayMaxSize(100, { message: 'legacyIds may name at most 100 records' })
  @IsLegacyId('legacyIds must be whole numbers', { each: true })
  legacyIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'From this legacy id on.' })
  @IsOptional()
  @IsLegacyId('fromLegacyId must be a whole number')
  fromLegacyId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Up to this legacy id, which is included.' })
  @IsOptional()
  @IsLegacyId('toLegacyId must be a whole number')
  toLegacyId?: string | null;
}

export const RecordPairConnection = connectionOf<RecordPair>('RecordPair', () => RecordPair);

/** The pair that exactly one of two ids names. */
async function findPair(
  context: RequestContext,
  mapping: Mapping,
  legacyId?: string | null,
  newId?: string | null,
): Promise<RecordPair | null> {
  const pair = await findNamedPair(context, mapping, { legacyId: legacyId ?? null, newId: newId ?? null });
  return pair === null ? null : presentPair(pair);
}

@Resolver()
export class RecordResolver {
  @Authorized(READERS)
  @Query(() => RecordPair, {
    nullable: true,
    description:
      'One record, compared now. Null: neither side has it, or the new row claims no legacy record. Give one of the two ids.',
  })
  async record(
    @Ctx() context: RequestContext,
    @Arg('mapping', () => MappingName) name: string,
    @Arg('legacyId', () => ID, { nullable: true }) legacyId?: string,
    @Arg('newId', () => ID, { nullable: true }) newId?: string,
  ): Promise<RecordPair | null> {
    return findPair(context, context.access.mapping(name), legacyId, newId);
  }

  @Authorized(READERS)
  @Query(() => RecordPairConnection, {
    description:
      'The legacy records of a mapping in the order of their ids, each compared now. Rows that only the new side has are found under discrepancies.',
  })
  async records(
    @Ctx() { access, service }: RequestContext,
    @Arg('mapping', () => MappingName) name: string,
    @Arg('first', () => Int) first: number,
    @Arg('where', () => RecordWhere, { nullable: true }) where?: RecordWhere,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<RecordPair>> {
    const mapping = access.mapping(name);
    const limit = checkFirst(first);
    const { loader } = service.comparison;
    const cursor = decodeCursor(after, [PATTERN.id])?.[0] ?? null;
    const from = where?.fromLegacyId == null ? null : (BigInt(where.fromLegacyId) - 1n).toString();
    const start =
      [cursor, from].filter((id) => id !== null).sort((one, other) => (BigInt(one) < BigInt(other) ? 1 : -1))[0] ??
      null;
    const wanted = {
      after: start,
      limit: limit + 1,
      ...(where?.toLegacyId == null ? {} : { upTo: where.toLegacyId }),
      ...(where?.legacyIds == null ? {} : { among: where.legacyIds }),
    };
    const records = await loader.legacy.list(mapping, wanted);
    const pairs = await loader.compareRecords(mapping, records.slice(0, limit));
    return connect({ items: pairs, hasNextPage: records.length > limit }, (pair) => [pair.legacyId ?? ''], presentPair);
  }
}

type PairResolver = new () => object;

/** The root field of one mapping: the same lookup as `record`, with the typed pair. */
function createPairResolver(mapping: Mapping): PairResolver {
  @Resolver()
  class TypedPairResolver {
    @Authorized(READERS)
    @Query(() => pairTypeOf(mapping) as never, {
      name: singularOf(mapping.name),
      nullable: true,
      description: `${mapping.description} Give one of the two ids. Null: neither side has the record.`,
    })
    async find(
      @Ctx() context: RequestContext,
      @Arg('legacyId', () => ID, { nullable: true }) legacyId?: string,
      @Arg('newId', () => ID, { nullable: true }) newId?: string,
    ): Promise<RecordPair | null> {
      return findPair(context, context.access.mapping(mapping.name), legacyId, newId);
    }
  }
  return TypedPairResolver;
}

export const pairResolvers: readonly PairResolver[] = mappings.map(createPairResolver);
