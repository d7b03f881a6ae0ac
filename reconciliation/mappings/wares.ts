import { DispatchWare } from '../../entities/legacy/dispatch-ware';
import { Ware } from '../../entities/new/ware';
import { mapping } from '../declaration';
import { copy, integer } from '../rules/copy';
import { constant } from '../rules/made';
import { whenLoaded } from './shared';

export const wares = mapping({
  name: 'wares',
  system: 'Operations',
  title: 'Wares',
  description:
    'The lines of payments, by name and description only: quantities, prices and the payment that a line belongs to have no counterpart in the table that Phase 6 filled.',
  legacy: { entity: DispatchWare },
  new: { entity: Ware, key: 'legacyId' },
  rules: {
    legacyId: integer('id'),
    name: copy('name'),
    description: copy('description'),
    sku: constant(null, 'the legacy side has no article numbers'),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
