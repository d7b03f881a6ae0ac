import { IsOptional, MaxLength } from 'class-validator';
import { Arg, Authorized, Ctx, Field, ID, InputType, Int, Query, Resolver } from 'type-graphql';
import { AccessEntry } from '../entities/ledger/access-entry';
import { listAccess } from './access/access-log';
import { Role } from './access/role';
import { type Connection, connect, connectionOf, decodeCursor, PATTERN } from './connection';
import type { RequestContext } from './context';
import { given } from './given';
import { checkFirst } from './input-error';
import { MappingName } from './types/names';

const AccessEntryConnection = connectionOf<AccessEntry>('AccessEntry', () => AccessEntry);

@InputType({ description: 'Which entries of the access log; all conditions must hold.' })
export class AccessEntryWhere {
  @Field(() => String, { nullable: true, description: 'Who was shown them.' })
  @IsOptional()
  @MaxLength(200, { message: 'actor is longer than 200 characters' })
  actor?: string | null;

  @Field(() => MappingName, {
    nullable: true,
    description: 'Of records of this mapping; rows that were reached from them are left out.',
  })
  @IsOptional()
  mapping?: string | null;

  @Field(() => ID, { nullable: true, description: 'The legacy id, or the UUID of a row of the new side.' })
  @IsOptional()
  @MaxLength(100, { message: 'recordId is longer than any id' })
  recordId?: string | null;
}

@Resolver()
export class AccessLogResolver {
  @Authorized([Role.ADMIN])
  @Query(() => AccessEntryConnection, {
    description: 'Who was shown personal or medical values of which records, the newest first.',
  })
  async accessEntries(
    @Ctx() { access, service }: RequestContext,
    @Arg('first', () => Int) first: number,
    @Arg('where', () => AccessEntryWhere, { nullable: true }) where?: AccessEntryWhere,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<AccessEntry>> {
    const cursor = decodeCursor(after, [PATTERN.id]);
    const page = await listAccess(service.sides.new, access.restrict(given(where)), checkFirst(first), cursor);
    return connect(
      page,
      (entry) => [entry.id],
      (entry) => entry,
    );
  }
}
