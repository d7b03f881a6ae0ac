import { Arg, type ClassType, Ctx, Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { Discrepancy } from '../../entities/ledger/discrepancy';
import type { Pair } from '../../reconciliation/comparing/pair';
import { Verdict } from '../../reconciliation/comparing/verdict';
import { pageOf } from '../../reconciliation/ledger/ledger';
import { mappings } from '../../reconciliation/mappings/all';
import { sealOf } from '../access/fingerprint-seal';
import { subjectOfPair } from '../access/masking';
import { redactChange } from '../access/redact';
import { type Connection, connect } from '../connection';
import type { RequestContext } from '../context';
import { hydrate } from '../hydrate';
import { checkFirst } from '../input-error';
import { Cause } from './cause';
import { ChangeConnection } from './change-connection';
import { FieldComparison } from './field-comparison';
import { Mapping } from './mapping';
import { RecordAction } from './names';
import { RecordLink, RecordLinkGroup } from './record-link';

const ACTIONS: Record<Verdict, readonly RecordAction[]> = {
  MATCHED: [RecordAction.DIFF],
  DIFFERENT: [RecordAction.DIFF, RecordAction.RECONCILE, RecordAction.WAIVE],
  MISSING: [RecordAction.DIFF, RecordAction.MIGRATE, RecordAction.WAIVE],
  BLOCKED: [RecordAction.DIFF, RecordAction.MIGRATE, RecordAction.WAIVE],
  EXCLUDED: [RecordAction.DIFF],
  EXTRA: [RecordAction.DIFF, RecordAction.REMOVE, RecordAction.WAIVE],
  AMBIGUOUS: [RecordAction.DIFF, RecordAction.REMOVE, RecordAction.WAIVE],
  UNREADABLE: [RecordAction.DIFF, RecordAction.WAIVE],
};

const pairTypes = new Map<string, ClassType<RecordPair>>();

@InterfaceType({
  description: 'A legacy record and its counterpart on the new side, compared when it is asked for.',
  resolveType: (value: RecordPair) => pairTypes.get(value.pair.mapping.name)?.name,
})
export abstract class RecordPair {
  pair!: Pair;

  @Field(() => Mapping, { name: 'mapping' })
  get mappingType(): Mapping {
    return Mapping.of(this.pair.mapping);
  }

  @Field(() => ID, {
    nullable: true,
    description: 'The legacy record, or the one that an EXTRA row claims. Null: it claims none by a single id.',
  })
  get legacyId(): string | null {
    return this.pair.legacyId;
  }

  @Field(() => ID, { nullable: true, description: 'Null: there is no new row. Of an ambiguous record, the first.' })
  get newId(): string | null {
    return this.pair.rows[0]?.id ?? null;
  }

  @Field(() => [ID], { description: 'All new rows that claim the legacy record.' })
  get newIds(): string[] {
    return this.pair.rows.map((row) => row.id);
  }

  @Field(() => Verdict)
  get verdict(): Verdict {
    return this.pair.verdict;
  }

  @Field(() => String, {
    description: 'An opaque text of what the verdict rests on; a write passes it back as expectedFingerprint.',
  })
  async fingerprint(@Ctx() { service }: RequestContext): Promise<string> {
    return (await sealOf(service.sides.new)).close(this.pair.fingerprint.text);
  }

  @Field(() => [RecordAction])
  get allowedActions(): readonly RecordAction[] {
    return ACTIONS[this.pair.verdict];
  }

  @Field(() => [FieldComparison], { description: 'Every field of the mapping, in its order.' })
  fields(@Ctx() { sight }: RequestContext): FieldComparison[] {
    return this.pair.fields.map((compared) => FieldComparison.of(this.pair, compared, sight));
  }

  @Field(() => [Cause], { description: 'Why it is not matched; empty when it is.' })
  async causes(@Ctx() { loaders }: RequestContext): Promise<Cause[]> {
    const causes = await loaders.causes.load(this.pair);
    return causes.map((cause) => Cause.of(this.pair.mapping, cause));
  }

  @Field(() => [RecordLink], { description: 'The records that its references lead to on the legacy side.' })
  get parents(): RecordLink[] {
    return [...this.pair.fields, ...this.pair.requirements].flatMap(({ field, expectedMeaning, expected, actual }) => {
      const parent = field.rule.reference?.mapping();
      // A parent named by a natural key has no legacy id to link to.
      if (parent === undefined || expectedMeaning === null || parent.new.keyColumn === null) return [];
      const newId = expected ?? (typeof actual === 'string' ? actual : null);
      return [
        RecordLink.of({
          mapping: parent.name,
          table: parent.legacy.table.name,
          legacyId: expectedMeaning,
          newId,
          state: field.property,
        }),
      ];
    });
  }

  @Field(() => [RecordLinkGroup], {
    description: 'The legacy records of your systems that refer to it, by mapping and field.',
  })
  async children(@Ctx() { access, loaders }: RequestContext): Promise<RecordLinkGroup[]> {
    if (this.pair.legacyId === null) return [];
    const key = this.pair.legacyId;
    const counts = await loaders.childCounts.load({ mapping: this.pair.mapping, id: key });
    const own = counts.filter(({ reference }) => access.isOpen(reference.mapping));
    return own.map(({ reference, count }) =>
      Object.assign(new RecordLinkGroup(), {
        mapping: reference.mapping.name,
        field: reference.field.property,
        count,
        reference,
        key,
      }),
    );
  }

  @Field(() => Discrepancy, {
    nullable: true,
    description: 'What the ledger remembers of it; null: it was never seen not matching.',
  })
  async discrepancy(@Ctx() { loaders }: RequestContext): Promise<Discrepancy | null> {
    return loaders.discrepancies.load(this.pair);
  }

  @Field(() => ChangeConnection, { description: 'What this service wrote to it, the newest first.' })
  async changes(@Ctx() context: RequestContext, @Arg('first', () => Int) first: number): Promise<Connection<object>> {
    const { mapping, legacyId } = this.pair;
    const limit = checkFirst(first);
    const changes = await context.loaders.recentChanges.load({
      mapping: mapping.name,
      legacyId,
      newId: this.newId,
      first: limit + 1,
    });
    return connect(
      pageOf(changes, limit),
      (change) => [change.id],
      (change) => redactChange(change, context),
    );
  }
}

const capitalise = (name: string): string => `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
/** The singular of a mapping's name: teamCommunications → teamCommunication, categories → category. */
export const singularOf = (name: string): string =>
  name.endsWith('ies') ? `${name.slice(0, -3)}y` : name.replace(/s$/, '');

/** Makes the typed pair of one mapping: the same record view, with both entities. */
function createPairType(mapping: Pair['mapping']): ClassType<RecordPair> {
  const name = `${capitalise(singularOf(mapping.name))}Pair`;
  @ObjectType(name, { implements: RecordPair, description: `${mapping.title}: ${mapping.description}` })
  class TypedPair extends RecordPair {
    @Field(() => mapping.legacy.entity as never, {
      nullable: true,
      description: 'The legacy record; null: there is none.',
    })
    legacy(@Ctx() context: RequestContext): object | null {
      const { pair } = this;
      if (pair.legacy === null) return null;
      return hydrate(mapping.legacy.table, pair.legacy.cells, context, subjectOfPair(pair));
    }

    @Field(() => mapping.new.entity as never, {
      nullable: true,
      description: 'The new record; null: there is none. Of an ambiguous record, the first.',
    })
    new(@Ctx() context: RequestContext): object | null {
      const row = this.pair.rows[0];
      return row === undefined ? null : hydrate(mapping.new.table, row.cells, context, subjectOfPair(this.pair));
    }
  }
  Object.defineProperty(TypedPair, 'name', { value: name });
  return TypedPair as ClassType<RecordPair>;
}

for (const mapping of mappings) pairTypes.set(mapping.name, createPairType(mapping));

export function pairTypeOf(mapping: Pair['mapping']): ClassType<RecordPair> {
  const type = pairTypes.get(mapping.name);
  if (type === undefined) throw new Error(`${mapping.name} has no pair type`);
  return type;
}

/** A compared pair as the API shows it. */
export function presentPair(pair: Pair): RecordPair {
  return Object.assign(new (pairTypeOf(pair.mapping))(), { pair });
}
