import { AuthPermission } from '../../entities/legacy/auth-permission';
import { DispatchCategory } from '../../entities/legacy/dispatch-category';
import { DispatchCourse } from '../../entities/legacy/dispatch-course';
import { DispatchProduct } from '../../entities/legacy/dispatch-product';
import { DispatchRole } from '../../entities/legacy/dispatch-role';
import { DispatchRolePermissions } from '../../entities/legacy/dispatch-role-permissions';
import { DispatchStorage } from '../../entities/legacy/dispatch-storage';
import { DispatchTemplate } from '../../entities/legacy/dispatch-template';
import { DispatchTemplateEditRoles } from '../../entities/legacy/dispatch-template-edit-roles';
import { DispatchTemplatePredecessors } from '../../entities/legacy/dispatch-template-predecessors';
import { DispatchTemplateProducts } from '../../entities/legacy/dispatch-template-products';
import { DispatchTemplateViewGroups } from '../../entities/legacy/dispatch-template-view-groups';
import { DispatchTemplateViewRoles } from '../../entities/legacy/dispatch-template-view-roles';
import { DjangoContentType } from '../../entities/legacy/django-content-type';
import { Category } from '../../entities/new/category';
import { Course } from '../../entities/new/course';
import { LabRole } from '../../entities/new/lab-role';
import { Product } from '../../entities/new/product';
import { RolePermission } from '../../entities/new/role-permission';
import { StorageServer } from '../../entities/new/storage-server';
import { TechnicianRole } from '../../entities/new/technician-role';
import { Template } from '../../entities/new/template';
import { TemplateEditRole } from '../../entities/new/template-edit-role';
import { TemplatePredecessor } from '../../entities/new/template-predecessor';
import { TemplateProduct } from '../../entities/new/template-product';
import { TemplateViewGroup } from '../../entities/new/template-view-group';
import { TemplateViewRole } from '../../entities/new/template-view-role';
import { rowsOf, type Sample } from '../making/row';
import type { Seed } from '../making/seed';
import { makeContentTypes } from '../people/content-types';
import { makeGrants, makePermissions, makeRolePermissions } from '../people/permissions';
import { makeLegacyRoles, makeNewRoles, makeTechnicianRoles } from '../people/roles';
import { makeLegacyStorages, makeNewStorages } from '../people/storages';
import { makeLegacyCourses, makeLegacyProducts, makeNewCourses, makeNewProducts } from './products';
import { makeLegacyTemplateProducts, makeNewTemplateProducts, makeViewGroups } from './template-links';
import { makeEditRoles, makePredecessors, makeViewRoles } from './template-roles';
import { makeLegacyCategories, makeLegacyTemplates, makeNewCategories, makeNewTemplates } from './templates';

export const makeCatalogue = (seed: Seed) => ({
  products: makeLegacyProducts(),
  templates: makeLegacyTemplates(seed),
  roles: makeLegacyRoles(seed),
});

export type Catalogue = ReturnType<typeof makeCatalogue>;

function productsSample(seed: Seed, { products }: Catalogue): Sample {
  const courses = makeLegacyCourses();
  const storages = makeLegacyStorages();
  return {
    legacy: [rowsOf(DispatchCourse, courses), rowsOf(DispatchProduct, products), rowsOf(DispatchStorage, storages)],
    new: [
      rowsOf(Course, makeNewCourses(seed, courses)),
      rowsOf(Product, makeNewProducts(seed, products)),
      rowsOf(StorageServer, makeNewStorages(seed, storages)),
    ],
  };
}

function rolesSample(seed: Seed, { roles }: Catalogue): Sample {
  const contentTypes = makeContentTypes();
  const permissions = makePermissions(contentTypes);
  const roleIds = roles.map((role) => role.id);
  const grants = makeGrants(seed, roleIds, permissions);
  return {
    legacy: [
      rowsOf(DjangoContentType, contentTypes),
      rowsOf(AuthPermission, permissions),
      rowsOf(DispatchRole, roles),
      rowsOf(DispatchRolePermissions, grants),
    ],
    new: [
      rowsOf(LabRole, makeNewRoles(seed, roles)),
      rowsOf(RolePermission, makeRolePermissions(seed, grants, permissions)),
      rowsOf(TechnicianRole, makeTechnicianRoles(seed, roles)),
    ],
  };
}

function templatesSample(seed: Seed, { templates, roles }: Catalogue): Sample {
  const categories = makeLegacyCategories(seed);
  const ids = { templates: templates.map((template) => template.id), roles: roles.map((role) => role.id) };
  const pairs = makeLegacyTemplateProducts(seed, ids.templates);
  const viewGroups = makeViewGroups(seed, ids.templates);
  const predecessors = makePredecessors(seed, ids.templates);
  const editRoles = makeEditRoles(seed, ids);
  const viewRoles = makeViewRoles(seed, ids);
  return {
    legacy: [
      rowsOf(DispatchCategory, categories),
      rowsOf(DispatchTemplate, templates),
      rowsOf(DispatchTemplatePredecessors, predecessors.legacy),
      rowsOf(DispatchTemplateProducts, pairs),
      rowsOf(DispatchTemplateViewGroups, viewGroups.legacy),
      rowsOf(DispatchTemplateViewRoles, viewRoles.legacy),
      rowsOf(DispatchTemplateEditRoles, editRoles.legacy),
    ],
    new: [
      rowsOf(Category, makeNewCategories(seed, categories)),
      rowsOf(Template, makeNewTemplates(seed, templates)),
      rowsOf(TemplatePredecessor, predecessors.new),
      rowsOf(TemplateProduct, makeNewTemplateProducts(seed, pairs)),
      rowsOf(TemplateViewGroup, viewGroups.new),
      rowsOf(TemplateViewRole, viewRoles.new),
      rowsOf(TemplateEditRole, editRoles.new),
    ],
  };
}

/** Roles, products, and templates, which need both. */
export const catalogueSamples = (seed: Seed, catalogue: Catalogue): Sample[] => [
  productsSample(seed, catalogue),
  rolesSample(seed, catalogue),
  templatesSample(seed, catalogue),
];
