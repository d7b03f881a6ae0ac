import { Field, Int, ObjectType } from 'type-graphql';
import type { CodeEntry } from '../../reconciliation/answers/code-entry';
import type { CodeMap as Drawn } from '../../reconciliation/answers/code-map';

@ObjectType({ description: 'A value that new rows hold for a legacy code.' })
export class CodeMapValue {
  @Field(() => String, { nullable: true, description: 'Exact text. Null: SQL NULL.' }) value!: string | null;
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
      'Exact text; a JSON object by path when the rule reads several values. Null: SQL NULL, or the rule reads nothing.',
  })
  code!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What the rule gives for it. Null: SQL NULL, or the rule refuses the code (then problem tells).',
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
  @Field(() => String) mapping!: string;
  @Field(() => String) field!: string;
  @Field(() => String, { description: 'The rule in words.' }) rule!: string;
  @Field(() => [CodeMapEntry], { description: 'The commonest code first; at most 200.' }) entries!: CodeMapEntry[];
  @Field(() => Int, { description: 'Legacy records that the scope leaves out; they are in no entry.' })
  excluded!: number;
  @Field(() => Int, { description: 'Records and rows with a value that cannot be read; they are in no entry.' })
  unreadable!: number;
  @Field(() => [String], {
    description:
      'What stands out, in plain words: one code with several new values, wrong values, defaults, refused codes. Personal values are counted, not quoted.',
  })
  findings!: readonly string[];

  static of({ mapping, field, entries, excluded, unreadable, findings }: Drawn): CodeMap {
    return Object.assign(new CodeMap(), {
      mapping: mapping.name,
      field: field.property,
      rule: field.rule.words,
      entries: entries.map((entry) => CodeMapEntry.of(entry)),
      excluded,
      unreadable,
      findings,
    });
  }
}
