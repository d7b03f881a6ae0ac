import { Arg, Authorized, Ctx, Int, Query, Resolver } from 'type-graphql';
import { listRoots } from '../reconciliation/ledger/causes';
import { READERS } from './access/role';
import type { RequestContext } from './context';
import { checkFirst } from './input-error';
import { RootCause } from './types/cause';
import { Mapping, System } from './types/mapping';
import { MappingName } from './types/names';

@Resolver()
export class MappingResolver {
  @Authorized(READERS)
  @Query(() => [System], { description: 'The mappings of your systems, grouped as the migration report groups them.' })
  systems(@Ctx() { access }: RequestContext): System[] {
    const { mappings } = access;
    const names = [...new Set(mappings.map((mapping) => mapping.system))];
    return names.map((name) => {
      const own = mappings.filter((mapping) => mapping.system === name);
      return Object.assign(new System(), { name, mappings: own.map((mapping) => Mapping.of(mapping)) });
    });
  }

  @Authorized(READERS)
  @Query(() => [Mapping], { description: 'The mappings of your systems, parents before children.' })
  mappings(@Ctx() { access }: RequestContext): Mapping[] {
    return access.mappings.map((mapping) => Mapping.of(mapping));
  }

  @Authorized(READERS)
  @Query(() => Mapping, { nullable: true, description: 'One mapping with its rules, parents, children and figures.' })
  mapping(@Ctx() { access }: RequestContext, @Arg('name', () => MappingName) name: string): Mapping {
    return Mapping.of(access.mapping(name));
  }

  @Authorized(READERS)
  @Query(() => [RootCause], {
    description:
      'What explains the open discrepancies of a mapping, those first that block most, as last compared. At most 100.',
  })
  async rootCauses(
    @Ctx() { access, service }: RequestContext,
    @Arg('mapping', () => MappingName) name: string,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
  ): Promise<RootCause[]> {
    const mapping = access.mapping(name);
    const roots = await listRoots(service.sides.new, mapping, checkFirst(first));
    return roots.map((root) => RootCause.of(mapping, root));
  }
}
