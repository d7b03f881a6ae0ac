import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { isLegacyId } from '../reconciliation/legacy-id';
import type { RequestContext } from './context';
import { RecordLink } from './types/record-link';
import { presentPair, RecordPair } from './types/record-pair';

/** The way from a link to the record itself; here, because a record has links of its own. */
@Resolver(() => RecordLink)
export class RecordLinkResolver {
  @FieldResolver(() => RecordPair, {
    nullable: true,
    description:
      'The record itself, compared now. Null: no mapping covers it, or neither side has it. FORBIDDEN: it is of a system that is not yours.',
  })
  async record(
    @Root() { mapping: name, legacyId, newId }: RecordLink,
    @Ctx() { access, service, loaders }: RequestContext,
  ): Promise<RecordPair | null> {
    const mapping = service.mappings.find((candidate) => candidate.name === name);
    if (mapping === undefined) return null;
    access.mapping(mapping.name);
    // A row may claim by what is no id; nobody has that record.
    const isNamed = legacyId !== null && isLegacyId(legacyId);
    const byLegacyId = isNamed ? await loaders.pairs.load({ mapping, id: legacyId }) : null;
    const pair = byLegacyId ?? (newId === null ? null : await loaders.pairsByNewId.load({ mapping, id: newId }));
    return pair === null ? null : presentPair(pair);
  }
}
