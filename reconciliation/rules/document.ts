import type { ReadPath, Rule } from '../mapping';
import { isSamePlain, readPlainJson } from '../plain-json';
import { canonicalJson, DEEPEST, hasUnstorableString, readJson, Unreadable } from '../value';
import { withShortcut } from './shortcut';

/** A leaf of the document: text or number as JSON, or the legacy text's own JSON document. */
export interface Leaf<P extends string> {
  readonly path: P;
  readonly as: 'text' | 'number' | 'flag' | 'json';
}

const leaf =
  (as: Leaf<string>['as']) =>
  <P extends string>(path: P): Leaf<P> => ({ path, as });

export const asText = leaf('text');
export const asNumber = leaf('number');
export const asFlag = leaf('flag');
export const asJson = leaf('json');

type Tree<P extends string> = { readonly [key: string]: Leaf<P> | Tree<P> };

const isLeaf = <P extends string>(node: Leaf<P> | Tree<P>): node is Leaf<P> => typeof node.path === 'string';

function leaves<P extends string>(tree: Tree<P>): Leaf<P>[] {
  return Object.values(tree).flatMap((node) => (isLeaf(node) ? [node] : leaves(node)));
}

/** No number, flag or document stands in a text like this; it becomes null, as in a JSON column of its own. */
const isBlank = (text: string): boolean => text.trim() === '';

/** JSON text of the tree. Numbers are written with their own digits, which JSON.stringify could not promise. */
function render<P extends string>(tree: Tree<P>, read: (path: string) => string | null): string {
  const entries = Object.entries(tree).map(([key, node]) => {
    if (!isLeaf(node)) return `${JSON.stringify(key)}:${render(node, read)}`;
    const text = read(node.path);
    const value = text === null ? 'null' : node.as === 'text' ? JSON.stringify(text) : isBlank(text) ? 'null' : text;
    return `${JSON.stringify(key)}:${value}`;
  });
  return `{${entries.join(',')}}`;
}

/** An object in the canonical form of `canonicalJson`; anything else is compared as a whole. */
interface CanonicalObject {
  readonly object: [string, unknown][];
}

const isObject = (node: unknown): node is CanonicalObject =>
  typeof node === 'object' && node !== null && 'object' in node && Array.isArray(node.object);

const isSame = (expected: unknown, actual: unknown): boolean => JSON.stringify(expected) === JSON.stringify(actual);

/** Whether every declared key stands in the actual document with the same meaning; what a leaf holds is held whole. */
function contains<P extends string>(tree: Tree<P>, expected: unknown, actual: unknown): boolean {
  if (!isObject(expected) || !isObject(actual)) return isSame(expected, actual);
  const found = new Map(actual.object);
  return expected.object.every(([key, value]) => {
    const node = tree[key];
    const isInner = node !== undefined && !isLeaf(node);
    return found.has(key) && (isInner ? contains(node, value, found.get(key)) : isSame(value, found.get(key)));
  });
}

const EXACT_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const EXACT_LENGTH = 15;

/** Whether a leaf certainly holds what the legacy text says; false where that cannot be said fast. */
function holdsLeaf(as: Leaf<string>['as'], text: string | null, actual: unknown): boolean {
  if (text === null) return actual === null;
  if (as === 'text') return actual === text;
  if (isBlank(text)) return actual === null;
  if (as === 'flag') return (text === 'true' || text === 'false') && actual === (text === 'true');
  if (as === 'number')
    return (
      text.length <= EXACT_LENGTH && typeof actual === 'number' && EXACT_NUMBER.test(text) && Number(text) === actual
    );
  const document = readPlainJson(text, DEEPEST);
  return document?.isExact === true && !hasUnstorableString(text) && isSamePlain(document.value, actual);
}

/** Whether an actual document with exact numbers certainly holds every leaf of the tree. */
function holds<P extends string>(tree: Tree<P>, read: ReadPath, actual: unknown): boolean {
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return false;
  for (const key of Object.keys(tree)) {
    const node = tree[key];
    if (node === undefined || !Object.hasOwn(actual, key)) return false;
    const value = (actual as Record<string, unknown>)[key];
    if (!(isLeaf(node) ? holdsLeaf(node.as, read(node.path), value) : holds(node, read, value))) return false;
  }
  return true;
}

/** PostgreSQL knows numbers that are none, such as NaN, and JSON does not. */
const isNumber = (text: string | null): boolean =>
  text === null || text === '' || /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);

/**
 * A JSON object built from legacy values, leaf by leaf. Other keys of the actual object are the loader's own notes
 * and are not compared.
 */
export function document<P extends string>(tree: Tree<P>): Rule<P> {
  const parts = leaves(tree);
  const rule: Rule<P> = {
    kind: 'document',
    words: `JSON object of ${parts.map((part) => part.path).join(', ')}`,
    reads: [...new Set(parts.map((part) => part.path))],
    expect: (read) => {
      for (const part of parts.filter((candidate) => candidate.as === 'json')) {
        const text = read(part.path);
        const checked = text === null || isBlank(text) ? '' : readJson(text);
        if (checked instanceof Unreadable) return { unreadable: `${part.path}: ${checked.reason}` };
      }
      const wrong = parts.find((part) => part.as === 'number' && !isNumber(read(part.path)));
      if (wrong !== undefined) return { problem: { code: 'VALUE_INVALID', message: `${wrong.path} is no number` } };
      return { value: render(tree, read) };
    },
    equal: (expected, actual) => contains(tree, JSON.parse(canonicalJson(expected)), JSON.parse(canonicalJson(actual))),
  };
  return withShortcut(rule, {
    holds: (read, actual) => {
      const document = readPlainJson(actual, DEEPEST);
      return document?.isExact === true && holds(tree, read, document.value);
    },
  });
}
