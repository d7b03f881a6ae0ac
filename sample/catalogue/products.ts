import type { DispatchCourse } from '../../entities/legacy/dispatch-course';
import type { DispatchProduct } from '../../entities/legacy/dispatch-product';
import type { Course } from '../../entities/new/course';
import type { Product } from '../../entities/new/product';
import { DELETED_PRODUCT_ID, unlabelledProductIds } from '../faults/fault-ids';
import { jsonFlag, jsonNumber, jsonObject, jsonText } from '../making/json';
import { LOADED_AT } from '../making/moments';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';

type LegacyCourse = Row<DispatchCourse>;
export type LegacyProduct = Row<DispatchProduct>;

const courses: readonly (readonly [id: string, name: string, type: string, customization: string])[] = [
  ['1', 'main', '1', '{"stages": true}'],
  ['2', 'refinement', '2', '{"stages": true, "free": 2}'],
  ['3', 'replacement', '4', ''],
  ['4', 'any', '3', '{}'],
  ['7', 'invoice', '5', '{}'],
  ['8', 'merchandise', '6', '{"shipping": "always"}'],
];

export const courseIds: readonly string[] = courses.map(([id]) => id);

export const makeLegacyCourses = (): LegacyCourse[] =>
  courses.map(([id, name, type, customization]) => ({ id, name, type, customization }));

/** A customization without anything in it became NULL. */
const customizationOf = (text: string): string | null => (['', '{}'].includes(text) ? null : text);

export const makeNewCourses = (seed: Seed, legacy: readonly LegacyCourse[]): Row<Course>[] =>
  legacy.map((course) => ({
    id: seed.newId('courses', course.id),
    legacyId: course.id,
    courseType: course.type,
    createdAt: LOADED_AT,
    customization: customizationOf(course.customization),
    name: course.name,
    updatedAt: LOADED_AT,
  }));

type Spec = readonly [
  id: string,
  name: string,
  courseId: string,
  free: boolean,
  customization: string,
  type: string | null,
];

// Ids and courses are the point: the old loader took a template's product by its course id and found the right one
// only where both numbers happen to be equal, which is so for products 1, 2 and 3.
const products: readonly Spec[] = [
  ['1', 'Full Treatment', '1', false, '{"arches": ["upper", "lower"], "max_stages": 40}', '1'],
  ['2', 'Refinement', '2', true, '{"max_stages": 12, "fee": 0.00}', '2'],
  ['3', 'Replacement Aligner', '3', false, '{}', '4'],
  ['12', 'Consultation Invoice', '7', false, '', '5'],
  ['13', 'Rush Fee', '7', false, '{"days": 5}', '5'],
  ['14', 'Shipping Fee', '7', true, '{}', null],
  ['15', 'Whitening Kit', '4', false, '{"shade": "B1"}', '3'],
  ['16', 'Retainer Set', '4', false, '', '3'],
  ['17', 'Aligner Case', '8', false, '{"colors": ["blue", "grün"]}', '6'],
  ['18', 'Paper Form (old)', '7', true, '', '5'],
  ['21', 'Express Treatment', '1', false, '{"max_stages":14}', '1'],
  ['22', 'Second Refinement', '2', false, '{"max_stages": 12}', '2'],
  ['23', 'Lost Aligner', '3', false, '{}', '4'],
  ['24', 'Teen Treatment', '1', false, '{"eruption": true}', '1'],
];

export const makeLegacyProducts = (): LegacyProduct[] =>
  products.map(([id, name, courseId, free, customization, type]) => ({
    id,
    name,
    description: name === 'Rush Fee' ? '' : `${name}, as listed in the price book`,
    free,
    deleted: id === DELETED_PRODUCT_ID,
    customization,
    type,
    substitute: id === '23',
    courseId,
  }));

const labels = new Map([
  ['1', 'main'],
  ['2', 'refinement'],
  ['3', 'replacement'],
  ['7', 'invoice'],
]);

export const isMigratedProduct = (id: string): boolean =>
  id !== DELETED_PRODUCT_ID && !unlabelledProductIds.includes(id);

export const makeNewProducts = (seed: Seed, legacy: readonly LegacyProduct[]): Row<Product>[] =>
  legacy
    .filter((product) => isMigratedProduct(product.id))
    .map((product) => ({
      id: seed.newId('products', product.id),
      legacyCourseId: product.id,
      basePrice: product.free ? '0' : null,
      courseType: labels.get(product.courseId ?? '') ?? 'main',
      createdAt: LOADED_AT,
      customization: customizationOf(product.customization),
      isActive: true,
      metadata: jsonObject({
        description: jsonText(product.description),
        free: jsonFlag(product.free),
        type: jsonNumber(product.type),
        substitute: jsonFlag(product.substitute),
        course_id: jsonNumber(product.courseId),
      }),
      name: product.name,
      updatedAt: LOADED_AT,
    }));
