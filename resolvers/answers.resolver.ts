import { Arg, Authorized, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { createCodeMap } from '../reconciliation/answers/code-map/code-map';
import { findDuplicates } from '../reconciliation/answers/duplicates/duplicates';
import { profileField } from '../reconciliation/answers/field-profile/field-profile';
import { drawLineage } from '../reconciliation/answers/lineage/lineage';
import { spreadParents } from '../reconciliation/answers/parent-spread/parent-spread';
import { coverPaths } from '../reconciliation/answers/path-coverage/path-coverage';
import { Unanswerable } from '../reconciliation/answers/unanswerable';
import { READERS } from './access/role';
import type { RequestContext } from './context';
import { checkFirst, checkLegacyId, inputError } from './input-error';
import { CodeMap } from './types/code-map';
import { Duplicates } from './types/duplicates';
import { FieldProfile } from './types/field-profile';
import { Lineage } from './types/lineage';
import { MappingName } from './types/names';
import { ParentSpread } from './types/parent-spread';
import { PathCoverage } from './types/path-coverage';

/** Waits for an answer; a question that cannot be answered as it was put is the caller's to mend. */
async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Unanswerable) throw inputError(error.message);
    throw error;
  }
}

const MOST_UP = 50;
const MOST_DOWN = 5;

function checkGenerations(name: string, count: number, most: number): number {
  if (count >= 0 && count <= most) return count;
  throw inputError(`${name} must be between 0 and ${most}`);
}

/** What people used to write a script for: questions about a whole mapping or one of its fields. */
@Resolver()
export class AnswersResolver {
  @Authorized(READERS)
  @Query(() => CodeMap, {
    description:
      'Legacy codes against new values for one field that is compared and names no parent, read now from all records. Pseudonyms stand for the values of personal and medical fields. A field with more than 200 different legacy values is refused: ask for its fieldProfile.',
  })
  async codeMap(
    @Ctx() { access, service }: RequestContext,
    @Arg('mapping', () => MappingName) name: string,
    @Arg('field', () => String) field: string,
  ): Promise<CodeMap> {
    return CodeMap.of(await answered(createCodeMap(service.sides, access.mapping(name), field)));
  }

  @Authorized(READERS)
  @Query(() => FieldProfile, {
    description:
      'What the values of one field look like on both sides: how many are filled, different, least, greatest and how long. Values of personal and medical fields are not shown; a secret field is refused.',
  })
  async fieldProfile(
    @Ctx() { access, service }: RequestContext,
    @Arg('mapping', () => MappingName) name: string,
    @Arg('field', () => String) field: string,
  ): Promise<FieldProfile> {
    return FieldProfile.of(await answered(profileField(service.sides, access.mapping(name), field)));
  }

  @Authorized(READERS)
  @Query(() => ParentSpread, {
    description:
      'How the records of a mapping are spread over the parents that one field names, and which parent owns more than can be explained.',
  })
  async parentSpread(
    @Ctx() { access, service }: RequestContext,
    @Arg('mapping', () => MappingName) name: string,
    @Arg('field', () => String) field: string,
  ): Promise<ParentSpread> {
    return ParentSpread.of(await answered(spreadParents(service.sides, access.mapping(name), field)));
  }

  @Authorized(READERS)
  @Query(() => Duplicates, {
    description: 'What was loaded more than once, with what hangs on each copy; the first groups, at most 100.',
  })
  async duplicates(
    @Ctx() { access, service }: RequestContext,
    @Arg('mapping', () => MappingName) name: string,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
  ): Promise<Duplicates> {
    const limit = checkFirst(first);
    return Duplicates.of(await findDuplicates(service.sides, service.mappings, access.mapping(name), limit));
  }

  @Authorized(READERS)
  @Query(() => PathCoverage, {
    description:
      'Where the records of a mapping are lost on the way to the parent that one field names or a requirement asks for: at each hop how many are there, and how many have survived so far.',
  })
  async pathCoverage(
    @Ctx() { access, service }: RequestContext,
    @Arg('mapping', () => MappingName) name: string,
    @Arg('field', () => String) field: string,
  ): Promise<PathCoverage> {
    const { sides, mappings } = service;
    return PathCoverage.of(await answered(coverPaths(sides, mappings, access.mapping(name), field)));
  }

  @Authorized(READERS)
  @Query(() => Lineage, {
    description:
      'What a legacy record descends from and what descends from it, each record compared now; at most 500 records.',
  })
  async lineage(
    @Ctx() { access, service }: RequestContext,
    @Arg('mapping', () => MappingName) name: string,
    @Arg('legacyId', () => ID) legacyId: string,
    @Arg('up', () => Int, { defaultValue: 10, description: 'Generations of ancestors, 0 to 50.' }) up: number,
    @Arg('down', () => Int, { defaultValue: 1, description: 'Generations of descendants, 0 to 5.' }) down: number,
    @Arg('first', () => Int, {
      defaultValue: 10,
      description: 'Descendants of each generation by each reference, 1 to 100 for each record.',
    })
    first: number,
  ): Promise<Lineage> {
    const wanted = {
      mapping: access.mapping(name),
      legacyId: checkLegacyId(legacyId),
      up: checkGenerations('up', up, MOST_UP),
      down: checkGenerations('down', down, MOST_DOWN),
      first: checkFirst(first),
    };
    return Lineage.of(await drawLineage(service.comparison.loader, service.mappings, wanted));
  }
}
