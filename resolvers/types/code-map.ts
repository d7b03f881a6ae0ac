import { Field, Int, ObjectType } from 'type-graphql';
import type { CodeEntry } from '../../reconciliation/answers/code-map/code-entry';
import type { CodeMap as Drawn } from '../../reconciliation/answers/code-map/code-map';

@ObjectType({ description: 'A value that new rows hold for a legacy code.' })
export class CodeMapValue {
  @Field(() => String, { nullable: true, description: 'Exact text, or its pseudonym. Null: SQL NULL.' }) value!:
    | string
    | null;
  @Field(() => Int, {
    description: 'New rows that hold it. A record that was loaded twice counts with each of its rows.',
  })
  count!: number;
  @Field(() => Boolean, {
    description: 'Whether it is what the rule gives. A value that a person decided on in its place is not.',
  })
  isExpected!: boolean;
}

@ObjectType({ description: 'One distinct combination of the legacy values that a rule reads, and what became of it.' })
export class CodeMapEntry {
  @Field(() => String, {
    nullable: true,
    description:
      'Exact text, or its pseudonym; a JSON object by path when the rule reads several values. Null: SQL NULL, or the rule reads nothing.',
  })
  code!: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'What the rule gives for it, or its pseudonym. Null: SQL NULL, or the rule refuses the code (then problem tells).',
  })
  expectedValue!: string | null;
  @Field(() => String, { nullable: true, description: 'Why the rule refuses the code; null: it does not.' })
  problem!: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the code stands in the map of the rule; false: it takes the default, or is refused. Null: the rule is no map, or the code is NULL.',
  })
  isListed!: boolean | null;
  @Field(() => Int, { description: 'Legacy records that have it.' }) legacyCount!: number;
  @Field(() => Int, { description: 'Those of them that have no new row.' }) withoutNewRow!: number;
  @Field(() => [CodeMapValue], { description: 'What their new rows hold, the commonest first.' })
  values!: readonly CodeMapValue[];

  static of({ expected, count, withoutRow, ...entry }: CodeEntry): CodeMapEntry {
    return Object.assign(new CodeMapEntry(), {
      ...entry,
      expectedValue: expected,
      legacyCount: count,
      withoutNewRow: withoutRow,
    });
  }
}

@ObjectType({ description: 'Legacy codes against new values, for one field over all records of a mapping.' })
export class CodeMap {
  @Field(() => String, { description: 'The mapping that was asked about.' }) mapping!: string;
  @Field(() => String, { description: 'Its field that was asked about.' }) field!: string;
  @Field(() => String, { description: 'The rule in words.' }) rule!: string;
  @Field(() => Boolean, {
    description:
      'Whether pseudonyms stand for the values, because the new column or a legacy column that the rule reads is personal or medical: value 1, value 2, one for each different text on either side. NULL and the empty text stand as they are.',
  })
  isMasked!: boolean;
  @Field(() => [CodeMapEntry], { description: 'The commonest code first; at most 200.' }) entries!: CodeMapEntry[];
  @Field(() => Int, { description: 'Legacy records that the scope leaves out; they are in no entry.' })
  excluded!: number;
  @Field(() => Int, {
    description: 'Legacy records and new rows with a value that cannot be read; they are in no entry.',
  })
  unreadable!: number;
  @Field(() => [String], {
    description:
      'What stands out, in plain words: one code with several new values, wrong values, defaults, refused codes. Values that are masked are counted, not quoted.',
  })
  findings!: readonly string[];

  static of({ mapping, field, isMasked, entries, excluded, unreadable, findings }: Drawn): CodeMap {
    return Object.assign(new CodeMap(), {
      mapping: mapping.name,
      field: field.property,
      rule: field.rule.words,
      isMasked,
      entries: entries.map((entry) => CodeMapEntry.of(entry)),
      excluded,
      unreadable,
      findings,
    });
  }
}
