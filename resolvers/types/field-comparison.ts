import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import type { ComparedField, Pair } from '../../reconciliation/comparing/pair';
import { FieldState, MovedSide } from '../../reconciliation/comparing/verdict';
import { type Cell, Unreadable } from '../../reconciliation/value';
import type { RequestContext } from '../context';
import { SECRET } from '../redact';
import './names';

const textOf = (cell: Cell | undefined): string | null => (typeof cell === 'string' ? cell : null);
const bytesOf = (cell: Cell | undefined): string | null => (cell instanceof Unreadable ? cell.bytes : null);

/** What a rule read: the value itself, or, when it read several, a JSON object of them by path. */
function legacyText({ field, legacy }: ComparedField): string | null {
  const { reads } = field.rule;
  if (reads.length <= 1) return textOf(legacy[0]);
  return JSON.stringify(Object.fromEntries(reads.map((path, index) => [path, textOf(legacy[index])])));
}

@ObjectType({
  description: 'One field of a pair: what the legacy side says, what the new side should say, and what it says.',
})
export class FieldComparison {
  pair!: Pair;
  @Field(() => String, { description: 'The new field.' }) field!: string;
  @Field(() => String, { description: 'The rule that fills it, in words.' }) rule!: string;
  @Field(() => FieldState) state!: FieldState;
  @Field(() => String, {
    nullable: true,
    description: 'Exact text; a JSON object by path when the rule reads several values. Null: SQL NULL, or no record.',
  })
  legacyValue!: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'What the new side should hold. Null: SQL NULL, or the rule gives no value (then state or because tell).',
  })
  expectedValue!: string | null;
  @Field(() => String, { nullable: true, description: 'What the new side holds. Null: SQL NULL, or no row.' })
  actualValue!: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'For a reference, the legacy id that it should lead to. Null: it is no reference, names nobody or cannot be told.',
  })
  expectedLegacyId!: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'For a reference, the legacy id that it leads to. Null: it is no reference, unset, or leads to no migrated row.',
  })
  actualLegacyId!: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Why it is different, unreadable or blocked. Null: it is none of these, or the values tell it themselves.',
  })
  because!: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'The stored bytes of a value that could not be decoded, in hexadecimal. Null: none, or the field is secret.',
  })
  bytes!: string | null;

  @Field(() => MovedSide, {
    nullable: true,
    description:
      'For a difference, which side changed since the pair last matched. Null: the field or the record is not DIFFERENT.',
  })
  async movedSide(@Ctx() { loaders }: RequestContext): Promise<MovedSide | null> {
    return this.state === FieldState.DIFFERENT ? loaders.movedSides.load(this.pair) : null;
  }

  static of(pair: Pair, compared: ComparedField): FieldComparison {
    const isSecret = compared.field.column.dataClass === 'SECRET';
    const shown = (text: string | null): string | null => (isSecret && text !== null ? SECRET : text);
    return Object.assign(new FieldComparison(), {
      pair,
      field: compared.field.property,
      rule: compared.field.rule.words,
      state: compared.state,
      legacyValue: shown(legacyText(compared)),
      expectedValue: shown(compared.expected ?? null),
      actualValue: shown(textOf(compared.actual)),
      expectedLegacyId: compared.expectedMeaning,
      actualLegacyId: compared.actualMeaning,
      because: compared.because,
      bytes: isSecret
        ? null
        : (compared.legacy.map(bytesOf).find((bytes) => bytes !== null) ?? bytesOf(compared.actual)),
    });
  }
}
