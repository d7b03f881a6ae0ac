import type { GraphQLNamedType } from 'graphql';
import { classesOf } from '../../reconciliation/data-classes';
import type { MappedField, Mapping } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
import { createSchema } from '../../resolvers/schema';
import { HIDDEN } from './canary-person';

export const schema = createSchema();
export const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
export const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
export const QUERIES = queries.map(({ name }) => name);
export const MUTATIONS = mutations.map(({ name }) => name);

export function typeOf(name: string): GraphQLNamedType {
  const type = schema.getType(name);
  if (type === undefined) throw new Error(`the schema has no ${name}`);
  return type;
}

const classes = classesOf(mappings);

/** The fields of a mapping whose values not everybody sees. */
export const hiddenFields = (mapping: Mapping): MappedField[] =>
  mapping.fields.filter((field) => {
    const { legacy, new: current } = classes.ofField(mapping, field);
    return [...legacy, current].some((dataClass) => HIDDEN.includes(dataClass));
  });
