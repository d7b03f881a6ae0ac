import { IsOptional, Matches, MaxLength } from 'class-validator';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  registerEnumType,
} from 'type-graphql';
import { DateTimeText } from '../entities/scalars';
import { listAuditEntries, type ToldEntry } from '../reconciliation/ledger/audit-list';
import { APPROVERS } from './access/role';
import { type Connection, connect, connectionOf, decodeCursor, PATTERN } from './connection';
import type { RequestContext } from './context';
import { given } from './given';
import { checkFirst } from './input-error';
import { IsLegacyId } from './is-legacy-id';
import { MappingName } from './types/names';

/** Any text that PostgreSQL can hold, which is one without the character NUL. */
const TEXT = /^[^\0]*$/;

export enum AuditOutcome {
  DONE = 'DONE',
  REFUSED = 'REFUSED',
  DENIED = 'DENIED',
}

registerEnumType(AuditOutcome, {
  name: 'AuditOutcome',
  description: 'What became of what somebody asked for.',
  valuesConfig: {
    DONE: { description: 'It was done.' },
    REFUSED: { description: 'It could not be done; codes says why. Nothing was written.' },
    DENIED: { description: 'The roles or the systems of who asked do not allow it. Nothing was written.' },
  },
});

@ObjectType({ description: 'Something that an entry is about, by its id.' })
export class AuditedId {
  @Field(() => String, {
    description: 'What the id is of: changeId, waiverId, approval, token, switch, view and others.',
  })
  kind!: string;
  @Field(() => String) id!: string;
}

@ObjectType({
  description:
    'An entry of the audit trail. Never values of records. Its hashes are told by `counterpart audit export`.',
})
export class AuditEntry {
  @Field(() => ID, { description: 'Its number in the trail, from 1 on.' }) sequence!: string;
  @Field(() => DateTimeText, { description: 'When, in UTC.' }) at!: string;
  @Field(() => String, { description: 'Who asked for it.' }) actor!: string;
  @Field(() => String, { description: 'The mutation by its name, or what was done on the command line.' })
  action!: string;
  @Field(() => AuditOutcome) outcome!: AuditOutcome;
  @Field(() => [String], { description: 'Why it was not done, as codes of user errors; empty: it was done.' })
  codes!: readonly string[];
  @Field(() => String, { nullable: true, description: 'Null: it is about no mapping, or none that the input names.' })
  mapping!: string | null;
  @Field(() => ID, { nullable: true, description: 'Null: it is about no single legacy record.' })
  legacyId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Null: it is about no single row of the new side.' })
  newId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The run that it is about; null: none.' }) run!: string | null;
  @Field(() => [AuditedId], { description: 'What else it is about.' }) ids!: readonly AuditedId[];
  @Field(() => String, { description: 'As it was given; empty: none was.' }) reason!: string;
  @Field(() => [ID], { description: 'The changes that it made.' }) changes!: readonly string[];
  @Field(() => [ID], { description: 'The changes of many rows that it made.' }) bulkChanges!: readonly string[];

  static of({ mapping, ...told }: ToldEntry): AuditEntry {
    return Object.assign(new AuditEntry(), { ...told, mapping: mapping === '' ? null : mapping });
  }
}

const AuditEntryConnection = connectionOf<AuditEntry>('AuditEntry', () => AuditEntry);

@InputType({ description: 'Which entries of the audit trail; all conditions must hold.' })
export class AuditEntryWhere {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(200, { message: 'actor is longer than 200 characters' })
  @Matches(TEXT, { message: 'actor is no name' })
  actor?: string | null;

  @Field(() => String, { nullable: true, description: 'The name of a mutation, such as migrateRecord.' })
  @IsOptional()
  @MaxLength(100, { message: 'action is longer than any name' })
  @Matches(TEXT, { message: 'action is no name' })
  action?: string | null;

  @Field(() => MappingName, { nullable: true }) @IsOptional() mapping?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsLegacyId('legacyId must be a whole number')
  legacyId?: string | null;

  @Field(() => AuditOutcome, { nullable: true }) @IsOptional() outcome?: AuditOutcome | null;
}

@Resolver()
export class AuditResolver {
  @Authorized(APPROVERS)
  @Query(() => AuditEntryConnection, {
    description:
      'What was done, refused and denied, the newest first. Callers who are limited to some systems see what is about a mapping of those.',
  })
  async auditEntries(
    @Ctx() { access, service }: RequestContext,
    @Arg('first', () => Int) first: number,
    @Arg('where', () => AuditEntryWhere, { nullable: true }) where?: AuditEntryWhere,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<AuditEntry>> {
    const cursor = decodeCursor(after, [PATTERN.id]);
    const page = await listAuditEntries(service.sides.new, access.restrict(given(where)), checkFirst(first), cursor);
    return connect(
      page,
      ({ sequence }) => [sequence],
      (entry) => AuditEntry.of(entry),
    );
  }
}
