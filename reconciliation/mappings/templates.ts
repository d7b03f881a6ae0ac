import { DispatchTemplate } from '../../entities/legacy/dispatch-template';
import { Template } from '../../entities/new/template';
import { mapping } from '../declaration';
import { copy, integer, text } from '../rules/copy';
import { asFlag, asNumber, asText, document } from '../rules/document';
import { derived } from '../rules/made';
import { map } from '../rules/map';
import { reference } from '../rules/reference';
import { categories } from './categories';
import { whenLoaded } from './shared';

export const templates = mapping({
  name: 'templates',
  system: 'Template System',
  title: 'Task templates',
  description: 'The patterns that the lab makes its tasks from when an order moves on.',
  legacy: { entity: DispatchTemplate },
  new: { entity: Template, key: 'legacyTemplateId' },
  rules: {
    legacyTemplateId: integer('id'),
    name: derived(
      ['taskName', 'textName'],
      `taskName, else textName, else 'Unnamed Template'; trimmed`,
      (taskName, textName) => taskName?.trim() || textName?.trim() || 'Unnamed Template',
    ),
    actionName: copy('actionName'),
    description: text('textName', { empty: null }),
    categoryId: reference('categoryId', () => categories),
    // Hours on the legacy side, minutes by the new name; copied without conversion and kept so, as loaded.
    estimatedDurationMinutes: integer('duration'),
    // The status is the order status that triggers the template, not a switch; kept as loaded all the same.
    isActive: map('status', { 1: 'true' }, { otherwise: 'false', absent: 'false' }),
    metadata: document({
      function: asNumber('function'),
      status: asNumber('status'),
      predefined: asFlag('predefined'),
      read_only: asFlag('readOnly'),
      extensions: asText('extensions'),
      alerts: asText('alerts'),
      separate: asFlag('separate'),
      course_id: asNumber('courseId'),
    }),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
