import { DispatchCourse } from '../../entities/legacy/dispatch-course';
import { Course } from '../../entities/new/course';
import { mapping } from '../declaration';
import { copy, integer, json } from '../rules/copy';
import { whenLoaded } from './shared';

export const courses = mapping({
  name: 'courses',
  system: 'Products',
  title: 'Courses',
  description: 'The kinds of order: first treatment, refinement, replacement and the like.',
  legacy: { entity: DispatchCourse },
  new: { entity: Course, key: 'legacyId' },
  rules: {
    legacyId: integer('id'),
    name: copy('name'),
    // The number itself; elsewhere the new side has labels for courses.
    courseType: integer('type'),
    customization: json('customization', { nothing: ['{}', ''] }),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
