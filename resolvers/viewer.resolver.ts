import { Authorized, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { RequestContext } from './context';
import { READERS, Role } from './role';
import './types/names';

@ObjectType({ description: 'Who is asking.' })
export class Viewer {
  @Field(() => String, { description: 'The name that the audit trail carries.' }) name!: string;
  @Field(() => [Role]) roles!: readonly Role[];
}

@Resolver()
export class ViewerResolver {
  @Authorized(READERS)
  @Query(() => Viewer, { description: 'Who is asking, and what they may do.' })
  viewer(@Ctx() { viewer }: RequestContext): Viewer {
    return Object.assign(new Viewer(), viewer);
  }
}
