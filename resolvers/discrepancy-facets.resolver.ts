import { Arg, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { countFacets, listCounted } from '../reconciliation/ledger/facets';
import { listOpenCauses } from '../reconciliation/ledger/open-causes';
import { READERS } from './access/role';
import type { RequestContext } from './context';
import { filterOf, searchText } from './discrepancy-search';
import { DiscrepancyFacets, OpenCause } from './types/discrepancy-facets';
import { DiscrepancyWhere } from './types/discrepancy-where';

/** Discrepancies by number: what a list of them can be narrowed to, and why they are open. */
@Resolver()
export class DiscrepancyFacetsResolver {
  @Authorized(READERS)
  @Query(() => DiscrepancyFacets, {
    description: 'What a list of discrepancies can be narrowed to, with how many there are, as last compared.',
  })
  async discrepancyFacets(
    @Ctx() context: RequestContext,
    @Arg('where', () => DiscrepancyWhere, { nullable: true }) where?: DiscrepancyWhere,
  ): Promise<DiscrepancyFacets> {
    const ledger = context.service.sides.new;
    const { filter, note } = await searchText(context, filterOf(context.access, where, false), where?.text);
    // Narrowed to one record, a number tells of that record.
    if (filter.legacyIds !== undefined) note(await listCounted(ledger, filter));
    return Object.assign(new DiscrepancyFacets(), await countFacets(ledger, filter));
  }

  @Authorized(READERS)
  @Query(() => [OpenCause], {
    description:
      'Why discrepancies of your mappings are open, by the code of the root cause, those with most first, as last compared.',
  })
  async openByCause(@Ctx() { access, service }: RequestContext): Promise<OpenCause[]> {
    const { mappings = null } = access.restrict({});
    const found = await listOpenCauses(service.sides.new, mappings);
    return found.map((counted) => Object.assign(new OpenCause(), counted));
  }
}
