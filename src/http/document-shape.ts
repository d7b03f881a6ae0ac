import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large a selection is with its fragments written out. */
export interface Shape {
  readonly fields: number;
  readonly rootFields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly depth: number;
  /** Questions about the schema. Their depth is not counted: a type is as deep as its lists, and graphql-js bounds those. */
  readonly introspections: number;
}

const NOTHING: Shape = { fields: 0, rootFields: 0, aliases: 0, directives: 0, depth: 0, introspections: 0 };

const plus = (one: Shape, other: Shape): Shape => ({
  fields: one.fields + other.fields,
  rootFields: one.rootFields + other.rootFields,
  aliases: one.aliases + other.aliases,
  directives: one.directives + other.directives,
  depth: Math.max(one.depth, other.depth),
  introspections: one.introspections + other.introspections,
});

/**
 * Measures the definitions of one document. Each fragment is measured once, however often it is spread: written out,
 * fourteen fragments that spread the next one twice would be 16,384 fields.
 */
export class Ruler {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly measured = new Map<string, Shape>();

  constructor({ definitions }: DocumentNode) {
    for (const definition of definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
  }

  ofOperation({ selectionSet, directives = [] }: OperationDefinitionNode): Shape {
    return plus(this.ofSelections(selectionSet), { ...NOTHING, directives: directives.length });
  }

  ofFragment(name: string): Shape {
    const known = this.measured.get(name);
    if (known !== undefined) return known;
    // Who comes by here again has gone in a circle, which validation refuses.
    this.measured.set(name, NOTHING);
    const fragment = this.fragments.get(name);
    if (fragment === undefined) return NOTHING;
    const inner = this.ofSelections(fragment.selectionSet);
    const shape = fragment.typeCondition.name.value.startsWith('__') ? { ...inner, depth: 0 } : inner;
    this.measured.set(name, shape);
    return shape;
  }

  private ofSelections({ selections }: SelectionSetNode): Shape {
    return selections.map((node) => this.ofSelection(node)).reduce(plus, NOTHING);
  }

  private ofSelection(node: SelectionNode): Shape {
    const own = { ...NOTHING, directives: node.directives?.length ?? 0 };
    if (node.kind === Kind.FRAGMENT_SPREAD) return plus(own, this.ofFragment(node.name.value));
    if (node.kind === Kind.INLINE_FRAGMENT) return plus(own, this.ofSelections(node.selectionSet));
    return plus(own, this.ofField(node));
  }

  private ofField({ name: { value: name }, alias, selectionSet }: FieldNode): Shape {
    const inner = selectionSet === undefined ? NOTHING : this.ofSelections(selectionSet);
    const isAboutSchema = name === '__schema' || name === '__type';
    return {
      fields: inner.fields + 1,
      rootFields: 1,
      aliases: inner.aliases + (alias === undefined ? 0 : 1),
      directives: inner.directives,
      depth: isAboutSchema ? 1 : inner.depth + 1,
      introspections: inner.introspections + (isAboutSchema ? 1 : 0),
    };
  }
}
