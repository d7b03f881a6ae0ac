import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Duplicates as Found, DuplicateGroup as Group } from '../../reconciliation/answers/duplicates/duplicates';
import type { Mapping } from '../../reconciliation/mapping';

@ObjectType({ description: 'New rows of one mapping that point at one of several copies.' })
export class CopyReference {
  @Field(() => ID, { description: 'The copy that they point at.' }) newId!: string;
  @Field(() => String, { description: 'The mapping of the rows that point at it.' }) mapping!: string;
  @Field(() => String, { description: 'The field by which they do.' }) field!: string;
  @Field(() => Int, { description: 'How many rows point at it.' }) count!: number;
}

@ObjectType({ description: 'New rows that claim the same legacy record.' })
export class DuplicateGroup {
  @Field(() => ID, { nullable: true, description: 'The record that they claim. Null: it is known by a natural key.' })
  legacyId!: string | null;
  @Field(() => [String], {
    description:
      'What the rows claim: the legacy id, or the texts of the natural key, parents by their legacy ids. Pseudonyms stand for parts that are personal or medical.',
  })
  claim!: readonly string[];
  @Field(() => Int, { description: 'How many rows claim it.' }) count!: number;
  @Field(() => [ID], { description: 'The rows, at most 20.' }) newIds!: readonly string[];
  @Field(() => [CopyReference], {
    description: 'What hangs on each copy, by mapping and field; a copy that nothing points at is not named.',
  })
  references!: CopyReference[];

  static of({ newKey, group }: { newKey: string | null; group: Group }): DuplicateGroup {
    return Object.assign(new DuplicateGroup(), {
      ...group,
      legacyId: newKey === null ? null : (group.claim[0] ?? null),
      references: group.references.map(({ newId, mapping, field, count }) =>
        Object.assign(new CopyReference(), { newId, mapping: mapping.name, field: field.property, count }),
      ),
    });
  }
}

@ObjectType({ description: 'Legacy records that share a natural key, so that they would all find the same new row.' })
export class LegacyDuplicateGroup {
  @Field(() => [String], {
    description:
      'The texts of the natural key, parents by their legacy ids. Pseudonyms stand for parts that are personal or medical, the same as in groups.',
  })
  claim!: readonly string[];
  @Field(() => Int, { description: 'How many legacy records share it.' }) count!: number;
  @Field(() => [ID], { description: 'The records, at most 20.' }) legacyIds!: readonly string[];
}

@ObjectType({ description: 'What stands more than once, on either side.' })
export class Duplicates {
  @Field(() => String, { description: 'The mapping that was asked about.' }) mapping!: string;
  @Field(() => Boolean, {
    description: 'Whether pseudonyms stand for parts of natural keys, because they are personal or medical.',
  })
  isMasked!: boolean;
  @Field(() => Int, { description: 'Legacy records that more than one new row claims.' }) total!: number;
  @Field(() => Int, { description: 'New rows beyond the first of each.' }) surplus!: number;
  @Field(() => [DuplicateGroup], { description: 'The first of them, those with most rows before the others.' })
  groups!: DuplicateGroup[];
  @Field(() => Int, {
    nullable: true,
    description:
      'Natural keys that more than one legacy record has. Null: the mapping has no natural key, or more than a million records.',
  })
  legacyTotal!: number | null;
  @Field(() => [LegacyDuplicateGroup], {
    description: 'The first of them, those with most records before the others; empty where legacyTotal is null.',
  })
  legacyGroups!: LegacyDuplicateGroup[];

  static of({ mapping, isMasked, total, surplus, groups, legacy }: Found): Duplicates {
    const { keyColumn }: Mapping['new'] = mapping.new;
    return Object.assign(new Duplicates(), {
      mapping: mapping.name,
      isMasked,
      total,
      surplus,
      groups: groups.map((group) => DuplicateGroup.of({ newKey: keyColumn, group })),
      legacyTotal: legacy?.total ?? null,
      legacyGroups: (legacy?.groups ?? []).map((group) => Object.assign(new LegacyDuplicateGroup(), group)),
    });
  }
}
