import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Lineage as Drawn } from '../../reconciliation/answers/lineage/lineage';
import { RecordLink } from './record-link';

@ObjectType({ description: 'A record of a lineage.' })
export class LineageNode {
  @Field(() => ID, { description: 'Its name within this answer, by which edges know it.' }) id!: string;
  @Field(() => RecordLink, { description: 'Where it is on both sides, and its verdict as compared now.' })
  record!: RecordLink;
  @Field(() => Int, {
    description: 'Generations below the record that was asked for; negative: above it; 0: the record itself.',
  })
  distance!: number;
}

@ObjectType({ description: 'One record names another as its parent.' })
export class LineageEdge {
  @Field(() => ID, { description: 'The node that names the other.' }) from!: string;
  @Field(() => ID, { description: 'Its parent.' }) to!: string;
  @Field(() => String, { description: 'The field that names it, or the requirement that asks for it.' }) field!: string;
}

@ObjectType({
  description: 'What a record descends from and what descends from it, as the legacy side has it; at most 500 records.',
})
export class Lineage {
  @Field(() => [LineageNode], { description: 'Ancestors first.' }) nodes!: LineageNode[];
  @Field(() => [LineageEdge], { description: 'Who names whom, between records that are both in the answer.' })
  edges!: LineageEdge[];
  @Field(() => Boolean, { description: 'Whether something is left out that was asked for.' }) isTruncated!: boolean;
  @Field(() => [String], { description: 'Why something is left out; empty: nothing is.' })
  truncatedBecause!: readonly string[];

  static of({ nodes, edges, truncated }: Drawn): Lineage {
    return Object.assign(new Lineage(), {
      nodes: nodes.map(({ id, hop, distance }) =>
        Object.assign(new LineageNode(), { id, record: RecordLink.ofHop(hop), distance }),
      ),
      edges: edges.map((edge) => Object.assign(new LineageEdge(), edge)),
      isTruncated: truncated.length > 0,
      truncatedBecause: truncated,
    });
  }
}
