import type { DispatchTemplateEditRoles } from '../../entities/legacy/dispatch-template-edit-roles';
import type { DispatchTemplatePredecessors } from '../../entities/legacy/dispatch-template-predecessors';
import type { DispatchTemplateViewRoles } from '../../entities/legacy/dispatch-template-view-roles';
import type { TemplateEditRole } from '../../entities/new/template-edit-role';
import type { TemplatePredecessor } from '../../entities/new/template-predecessor';
import type { TemplateViewRole } from '../../entities/new/template-view-role';
import { pickPairs } from '../making/pairs';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';

/** Who may change and who may see the tasks of a template, and which template comes before which. */
const EDIT_ROLES = 603;
const VIEW_ROLES = 1_036;
const PREDECESSORS = 191;

type Legacy = Row<DispatchTemplateEditRoles> | Row<DispatchTemplateViewRoles>;
type New = Row<TemplateEditRole> | Row<TemplateViewRole>;

interface BothSides<L, N> {
  readonly legacy: L[];
  readonly new: N[];
}

function makeTemplateRoles(
  seed: Seed,
  table: string,
  ids: { templates: readonly string[]; roles: readonly string[] },
  count: number,
): BothSides<Legacy, New> {
  const pairs = pickPairs(seed.random(table), ids.templates, ids.roles, count);
  return {
    legacy: pairs.map(({ id, first, second }) => ({ id, templateId: first, roleId: second })),
    new: pairs.map(({ id, first, second }) => ({
      id: seed.newId(table, id),
      roleId: seed.newId('roles', second),
      templateId: seed.newId('templates', first),
    })),
  };
}

type Ids = Parameters<typeof makeTemplateRoles>[2];

export const makeEditRoles = (seed: Seed, ids: Ids): BothSides<Legacy, New> =>
  makeTemplateRoles(seed, 'template_edit_roles', ids, EDIT_ROLES);

export const makeViewRoles = (seed: Seed, ids: Ids): BothSides<Legacy, New> =>
  makeTemplateRoles(seed, 'template_view_roles', ids, VIEW_ROLES);

/** The template that a relation is written "from" is the one that has predecessors. */
export function makePredecessors(
  seed: Seed,
  templateIds: readonly string[],
): BothSides<Row<DispatchTemplatePredecessors>, Row<TemplatePredecessor>> {
  const pairs = pickPairs(seed.random('template predecessors'), templateIds, templateIds, PREDECESSORS);
  return {
    legacy: pairs.map(({ id, first, second }) => ({ id, fromTemplateId: first, toTemplateId: second })),
    new: pairs.map(({ id, first, second }) => ({
      id: seed.newId('template_predecessors', id),
      predecessorId: seed.newId('templates', second),
      templateId: seed.newId('templates', first),
    })),
  };
}
