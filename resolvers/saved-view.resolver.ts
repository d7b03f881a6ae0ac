import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { listViews } from '../reconciliation/ledger/saved-views';
import type { RefusalView } from '../reconciliation/writing/refusal';
import { removeView, saveView } from '../reconciliation/writing/save-view';
import { forbidden } from './access/access';
import { READERS, Role } from './access/role';
import type { RequestContext } from './context';
import { RemoveViewInput, RemoveViewPayload, SavedView, SaveViewInput, SaveViewPayload } from './types/saved-view';
import { UserError } from './types/write-payloads';

const errorsOf = (refusals: readonly RefusalView[]): UserError[] =>
  refusals.map((refusal) => Object.assign(new UserError(), refusal));

@Resolver()
export class SavedViewResolver {
  @Authorized(READERS)
  @Query(() => [SavedView], {
    description:
      'Your own views of the list of discrepancies and those that others share, by name; at most 200, yours before others’. Without those of mappings of systems that are not yours.',
  })
  async savedViews(@Ctx() { access, service, viewer }: RequestContext): Promise<SavedView[]> {
    const mappings = access.mappings.map(({ name }) => name);
    const views = await listViews(service.sides.new, viewer.name, mappings);
    return views.map((view) => SavedView.of(view, viewer.name));
  }

  @Authorized(READERS)
  @Mutation(() => SaveViewPayload, {
    description:
      'Keeps a view of the list of discrepancies, in place of the one that you called the same. You may keep 50. It is in the audit trail, without its name and conditions.',
  })
  async saveView(
    @Ctx() { access, service, viewer }: RequestContext,
    @Arg('input', () => SaveViewInput) { name, isShared, where, orderBy }: SaveViewInput,
  ): Promise<SaveViewPayload> {
    if (isShared && viewer.roles.every((role) => role === Role.VIEWER))
      throw forbidden('a viewer keeps views for themselves: ask without isShared');
    const { mapping = null, verdict = null, state = null, field = null, rootCause = null } = where ?? {};
    const mappings = mapping === null ? access.mappings : [access.mapping(mapping)];
    const wanted = { name, isShared, mapping, verdict, state, field, rootCause, orderBy };
    const { view, refusals } = await saveView(service.newSource, viewer.name, wanted, mappings);
    return { view: view === null ? null : SavedView.of(view, viewer.name), userErrors: errorsOf(refusals) };
  }

  @Authorized(READERS)
  @Mutation(() => RemoveViewPayload, {
    description: 'Throws away a view of your own; an ADMIN those of others too. It is in the audit trail.',
  })
  async removeView(
    @Ctx() { access, service, viewer }: RequestContext,
    @Arg('input', () => RemoveViewInput) { id }: RemoveViewInput,
  ): Promise<RemoveViewPayload> {
    const mappings = viewer.roles.includes(Role.ADMIN) ? access.mappings.map((mapping) => mapping.name) : null;
    const { view, refusals } = await removeView(service.newSource, id.toLowerCase(), { name: viewer.name, mappings });
    return { removedId: view?.id ?? null, userErrors: errorsOf(refusals) };
  }
}
