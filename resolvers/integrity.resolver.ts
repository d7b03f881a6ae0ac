import { Arg, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { type IntegrityCheck as Check, checkIntegrity } from '../reconciliation/integrity-checks';
import { READERS } from './access/role';
import type { RequestContext } from './context';
import { MappingName } from './types/names';

@ObjectType({
  description:
    'One reference of one mapping, checked over the whole new table: does it lead somewhere, and to the right record?',
})
export class IntegrityCheck {
  @Field(() => String) mapping!: string;
  @Field(() => String) field!: string;
  @Field(() => String, { description: 'The mapping of the parent; of a generic reference, all that it may lead to.' })
  parent!: string;
  @Field(() => Int, { description: 'Rows whose reference is set.' }) checked!: number;
  @Field(() => Int, { description: 'Rows whose reference is NULL.' }) unset!: number;
  @Field(() => Int, { description: 'Rows that point at no row.' }) orphans!: number;
  @Field(() => Int, {
    description:
      'Rows that point at a valid row, but not at the one that the legacy record leads to, as last compared.',
  })
  wrongParents!: number;
  @Field(() => [ID], { description: 'New ids of some of the orphans.' }) orphanSample!: string[];

  static of(check: Check): IntegrityCheck {
    const { mapping, field, parents, ...rest } = check;
    return Object.assign(new IntegrityCheck(), {
      ...rest,
      mapping: mapping.name,
      field: field.property,
      parent: parents.map((parent) => parent.name).join(' or '),
    });
  }
}

@Resolver()
export class IntegrityResolver {
  @Authorized(READERS)
  @Query(() => [IntegrityCheck], {
    description: 'Every reference of one mapping, or of all; one entry for each reference.',
  })
  async integrityChecks(
    @Ctx() { access, service }: RequestContext,
    @Arg('mapping', () => MappingName, { nullable: true }) name?: string,
  ): Promise<IntegrityCheck[]> {
    const mappings = name === undefined || name === null ? access.mappings : [access.mapping(name)];
    const checks = await checkIntegrity(service.sides.new, mappings);
    return checks.map((check) => IntegrityCheck.of(check));
  }
}
