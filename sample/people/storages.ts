import type { DispatchStorage } from '../../entities/legacy/dispatch-storage';
import type { StorageServer } from '../../entities/new/storage-server';
import { LOADED_AT } from '../making/moments';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';

type LegacyStorage = Row<DispatchStorage>;

/** There was one server. Its disk holds more bytes than a whole number of 32 bits can count. */
export const makeLegacyStorages = (): LegacyStorage[] => [
  {
    id: '1',
    name: 'Main storage',
    address: 'storage.example.net',
    port: '8443',
    diskFree: '3298534883328',
    diskTotal: '17592186044416',
  },
];

export const makeNewStorages = (seed: Seed, legacy: readonly LegacyStorage[]): Row<StorageServer>[] =>
  legacy.map((storage) => ({
    id: seed.newId('storages', storage.id),
    legacyId: storage.id,
    address: storage.address,
    createdAt: LOADED_AT,
    name: storage.name,
    updatedAt: LOADED_AT,
  }));
