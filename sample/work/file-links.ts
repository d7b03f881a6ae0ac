import type { MessageAttachment } from '../../entities/new/message-attachment';
import type { OrderFile } from '../../entities/new/order-file';
import { LOADED_AT } from '../making/moments';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';
import type { Size } from '../making/size';
import { orderOf } from '../orders/orders';
import { fileIdOf, type LegacyFile, makeLegacyFiles } from './files';

const byExtension = new Map([
  ['stl', 'scan'],
  ['ply', 'scan'],
  ['jpg', 'image'],
  ['jpeg', 'image'],
  ['png', 'image'],
  ['gif', 'image'],
  ['pdf', 'document'],
  ['zip', 'package'],
  ['rar', 'package'],
  ['tar', 'package'],
]);

const byType = new Map([
  ['6', 'scan'],
  ['7', 'scan'],
  ['8', 'image'],
]);

/** What a file is, by its extension and else by its type; three words make a picture the one that goes with the work. */
function categoryOf({ name, ext, type }: LegacyFile): string {
  const category = byExtension.get(ext.toLowerCase()) ?? byType.get(type) ?? 'other';
  if (category !== 'image') return category;
  const whole = `${name}.${ext}`.toLowerCase();
  return ['_full.jpg', 'package', 'final'].some((word) => whole.includes(word)) ? 'final_package' : 'image';
}

const makeOrderFile = (seed: Seed, file: LegacyFile, orderId: string): Row<OrderFile> => ({
  id: seed.rareId('order_files', file.id),
  legacyFileId: file.id,
  legacyInstructionId: file.instructionId ?? '',
  category: categoryOf(file),
  createdAt: LOADED_AT,
  fileId: fileIdOf(seed, file.id),
  fileType: file.type,
  metadata: null,
  orderId,
  parameters: file.parameters === '' ? null : file.parameters,
  productId: file.productId,
  recordId: file.recordId,
  status: file.status,
  updatedAt: LOADED_AT,
  uploadedAt: file.createdAt,
});

export function* makeOrderFiles(seed: Seed, size: Size): Generator<Row<OrderFile>> {
  for (const file of makeLegacyFiles(seed, size)) {
    const orderId = orderOf(seed, file.instructionId);
    if (orderId !== null) yield makeOrderFile(seed, file, orderId);
  }
}

const makeAttachment = (seed: Seed, file: LegacyFile, recordId: string): Row<MessageAttachment> => ({
  id: seed.rareId('message_attachments', file.id),
  legacyAttachmentId: null,
  legacyFileId: file.id,
  legacyRecordId: recordId,
  attachmentType: file.ext.toLowerCase(),
  createdAt: LOADED_AT,
  fileId: fileIdOf(seed, file.id),
  messageId: seed.rareId('messages', recordId),
  metadata: null,
  updatedAt: LOADED_AT,
});

/** Every attached file has its message, because none hangs on one of those that were lost. */
export function* makeAttachments(seed: Seed, size: Size): Generator<Row<MessageAttachment>> {
  for (const file of makeLegacyFiles(seed, size)) {
    if (file.recordId !== null) yield makeAttachment(seed, file, file.recordId);
  }
}
