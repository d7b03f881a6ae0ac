import { Field, Int, ObjectType } from 'type-graphql';
import type {
  PathCoverage as Covered,
  CoveredPath as Path,
} from '../../reconciliation/answers/path-coverage/path-coverage';

@ObjectType({
  description:
    'How many records of a mapping get as far as one table on the way to their parent. Every count is of those records, not of the rows of the table.',
})
export class CoveredHop {
  @Field(() => String, { description: 'The legacy table.' }) table!: string;
  @Field(() => String, {
    nullable: true,
    description: 'The mapping that migrates its records by their ids; null: none does.',
  })
  mapping!: string | null;
  @Field(() => Int, {
    description:
      'Records whose column for it is set, the hops before it being there; where no column names it, those for which it is there.',
  })
  named!: number;
  @Field(() => Int, {
    nullable: true,
    description:
      'Records for which it is there on the legacy side; at the parent, as a record of its mapping. Null: the parent is known by a natural key, so the legacy side is not asked.',
  })
  found!: number | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'Records for which it is there and has a counterpart on the new side. Of this hop alone: records that were lost at a hop before it are among them, so the last one is not what arrived; survivors is. Null: no mapping covers the table.',
  })
  migrated!: number | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'At the parent: records for which its counterpart is also what the mapping asks for. Of this hop alone, like migrated. Null: this is not the parent, or nothing is asked for.',
  })
  eligible!: number | null;
  @Field(() => Int, {
    description:
      'Records for which this hop and every one before it is named, found and migrated, and the parent is what the mapping asks for, counted record by record; never more than at the hop before. The first hop is the record itself and counts all of them, migrated or not. A hop whose table no mapping covers need only be named and found, a parent that is known by a natural key only be named and migrated: nobody can ask more of them.',
  })
  survivors!: number;
}

@ObjectType({ description: "One legacy path from a mapping's own records to a parent." })
export class CoveredPath {
  @Field(() => String, { description: 'The columns that lead to the parent, one record after the other.' })
  path!: string;
  @Field(() => String, { description: 'The mapping of the parent.' }) parent!: string;
  @Field(() => [CoveredHop], {
    description:
      "From the mapping's own records that take this path, in the first, to the parent, in the last. A record on the way whose id ends the path is the parent itself.",
  })
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
  @Field(() => String, { description: 'The mapping that was asked about.' }) mapping!: string;
  @Field(() => String, { description: 'Its field or requirement that was asked about.' }) field!: string;
  @Field(() => [CoveredPath], {
    description:
      'One for each path and kind of parent, over the legacy records in scope. Of several paths, each counts only the records for which those before it are not set.',
  })
  paths!: CoveredPath[];
  @Field(() => Int, { description: 'Legacy records that the scope leaves out; they are in no count of a hop.' })
  excluded!: number;
  @Field(() => Int, {
    description:
      'Legacy records whose scope cannot be told, because a value cannot be read; they are in no count either.',
  })
  unreadable!: number;

  static of({ mapping, field, paths, excluded, unreadable }: Covered): PathCoverage {
    return Object.assign(new PathCoverage(), {
      mapping: mapping.name,
      field: field.property,
      paths: paths.map((path) => CoveredPath.of(path)),
      excluded,
      unreadable,
    });
  }
}
