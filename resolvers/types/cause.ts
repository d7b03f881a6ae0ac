import { Arg, Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import { type CountedRoot, rootFingerprint } from '../../reconciliation/ledger/causes';
import type { Mapping } from '../../reconciliation/mapping';
import { CauseCode, type Cause as TracedCause } from '../../reconciliation/tracing/cause';
import { RemedyKind, remediesFor } from '../../reconciliation/tracing/remedies';
import { sealOf } from '../access/fingerprint-seal';
import type { RequestContext } from '../context';
import { checkFirst } from '../input-error';
import './names';
import { RecordLink } from './record-link';

@ObjectType({ description: 'Something that can be done about a root cause.' })
export class Remedy {
  @Field(() => RemedyKind) kind!: RemedyKind;
  @Field(() => String) message!: string;
  @Field(() => String, {
    nullable: true,
    description: 'The mutation that does it; null: it is done outside this service.',
  })
  mutation!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The field that it is about; null: it is about the record as a whole.',
  })
  field!: string | null;
}

@ObjectType({ description: 'The cause at the end of a path. One root cause may block many records.' })
export class RootCause {
  declared!: Mapping;
  @Field(() => ID, { description: 'Stable: the same cause keeps its id from one comparison to the next.' }) id!: string;
  @Field(() => CauseCode) code!: CauseCode;
  @Field(() => String) message!: string;
  @Field(() => String, { description: 'The mapping whose records it blocks.' }) mapping!: string;
  @Field(() => String, {
    nullable: true,
    description: 'The field that its records cannot be given; null: each is concerned as a whole.',
  })
  field!: string | null;
  @Field(() => RecordLink, {
    nullable: true,
    description: 'The record that explains the rest; null: it is no single record.',
  })
  record!: RecordLink | null;
  @Field(() => Int, {
    description: 'Open discrepancies of the mapping that have this cause. A record with two causes counts under both.',
  })
  blocks!: number;
  @Field(() => [Remedy], { description: 'What can be done, the most direct first.' }) remedies!: Remedy[];

  @Field(() => String, {
    description: 'Which root cause it is and how much it blocks: pass it as expectedFingerprint to waive it.',
  })
  async fingerprint(@Ctx() { service }: RequestContext): Promise<string> {
    return (await sealOf(service.sides.new)).close(rootFingerprint(this.id, this.blocks));
  }

  @Field(() => [RecordLink], { description: 'Some of the records it blocks, by legacy id.' })
  async sample(
    @Ctx() { loaders }: RequestContext,
    @Arg('first', () => Int, { defaultValue: 5 }) first: number,
  ): Promise<RecordLink[]> {
    const blocked = await loaders.blocked.load({ mapping: this.declared, rootId: this.id, first: checkFirst(first) });
    return blocked.map((hop) => RecordLink.of(hop));
  }

  static of(mapping: Mapping, root: CountedRoot): RootCause {
    const record = root.record === null ? null : RecordLink.of(root.record);
    return Object.assign(new RootCause(), {
      ...root,
      declared: mapping,
      mapping: mapping.name,
      record,
      remedies: remediesFor(mapping, root),
    });
  }
}

@ObjectType({ description: 'Why a record is not matched, with the way to what explains it.' })
export class Cause {
  @Field(() => CauseCode) code!: CauseCode;
  @Field(() => String, { description: 'What the mapping asks for and what is in the way.' }) message!: string;
  @Field(() => String, { nullable: true, description: 'Null: the record as a whole.' }) field!: string | null;
  @Field(() => [RecordLink], { description: 'The hops walked, from the record itself to the one that explains it.' })
  path!: RecordLink[];
  @Field(() => ID, { description: 'The id of the root cause.' }) rootId!: string;
  @Field(() => CauseCode, { description: 'The code at the end of the path.' }) rootCode!: CauseCode;
  @Field(() => RecordLink, {
    nullable: true,
    description: 'The record at the end of the path; null: it is no single record.',
  })
  root!: RecordLink | null;
  @Field(() => [Remedy]) remedies!: Remedy[];

  static of(mapping: Mapping, cause: TracedCause): Cause {
    const { root } = cause;
    const record = root.record === null ? null : RecordLink.ofHop(root.record);
    return Object.assign(new Cause(), {
      code: cause.code,
      message: cause.message,
      field: cause.field,
      path: cause.path.map((hop) => RecordLink.ofHop(hop)),
      rootId: root.id,
      rootCode: root.code,
      root: record,
      remedies: remediesFor(mapping, { ...root, record }),
    });
  }
}
