import { DispatchFile } from '../../entities/legacy/dispatch-file';
import { StoredFile } from '../../entities/new/stored-file';
import { mapping } from '../declaration';
import { copy, instant, integer, text } from '../rules/copy';
import { asJson, asNumber, asText, document } from '../rules/document';
import { constantAll, derived, generated } from '../rules/made';
import { reference } from '../rules/reference';
import { orders } from './orders';

const MIME_TYPES: Readonly<Record<string, string>> = {
  stl: 'model/stl',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  pdf: 'application/pdf',
  zip: 'application/zip',
};

function fileName(name: string | null, ext: string | null, id: string | null): string {
  if (!name?.trim()) return `file_${id}`;
  const ending = ext ? `.${ext}` : '';
  return name.toLowerCase().endsWith(ending.toLowerCase()) ? name : name + ending;
}

export const files = mapping({
  name: 'files',
  system: 'Operations',
  title: 'Files',
  description:
    'What is known of every stored file; the files themselves stay where they are. Half of them have no order.',
  legacy: { entity: DispatchFile },
  new: { entity: StoredFile, key: 'legacyFileId' },
  rules: {
    legacyFileId: integer('id'),
    fileUid: copy('uid'),
    filename: generated(['name', 'ext', 'id'], `name with its extension; 'file_' and id when it is empty`, fileName),
    fileType: text('ext', { letters: 'lower' }),
    mimeType: derived(['ext'], 'by the extension, else application/octet-stream', (ext) => {
      return MIME_TYPES[(ext ?? '').toLowerCase()] ?? 'application/octet-stream';
    }),
    fileSizeBytes: integer('size'),
    orderId: reference('instructionId', () => orders),
    uploadedAt: instant('createdAt'),
    ...constantAll(null, 'the legacy side does not keep it', ['checksum', 'storagePath', 'uploadedBy']),
    metadata: document({
      original_type: asNumber('type'),
      status: asNumber('status'),
      product_id: asNumber('productId'),
      record_id: asNumber('recordId'),
      parameters: asJson('parameters'),
      description: asText('description'),
    }),
  },
});
