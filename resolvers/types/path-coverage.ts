import { Field, Int, ObjectType } from 'type-graphql';
import type { PathCoverage as Covered, CoveredPath as Path } from '../../reconciliation/answers/path-coverage';

@ObjectType({
  description:
    'How many records of a mapping get as far as one table on the way to their parent. Every count is of those records.',
})
export class CoveredHop {
  @Field(() => String, { description: 'The legacy table.' }) table!: string;
  @Field(() => String, {
    nullable: true,
    description: 'The mapping that migrates its records by their ids; null: none does.',
  })
  mapping!: string | null;
  @Field(() => Int, { description: 'Records whose column for it is set, the hops before it being there.' })
  named!: number;
  @Field(() => Int, {
    nullable: true,
    description:
      'And the record is there on the legacy side; at the parent, as a record of its mapping. Null: the parent is known by a natural key.',
  })
  found!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'And it has a counterpart on the new side. Null: no mapping covers the table.',
  })
  migrated!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'At the parent: and the counterpart is what the mapping asks for. Null: nothing is asked for.',
  })
  eligible!: number | null;
}

@ObjectType({ description: "One legacy path from a mapping's own records to a parent." })
export class CoveredPath {
  @Field(() => String) path!: string;
  @Field(() => String, { description: 'The mapping of the parent.' }) parent!: string;
  @Field(() => [CoveredHop], { description: "From the mapping's own records, in the first, to the parent." })
  hops!: CoveredHop[];

  static of({ path, parent, hops }: Path): CoveredPath {
    const own = hops.map(({ table, mapping, ...counts }) =>
      Object.assign(new CoveredHop(), { ...counts, table: table.name, mapping: mapping?.name ?? null }),
    );
    return Object.assign(new CoveredPath(), { path, parent: parent.name, hops: own });
  }
}

@ObjectType({ description: 'Where the records of a mapping are lost on the way to a parent.' })
export class PathCoverage {
  @Field(() => String) mapping!: string;
  @Field(() => String) field!: string;
  @Field(() => [CoveredPath], {
    description:
      'One for each path and kind of parent. Of several paths, each counts only the records for which those before it are not set. Records that the scope leaves out are counted too.',
  })
  paths!: CoveredPath[];

  static of({ mapping, field, paths }: Covered): PathCoverage {
    return Object.assign(new PathCoverage(), {
      mapping: mapping.name,
      field: field.property,
      paths: paths.map((path) => CoveredPath.of(path)),
    });
  }
}
