import { getMetadataStorage } from 'type-graphql';
import { Role } from './role';
import { hasRole } from './role-checker';

export type Cell = 'ALLOWED' | 'FORBIDDEN' | 'UNAUTHENTICATED';

/** What becomes of somebody who uses one root field, by what they sign in with. */
export interface MatrixRow {
  readonly kind: 'Query' | 'Mutation' | 'Subscription';
  readonly field: string;
  readonly byRole: Readonly<Record<Role, Cell>>;
  /** Somebody who is known and has none of the roles. */
  readonly withoutRole: Cell;
  readonly withoutToken: Cell;
}

const KINDS = { Query: 'queries', Mutation: 'mutations', Subscription: 'subscriptions' } as const;

/**
 * The roles that each root field of one kind names, from the declarations that the checker of roles goes by. Only after
 * the schema was built: before that nobody knows all of them.
 */
export function rolesByField(kind: MatrixRow['kind']): ReadonlyMap<string, readonly string[]> {
  const storage = getMetadataStorage();
  const handlers = [...storage[KINDS[kind]]].sort((one, other) => (one.schemaName < other.schemaName ? -1 : 1));
  return new Map(
    handlers.map(({ schemaName, target, methodName }) => {
      const rule = storage.authorizedFields.find((field) => field.target === target && field.fieldName === methodName);
      return [schemaName, rule?.roles ?? []];
    }),
  );
}

function rowOf(kind: MatrixRow['kind'], field: string, allowed: readonly string[]): MatrixRow {
  const cellOf = (held: readonly Role[]): Cell => (hasRole(held, allowed) ? 'ALLOWED' : 'FORBIDDEN');
  const cells = Object.values(Role).map((role): [Role, Cell] => [role, cellOf([role])]);
  return {
    kind,
    field,
    byRole: Object.fromEntries(cells) as Record<Role, Cell>,
    withoutRole: cellOf([]),
    // Nobody gets as far as a field who has not signed in.
    withoutToken: 'UNAUTHENTICATED',
  };
}

/** Every root field: queries, mutations, subscriptions, each by name. */
export const listMatrix = (): readonly MatrixRow[] =>
  (Object.keys(KINDS) as MatrixRow['kind'][]).flatMap((kind) =>
    [...rolesByField(kind)].map(([field, roles]) => rowOf(kind, field, roles)),
  );

/** The root fields that somebody with these roles may use, by name. */
export const listAllowed = (held: readonly Role[]): readonly string[] =>
  (Object.keys(KINDS) as MatrixRow['kind'][])
    .flatMap((kind) => [...rolesByField(kind)])
    .flatMap(([field, allowed]) => (hasRole(held, allowed) ? [field] : []))
    .sort();
