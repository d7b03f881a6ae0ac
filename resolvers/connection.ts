import { type ClassType, Field, ObjectType } from 'type-graphql';
import type { Cursor } from '../reconciliation/ledger/filter';
import type { Page } from '../reconciliation/ledger/ledger';
import { isLegacyId } from '../reconciliation/legacy-id';
import { readCell, Unreadable } from '../reconciliation/value';
import { inputError } from './input-error';

@ObjectType({ description: 'Where a page of a list ends.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows.' }) hasNextPage!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Pass it as `after` for the next page; null: the page is empty.',
  })
  endCursor!: string | null;
}

/** A cursor is the place of the last row in the list's order. It is opaque to clients and says nothing personal. */
export const encodeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** Reads a cursor back; its parts must look as the list's order demands. */
export function decodeCursor(text: string | null | undefined, patterns: readonly RegExp[]): Cursor | null {
  if (text === null || text === undefined) return null;
  const bad = inputError('after must be an endCursor of the same list');
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw bad;
  }
  if (!Array.isArray(parsed) || parsed.length !== patterns.length) throw bad;
  const parts = parsed.map((part) => (typeof part === 'string' ? part : ''));
  if (!parts.every((part, index) => patterns[index]?.test(part) && isReadable(part))) throw bad;
  return parts;
}

/** A part that looks like an id or an instant must be one that a server can read. */
const isReadable = (part: string): boolean =>
  PATTERN.id.test(part)
    ? isLegacyId(part)
    : !PATTERN.instant.test(part) || !(readCell('instant', part) instanceof Unreadable);

export const PATTERN = {
  id: /^\d{1,19}$/,
  change: /^(?:\d{1,19}|bulk\.\d{1,18}\.\d{1,18})$/,
  uuid: /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
};

export interface Connection<Node extends object> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
}

/** A page as a Relay connection. */
export function connect<Item, Node extends object>(
  page: Page<Item>,
  cursorOf: (item: Item) => Cursor,
  nodeOf: (item: Item) => Node,
): Connection<Node> {
  const edges = page.items.map((item) => ({ cursor: encodeCursor(cursorOf(item)), node: nodeOf(item) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: { hasNextPage: page.hasNextPage, endCursor: edges.at(-1)?.cursor ?? null },
  };
}

/** The connection type of a node type, with its edge. */
export function connectionOf<Node extends object>(name: string, node: () => unknown): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} of a list.` })
  class Edge {
    @Field(() => String) cursor!: string;
    @Field(() => node() as never) node!: Node;
  }
  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class PageOfNodes {
    @Field(() => [Edge]) edges!: Edge[];
    @Field(() => [node() as never], { description: 'The nodes of the edges.' }) nodes!: Node[];
    @Field(() => PageInfo) pageInfo!: PageInfo;
  }
  return PageOfNodes;
}
