import { Arg, Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import { Verdict } from '../../reconciliation/comparing/verdict';
import type { StoredHop } from '../../reconciliation/ledger/causes';
import { isLegacyId } from '../../reconciliation/legacy-id';
import type { Hop } from '../../reconciliation/tracing/cause';
import type { ChildReference } from '../../reconciliation/tracing/children';
import type { RequestContext } from '../context';
import { checkFirst } from '../input-error';

@ObjectType({ description: 'A record that another one points at or is explained by.' })
export class RecordLink {
  /** What the comparison of this very request found. */
  known?: Verdict | null;
  @Field(() => String, { nullable: true, description: 'Null: no mapping covers its table.' }) mapping!: string | null;
  @Field(() => String, { description: 'The legacy table of the record.' }) table!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Null: it is not on the legacy side, or known by a natural key and not by its id.',
  })
  legacyId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Null: it is not on the new side.' }) newId!: string | null;
  @Field(() => String, { description: 'How the record stands, in words.' }) state!: string;

  @Field(() => Verdict, {
    nullable: true,
    description:
      'Its verdict, as compared for this answer or, where it was not, when it was last compared; null: it has none.',
  })
  async verdict(@Ctx() { loaders }: RequestContext): Promise<Verdict | null> {
    if (this.known !== undefined) return this.known;
    if (this.mapping === null || this.legacyId === null) return null;
    return loaders.verdicts.load({ mapping: this.mapping, legacyId: this.legacyId });
  }

  static of(link: StoredHop): RecordLink {
    const { legacyId } = link;
    // A row that only the new side has is remembered under a key of the ledger's own.
    return Object.assign(new RecordLink(), link, {
      legacyId: legacyId !== null && isLegacyId(legacyId) ? legacyId : null,
    });
  }

  static ofHop(hop: Hop): RecordLink {
    const { verdict, ...link } = hop;
    return Object.assign(RecordLink.of({ ...link, mapping: hop.mapping?.name ?? null }), { known: verdict });
  }
}

@ObjectType({ description: 'The legacy records of one mapping that refer to a record by one field.' })
export class RecordLinkGroup {
  @Field(() => String) mapping!: string;
  @Field(() => String, { description: 'The field that refers to the record.' }) field!: string;
  @Field(() => Int, { description: 'How many records refer to it on the legacy side.' }) count!: number;
  reference!: ChildReference;
  key!: string;

  @Field(() => [RecordLink], { description: 'The first of them, by legacy id.' })
  async records(
    @Ctx() { loaders }: RequestContext,
    @Arg('first', () => Int, { defaultValue: 5 }) first: number,
  ): Promise<RecordLink[]> {
    const { reference, key } = this;
    const ids = await loaders.children.load({ reference, key, first: checkFirst(first) });
    const { table } = reference.mapping.legacy;
    return ids.map((legacyId) =>
      RecordLink.of({ mapping: this.mapping, table: table.name, legacyId, newId: null, state: 'refers to it' }),
    );
  }
}
