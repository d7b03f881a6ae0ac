import { DispatchStorage } from '../../entities/legacy/dispatch-storage';
import { StorageServer } from '../../entities/new/storage-server';
import { mapping } from '../declaration';
import { copy, integer } from '../rules/copy';
import { whenLoaded } from './shared';

export const storages = mapping({
  name: 'storages',
  system: 'Operations',
  title: 'Storages',
  description: 'The servers that keep files. Port and disk space have no counterpart on the new side.',
  legacy: { entity: DispatchStorage },
  new: { entity: StorageServer, key: 'legacyId' },
  rules: {
    legacyId: integer('id'),
    name: copy('name'),
    address: copy('address'),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
