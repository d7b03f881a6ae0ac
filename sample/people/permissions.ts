import type { AuthPermission } from '../../entities/legacy/auth-permission';
import type { DispatchRolePermissions } from '../../entities/legacy/dispatch-role-permissions';
import type { DjangoContentType } from '../../entities/legacy/django-content-type';
import type { RolePermission } from '../../entities/new/role-permission';
import { LOADED_AT } from '../making/moments';
import { pickPairs } from '../making/pairs';
import { type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';

type Permission = Row<AuthPermission>;
type Grant = Row<DispatchRolePermissions>;

const GRANTS = 1_244;
const VERBS = ['add', 'change', 'delete', 'view'] as const;

/** Four for each kind of row, as Django makes them. No two have one name, though nothing but luck sees to it. */
export function makePermissions(contentTypes: readonly Row<DjangoContentType>[]): Permission[] {
  const all = contentTypes.flatMap(({ id, model }) => VERBS.map((verb) => ({ contentTypeId: id, model, verb })));
  return all.map(({ contentTypeId, model, verb }, index) => ({
    id: String(index + 1),
    name: `Can ${verb} ${model}`,
    contentTypeId,
    codename: `${verb}_${model}`,
  }));
}

export function makeGrants(seed: Seed, roleIds: readonly string[], permissions: readonly Permission[]): Grant[] {
  const permissionIds = permissions.map((permission) => permission.id);
  return pickPairs(seed.random('role permissions'), roleIds, permissionIds, GRANTS).map(({ id, first, second }) => ({
    id,
    roleId: first,
    permissionId: second,
  }));
}

/** The new side keeps the name of the permission, the legacy side its id. */
export function makeRolePermissions(
  seed: Seed,
  grants: readonly Grant[],
  permissions: readonly Permission[],
): Row<RolePermission>[] {
  const byId = new RowIndex(permissions);
  return grants.map((grant) => ({
    id: seed.newId('role_permissions', grant.id),
    createdAt: LOADED_AT,
    permission: byId.find(grant.permissionId)?.name ?? '',
    roleId: seed.newId('roles', grant.roleId),
    updatedAt: LOADED_AT,
  }));
}
