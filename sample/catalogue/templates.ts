import type { DispatchCategory } from '../../entities/legacy/dispatch-category';
import type { DispatchTemplate } from '../../entities/legacy/dispatch-template';
import type { Category } from '../../entities/new/category';
import type { Template } from '../../entities/new/template';
import { CHANGED_TEMPLATE_ID } from '../faults/fault-ids';
import { jsonFlag, jsonNumber, jsonObject, jsonText } from '../making/json';
import { LOADED_AT } from '../making/moments';
import type { Random } from '../making/random';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';
import { courseIds } from './products';

type LegacyCategory = Row<DispatchCategory>;
export type LegacyTemplate = Row<DispatchTemplate>;

const CATEGORIES = 40;
const TOP_CATEGORIES = 8;
const TEMPLATES = 152;

const AREAS = ['Intake', 'Scanning', 'Sectioning', 'Designing', 'Review', 'Manufacturing', 'Quality', 'Shipping'];
const VERBS = ['Check', 'Prepare', 'Approve', 'Upload', 'Print', 'Trim', 'Polish', 'Pack', 'Inspect'];
const THINGS = [
  'models',
  'the scan',
  'attachments',
  'the plan',
  'aligners',
  'the order form',
  'upper arch',
  'lower arch',
];

/** Three levels. Branch 9 hangs on branch 40: a single pass in id order would not find its parent. */
function parentOf(random: Random, id: number): number | null {
  if (id <= TOP_CATEGORIES) return null;
  if (id === TOP_CATEGORIES + 1) return CATEGORIES;
  return id <= 24 || id === CATEGORIES ? random.integer(1, TOP_CATEGORIES) : random.integer(10, 24);
}

export function makeLegacyCategories(seed: Seed): LegacyCategory[] {
  const random = seed.random('categories');
  return Array.from({ length: CATEGORIES }, (_, index) => {
    const area = AREAS[index % AREAS.length] ?? '';
    const parent = parentOf(random, index + 1);
    return {
      id: String(index + 1),
      name: parent === null ? area : `${area} ${random.pick(['steps', 'upper', 'lower', 'rush', 'Größe'])} ${index}`,
      parentId: parent === null ? null : String(parent),
    };
  });
}

export const makeNewCategories = (seed: Seed, legacy: readonly LegacyCategory[]): Row<Category>[] =>
  legacy.map((category) => ({
    id: seed.newId('categories', category.id),
    legacyCategoryId: category.id,
    createdAt: LOADED_AT,
    displayOrder: category.id,
    name: category.name,
    parentId: category.parentId === null ? null : seed.newId('categories', category.parentId),
    updatedAt: LOADED_AT,
  }));

const taskName = (random: Random): string => `${random.pick(VERBS)} ${random.pick(THINGS)}`;

function makeTemplate(random: Random, id: number): LegacyTemplate {
  const isNamed = String(id) === CHANGED_TEMPLATE_ID || random.happens(94);
  const text = `Please ${taskName(random).toLowerCase()}${random.happens(10) ? ' ' : ''}`;
  return {
    id: String(id),
    taskName: isNamed ? `${taskName(random)}${random.happens(5) ? '  ' : ''}` : '',
    actionName: random.happens(30) ? '' : random.pick(VERBS),
    textName: isNamed && random.happens(30) ? '' : random.happens(10) && !isNamed ? '  ' : text,
    function: random.pick(['1', '2', '4']),
    status: random.pick([null, '0', '1', '1', '2', '4']),
    duration: String(random.integer(0, 72)),
    categoryId: random.happens(8) ? null : String(random.integer(1, CATEGORIES)),
    courseId: random.happens(25) ? null : random.pick(courseIds),
    predefined: random.happens(40),
    readOnly: random.happens(10),
    extensions: random.pick(['', '.stl', '.stl,.ply', '.jpg,.png', '.pdf']),
    alerts: random.pick(['', '', '[24, 48]', 'after 2 days "call"']),
    separate: random.happens(15),
  };
}

export function makeLegacyTemplates(seed: Seed): LegacyTemplate[] {
  const random = seed.random('templates');
  return Array.from({ length: TEMPLATES }, (_, index) => makeTemplate(random, index + 1));
}

const makeNewTemplate = (seed: Seed, template: LegacyTemplate): Row<Template> => ({
  id: seed.newId('templates', template.id),
  legacyTemplateId: template.id,
  actionName: template.actionName,
  categoryId: template.categoryId === null ? null : seed.newId('categories', template.categoryId),
  createdAt: LOADED_AT,
  description: template.textName === '' ? null : template.textName,
  estimatedDurationMinutes: template.duration,
  isActive: template.status === '1',
  metadata: jsonObject({
    function: jsonNumber(template.function),
    status: jsonNumber(template.status),
    predefined: jsonFlag(template.predefined),
    read_only: jsonFlag(template.readOnly),
    extensions: jsonText(template.extensions),
    alerts: jsonText(template.alerts),
    separate: jsonFlag(template.separate),
    course_id: jsonNumber(template.courseId),
    migrated_at: jsonText(LOADED_AT),
  }),
  name: template.taskName.trim() || template.textName.trim() || 'Unnamed Template',
  updatedAt: LOADED_AT,
});

export const makeNewTemplates = (seed: Seed, legacy: readonly LegacyTemplate[]): Row<Template>[] =>
  legacy.map((template) => makeNewTemplate(seed, template));
