import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import type { DataClass } from '../../entities/table';
import type { ComparedField, Pair } from '../../reconciliation/comparing/pair';
import { FieldState, MovedSide } from '../../reconciliation/comparing/verdict';
import type { FieldClasses } from '../../reconciliation/data-classes';
import type { RuleKind } from '../../reconciliation/mapping';
import { type Cell, Unreadable } from '../../reconciliation/value';
import { MASKED, MaskedNames, type Sight, type Subject, subjectOfPair } from '../access/masking';
import type { RequestContext } from '../context';
import './names';

const textOf = (cell: Cell | undefined): string | null => (typeof cell === 'string' ? cell : null);
const bytesOf = (cell: Cell | undefined): string | null => (cell instanceof Unreadable ? cell.bytes : null);

/** Rules that keep a value what it is. With others, such as a map, it would tell something that the two are alike. */
const KEEPING: ReadonlySet<RuleKind> = new Set(['copy', 'text', 'integer', 'decimal', 'instant', 'date', 'json']);

/** Names for what a comparison hides: the comparator's finding stands in them, so that what it calls equal looks so. */
interface MaskedTexts {
  readonly legacy: string;
  readonly expected: string;
  readonly actual: string;
}

function maskedTexts({ field, state, legacy, expected, actual }: ComparedField): MaskedTexts {
  const names = new MaskedNames();
  const nameOf = (text: string | null): string => (text === null || text === '' ? MASKED : names.of(text));
  const isKept = KEEPING.has(field.rule.kind) && field.rule.reads.length === 1;
  const ofLegacy = isKept ? nameOf(textOf(legacy[0])) : MASKED;
  const ofExpected = nameOf(expected ?? null);
  const isSame = state === FieldState.EQUAL || state === FieldState.DECIDED;
  return {
    legacy: ofLegacy,
    expected: ofExpected,
    actual: isSame && typeof expected === 'string' ? ofExpected : nameOf(textOf(actual)),
  };
}

/** The stored bytes of a value that could not be decoded. */
function undecoded({ legacy, actual }: ComparedField): string | null {
  return legacy.map(bytesOf).find((found) => found !== null) ?? bytesOf(actual);
}

const MASKS =
  'Where it is masked, the same name such as (masked 1) stands for the same value within the field, and for nothing beyond it.';

@ObjectType({
  description: 'One field of a pair: what the legacy side says, what the new side should say, and what it says.',
})
export class FieldComparison {
  pair!: Pair;
  compared!: ComparedField;
  sight!: Sight;
  subject!: Subject;
  @Field(() => String, { description: 'The new field.' }) field!: string;
  @Field(() => String, { description: 'The rule that fills it, in words.' }) rule!: string;
  @Field(() => FieldState) state!: FieldState;

  @Field(() => String, {
    nullable: true,
    description: `Exact text; a JSON object by path when the rule reads several values. Null: SQL NULL, or no record. ${MASKS}`,
  })
  get legacyValue(): string | null {
    const { field, legacy } = this.compared;
    const { reads } = field.rule;
    if (reads.length <= 1) return this.show(textOf(legacy[0]), this.legacyClass(0), 'legacy');
    // Names would tell which of the values are alike, and with that sometimes what they are.
    const texts = reads.map((path, index) => [path, this.show(textOf(legacy[index]), this.legacyClass(index))]);
    return JSON.stringify(Object.fromEntries(texts));
  }

  @Field(() => String, {
    nullable: true,
    description: `What the new side should hold. Null: SQL NULL, or the rule gives no value (then state or because tell). ${MASKS}`,
  })
  get expectedValue(): string | null {
    return this.show(this.compared.expected ?? null, this.classes.new, 'expected');
  }

  @Field(() => String, {
    nullable: true,
    description: `What the new side holds. Null: SQL NULL, or no row. ${MASKS}`,
  })
  get actualValue(): string | null {
    return this.show(textOf(this.compared.actual), this.classes.new, 'actual');
  }

  @Field(() => ID, {
    nullable: true,
    description:
      'For a reference, the legacy id that it should lead to. Null: it is no reference, names nobody or cannot be told.',
  })
  get expectedLegacyId(): string | null {
    return this.show(this.compared.expectedMeaning, this.nameClass);
  }

  @Field(() => ID, {
    nullable: true,
    description:
      'For a reference, the legacy id that it leads to. Null: it is no reference, unset, or leads to no migrated row.',
  })
  get actualLegacyId(): string | null {
    return this.show(this.compared.actualMeaning, this.nameClass);
  }

  @Field(() => String, {
    nullable: true,
    description:
      'Why it is different, unreadable or blocked. Null: it is none of these, or the values tell it themselves.',
  })
  because!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The stored bytes of a value that could not be decoded, in hexadecimal. Null: none, or the field is secret or masked.',
  })
  get bytes(): string | null {
    const isHidden = [...this.classes.legacy, this.classes.new].some((dataClass) => this.sight.isHidden(dataClass));
    return isHidden ? null : this.show(undecoded(this.compared), this.classes.new);
  }

  @Field(() => String, {
    description: 'The class of its values, the strictest of them: PUBLIC, INTERNAL, PERSONAL, HEALTH or SECRET.',
  })
  get dataClass(): DataClass {
    return this.nameClass;
  }

  @Field(() => Boolean, {
    description:
      'Whether a value of it is hidden from who asks. revealField shows it, to roles that see personal values and unless it is SECRET. False where all values are NULL or empty, which hide nothing.',
  })
  get isMasked(): boolean {
    return this.values.some(([text, dataClass]) => this.sight.hides(text, dataClass));
  }

  @Field(() => MovedSide, {
    nullable: true,
    description:
      'For a difference, which side changed since the pair last matched. Null: the field or the record is not DIFFERENT.',
  })
  async movedSide(@Ctx() { loaders }: RequestContext): Promise<MovedSide | null> {
    return this.state === FieldState.DIFFERENT ? loaders.movedSides.load(this.pair) : null;
  }

  static of(pair: Pair, compared: ComparedField, sight: Sight): FieldComparison {
    return Object.assign(new FieldComparison(), {
      pair,
      compared,
      sight,
      subject: subjectOfPair(pair),
      field: compared.field.property,
      rule: compared.field.rule.words,
      state: compared.state,
      because: compared.because,
    });
  }

  /** Takes note of everything that it may show, whatever of it is asked for. */
  noteAll(): void {
    for (const [text, dataClass] of this.values) this.show(text, dataClass);
  }

  private get values(): readonly (readonly [string | null, DataClass])[] {
    const { legacy, expected, actual, expectedMeaning, actualMeaning } = this.compared;
    return [
      ...legacy.map((cell, index) => [textOf(cell), this.legacyClass(index)] as const),
      ...[expected ?? null, textOf(actual), undecoded(this.compared)].map((text) => [text, this.classes.new] as const),
      ...[expectedMeaning, actualMeaning].map((text) => [text, this.nameClass] as const),
    ];
  }

  private legacyClass(index: number): DataClass {
    const { reads, reference } = this.compared.field.rule;
    const { legacy, new: strictest } = this.classes;
    // Which classes the paths have is known of the field as it is declared, and not of one of its variants.
    const isDeclared = reads.length > 1 && legacy.length === reads.length && reference === undefined;
    return (isDeclared ? legacy[index] : null) ?? strictest;
  }

  private get classes(): FieldClasses {
    return this.sight.classes.ofField(this.pair.mapping, this.compared.field);
  }

  private get nameClass(): DataClass {
    return this.sight.classes.ofName(this.pair.mapping, this.compared.field);
  }

  /** `named`: where it is masked, the name that it has among the values of this field. */
  private show(text: string | null, dataClass: DataClass, named?: keyof MaskedTexts): string | null {
    const masked = named !== undefined && this.sight.isHidden(dataClass) ? maskedTexts(this.compared)[named] : MASKED;
    return this.sight.show(text, dataClass, this.subject, masked);
  }
}
