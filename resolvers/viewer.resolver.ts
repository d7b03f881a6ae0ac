import { Authorized, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { READERS, Role } from './access/role';
import type { RequestContext } from './context';
import './types/names';

@ObjectType({ description: 'Who is asking.' })
export class Viewer {
  @Field(() => String, {
    description: 'The person, by the name that the audit trail carries; the same for all of their tokens.',
  })
  name!: string;

  @Field(() => [Role], { description: 'What they may do.' })
  roles!: readonly Role[];

  @Field(() => [String], {
    nullable: true,
    description: 'The systems whose mappings they may see and write. Null: all of them.',
  })
  systems!: readonly string[] | null;
}

@Resolver()
export class ViewerResolver {
  @Authorized(READERS)
  @Query(() => Viewer, { description: 'Who is asking, and what they may do.' })
  viewer(@Ctx() { viewer }: RequestContext): Viewer {
    const { name, roles, systems } = viewer;
    return Object.assign(new Viewer(), { name, roles, systems });
  }
}
