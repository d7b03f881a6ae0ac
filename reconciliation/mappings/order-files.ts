import { DispatchFile } from '../../entities/legacy/dispatch-file';
import { OrderFile } from '../../entities/new/order-file';
import { mapping } from '../declaration';
import { PRESENT } from '../mapping';
import { instant, integer, json } from '../rules/copy';
import { derived, ignored } from '../rules/made';
import { reference } from '../rules/reference';
import { files } from './files';
import { orders } from './orders';
import { whenLoaded } from './shared';

const BY_EXTENSION: Readonly<Record<string, string>> = {
  stl: 'scan',
  ply: 'scan',
  jpg: 'image',
  jpeg: 'image',
  png: 'image',
  gif: 'image',
  pdf: 'document',
  zip: 'package',
  rar: 'package',
  tar: 'package',
};
const BY_TYPE: Readonly<Record<string, string>> = { 6: 'scan', 7: 'scan', 8: 'image' };

function categoryOf(name: string | null, ext: string | null, type: string | null): string {
  const category = BY_EXTENSION[(ext ?? '').toLowerCase()] ?? BY_TYPE[type ?? ''] ?? 'other';
  // The picture that goes with the finished work is known by its name only.
  return category === 'image' && /_full\.jpg|package|final/i.test(`${name}.${ext}`) ? 'final_package' : category;
}

export const orderFiles = mapping({
  name: 'orderFiles',
  system: 'Operations',
  title: 'Files of orders',
  description: 'Which files belong to which order, and what each of them is.',
  legacy: { entity: DispatchFile, population: { instructionId: PRESENT } },
  new: { entity: OrderFile, key: 'legacyFileId' },
  rules: {
    legacyFileId: integer('id'),
    legacyInstructionId: integer('instructionId'),
    orderId: reference('instructionId', () => orders),
    fileId: reference('id', () => files),
    category: derived(
      ['name', 'ext', 'type'],
      'by the extension, else by type; a picture named full, package or final is a final package',
      categoryOf,
    ),
    fileType: integer('type'),
    // Two legacy ids, kept as they are.
    productId: integer('productId'),
    recordId: integer('recordId'),
    status: integer('status'),
    parameters: json('parameters', { nothing: [''] }),
    uploadedAt: instant('createdAt'),
    metadata: ignored('notes of the load'),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
