import type { RequestHandler } from 'express';
import { type DefinitionNode, type DocumentNode, Kind, parse } from 'graphql';
import { Ruler, type Shape } from './document-shape';
import { LIMITS } from './limits';
import { refuse } from './refuse';

const COUNTED = ['fields', 'aliases', 'directives', 'depth'] as const;

const WORDS: Record<keyof Shape, string> = {
  fields: 'fields',
  rootFields: 'fields at its root',
  aliases: 'aliases',
  directives: 'directives',
  depth: 'levels',
  introspections: 'questions about the schema',
};

/** A fragment that nobody spreads is measured too, because validation goes through it. */
function measure(ruler: Ruler, definition: DefinitionNode): Partial<Shape> {
  if (definition.kind === Kind.OPERATION_DEFINITION) return ruler.ofOperation(definition);
  if (definition.kind !== Kind.FRAGMENT_DEFINITION) return {};
  const { rootFields: _, ...shape } = ruler.ofFragment(definition.name.value);
  return shape;
}

function listProblems(document: DocumentNode): string[] {
  const ruler = new Ruler(document);
  return document.definitions.flatMap((definition) => {
    const shape = measure(ruler, definition);
    return [...COUNTED, 'rootFields' as const]
      .filter((count) => (shape[count] ?? 0) > LIMITS[count])
      .map((count) => `an operation may have at most ${LIMITS[count]} ${WORDS[count]}, with its fragments written out`);
  });
}

function problemOf(query: string): string | null {
  if (query.length > LIMITS.characters) return `a query may have at most ${LIMITS.characters} characters`;
  try {
    return listProblems(parse(query, { maxTokens: LIMITS.tokens, noLocation: true }))[0] ?? null;
  } catch {
    // Whoever carries it out says so, with the place.
    return null;
  }
}

/**
 * Refuses what is too large to be looked at, before validation does so: that compares each two fields of the same
 * name, and follows each fragment wherever it is spread.
 */
export const checkDocument: RequestHandler = (request, response, next) => {
  const { query } = request.body as { query: string };
  const problem = problemOf(query);
  if (problem === null) next();
  else refuse(response, 400, 'OPERATION_TOO_COMPLEX', problem);
};
