import { Field, Int, ObjectType } from 'type-graphql';
import { CauseCode } from '../../reconciliation/tracing/cause';
import './names';

@ObjectType({ description: 'How many discrepancies have one value.' })
export class FacetCount {
  @Field(() => String, { description: 'A mapping, a verdict, a state or a field, by its name.' }) value!: string;
  @Field(() => Int, { description: 'Discrepancies that have it, each once.' }) count!: number;
}

@ObjectType({
  description:
    'How many discrepancies there are and what they could be narrowed to. Each list is counted with all conditions but its own, so that another value can be chosen; those that are most frequent come first, then by name.',
})
export class DiscrepancyFacets {
  @Field(() => Int, { description: 'Discrepancies for which all conditions hold.' }) total!: number;
  @Field(() => [FacetCount], { description: 'With a text, which is looked for in one mapping, that mapping alone.' })
  mappings!: FacetCount[];
  @Field(() => [FacetCount], { description: 'By the verdict when it was last seen.' }) verdicts!: FacetCount[];
  @Field(() => [FacetCount], { description: 'A waiver that has ended waives nothing: such a discrepancy is OPEN.' })
  states!: FacetCount[];
  @Field(() => [FacetCount], {
    description: 'At most 100. A discrepancy of several fields counts under each, one of none under none.',
  })
  fields!: FacetCount[];
}

@ObjectType({ description: 'How many open discrepancies of a mapping have root causes of one kind.' })
export class OpenCause {
  @Field(() => CauseCode, { description: 'The code of the root cause, not of what is met on the way to it.' })
  code!: CauseCode;
  @Field(() => String, { description: 'The mapping of the discrepancies.' }) mapping!: string;
  @Field(() => Int, {
    description: 'Open discrepancies, each once for a code. One with causes of two codes counts under both.',
  })
  discrepancies!: number;
}
