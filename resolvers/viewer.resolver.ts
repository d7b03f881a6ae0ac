import { Authorized, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { listAllowed } from './access/matrix';
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

  @Field(() => [String], {
    description:
      'The queries, mutations and subscriptions that their roles allow, by name. Whoever is limited to some systems may still be refused what concerns others.',
  })
  mayUse!: readonly string[];

  @Field(() => Boolean, { description: 'Whether they may ask for the schema.' })
  mayIntrospect!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether their roles show personal and medical values, whatever the header x-counterpart-values says of this request.',
  })
  seesPersonal!: boolean;
}

@Resolver()
export class ViewerResolver {
  @Authorized(READERS)
  @Query(() => Viewer, { description: 'Who is asking, and what they may do.' })
  viewer(@Ctx() { viewer, access, mayIntrospect }: RequestContext): Viewer {
    const { name, roles, systems } = viewer;
    const { seesPersonal } = access;
    const mayUse = listAllowed(roles);
    return Object.assign(new Viewer(), { name, roles, systems, mayUse, mayIntrospect, seesPersonal });
  }
}
