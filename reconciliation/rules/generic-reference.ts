import type { Mapping, ReadPath, Rule } from '../mapping';
import { map } from './map';

/**
 * What a content type is called: its application and its model. The numbers of content types differ from one
 * installation to the next, so a record is never resolved by them.
 */
type ContentType<T extends string> = `${T}.appLabel` | `${T}.model`;

interface TypeReader<T extends string> {
  readonly reads: readonly ContentType<T>[];
  readonly name: (read: ReadPath) => string | null;
}

function contentType<T extends string>(type: T): TypeReader<T> {
  const reads = [`${type}.appLabel`, `${type}.model`] as const;
  const name = (read: ReadPath): string | null => {
    const [application, model] = reads.map(read);
    return application == null || model == null ? null : `${application}.${model}`;
  };
  return { reads, name };
}

/** A label for the content type of a generic foreign key; any other type is refused. */
export function contentTypeLabel<T extends string>(
  type: T,
  labels: Readonly<Record<string, string>>,
): Rule<ContentType<T>> {
  const { reads, name } = contentType(type);
  const byName = map(type, labels);
  return { ...byName, reads, expect: (read, kind) => byName.expect(() => name(read), kind) };
}

interface GenericOptions {
  /** A type that is not listed leaves NULL. Absent: the record is blocked with CODE_UNMAPPED. */
  readonly others?: 'null';
}

/**
 * Django's generic foreign key: a content type and the id of a row of that type. Each listed type, `application.model`,
 * leads to the mapping of its records; the rest is as for any reference.
 */
export function genericReference<T extends string, P extends string>(
  type: T,
  id: P,
  targets: Readonly<Record<string, () => Mapping>>,
  { others }: GenericOptions = {},
): Rule<P | ContentType<T>> {
  const { reads: typeReads, name } = contentType(type);
  const reads = [id, ...typeReads] as const;
  const rest = others === 'null' ? 'other types leave NULL' : 'any other type is refused';
  const words = `new id of the record that ${id} names among those of ${type}: ${Object.keys(targets).join(', ')}; ${rest}`;
  const rules = new Map(
    Object.entries(targets).map(([key, mapping]): [string, Rule] => {
      const [appLabel = '', model = ''] = key.split('.');
      const where = { [`${type}.appLabel`]: appLabel, [`${type}.model`]: model };
      const reference = { mapping, eligible: null, required: others !== 'null', paths: [id], where };
      return [key, { kind: 'genericReference', words, reads, expect: (read) => ({ value: read(id) }), reference }];
    }),
  );
  const choose = (read: ReadPath) => {
    const key = name(read);
    const rule = rules.get(key ?? '');
    if (rule !== undefined) return rule;
    if (others === 'null') return null;
    if (key === null)
      return { code: 'REQUIRED_VALUE_MISSING' as const, message: `${type} names no content type, and ${id} is of one` };
    return { code: 'CODE_UNMAPPED' as const, message: `records of type ${key} have no counterpart here`, value: key };
  };
  return {
    kind: 'genericReference',
    words,
    reads,
    expect: (read) => ({ value: read(id) }),
    variants: { rules: [...rules.values()], choose },
  };
}
