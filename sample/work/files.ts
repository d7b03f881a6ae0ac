import type { DispatchFile } from '../../entities/legacy/dispatch-file';
import type { StoredFile } from '../../entities/new/stored-file';
import { WRONG_SIZE_FILE } from '../faults/fault-ids';
import { jsonDocument, jsonNumber, jsonObject, jsonText } from '../making/json';
import type { Random } from '../making/random';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';
import type { Size } from '../making/size';
import { Spread } from '../making/spread';
import { deletedIds, lostIds, pickMigrated } from '../orders/instruction-kinds';
import { orderOf } from '../orders/orders';
import { LostMessages, messageCount } from './messages';

export type LegacyFile = Row<DispatchFile>;

export const fileCount = (size: Size): number => size.of(294_818);

/** Files of migrated orders, and of lost ones. */
export const orderFileCount = (size: Size): number => size.of(146_523);
export const lostOrderFiles = (size: Size): number => size.of(250);

export const attachmentCount = (size: Size): number => size.of(8_703);

const withoutOrder = [...lostIds, ...deletedIds];

/** Which order and which message a file belongs to, by its place in the table. */
class FileLinks {
  private readonly ofOrders: Spread;
  private readonly ofLostOrders: Spread;
  private readonly attached: Spread;
  private readonly messages: number;
  private readonly lost: LostMessages;

  constructor(size: Size) {
    this.ofOrders = new Spread(fileCount(size), orderFileCount(size) + lostOrderFiles(size));
    this.ofLostOrders = new Spread(this.ofOrders.chosen, lostOrderFiles(size));
    this.attached = new Spread(fileCount(size), attachmentCount(size));
    this.messages = messageCount(size);
    this.lost = new LostMessages(size);
  }

  order(random: Random, place: number): string | null {
    const ordinal = this.ofOrders.ordinalOf(place);
    if (ordinal === null) return null;
    return this.ofLostOrders.has(ordinal) ? random.pick(withoutOrder) : pickMigrated(random);
  }

  /** A message that was migrated; the lost ones are few. */
  message(random: Random, place: number): string | null {
    if (!this.attached.has(place)) return null;
    for (;;) {
      const target = random.integer(0, this.messages - 1);
      if (this.lost.targetAt(target) === undefined) return String(target + 1);
    }
  }
}

const KINDS = [
  { ext: 'stl', words: ['upper', 'lower', 'bite'] },
  { ext: 'STL', words: ['Oberkiefer', 'scan 2'] },
  { ext: 'ply', words: ['scan'] },
  { ext: 'jpg', words: ['smile', 'profile', 'case_full', 'final view', '写真'] },
  { ext: 'jpeg', words: ['frontal'] },
  { ext: 'png', words: ['panorama', 'package label'] },
  { ext: 'gif', words: ['movement'] },
  { ext: 'pdf', words: ['prescription', 'final report'] },
  { ext: 'zip', words: ['export', 'cbct'] },
  { ext: 'rar', words: ['models'] },
  { ext: 'dcm', words: ['slice'] },
  { ext: '', words: ['README', 'unnamed'] },
] as const;

function nameOf(random: Random, words: readonly string[], ext: string): string {
  if (random.happens(2)) return random.pick(['', ' ']);
  const name = `${random.pick(words)}${random.happens(70) ? ` ${random.integer(1, 40)}` : ''}`;
  // Some names have their extension already, in whichever letters.
  return ext !== '' && random.happens(50) ? `${name}.${random.pick([ext, ext.toUpperCase()])}` : name;
}

/** JSON as the application wrote it into a text column: mostly nothing. */
function parametersText(random: Random): string {
  if (random.happens(75)) return random.pick(['', '{}', '{}']);
  return random.pick([
    `{"jaw": "upper", "stage": ${random.integer(0, 40)}, "offset": 0.${random.digits(3)}0}`,
    `{"units":"mm","scale":1.0,"note":"größer \\"b\\"","id":90071992547409${random.digits(2)}}`,
    `[${random.integer(1, 9)}, null, true]`,
  ]);
}

const DESCRIPTIONS = [
  '',
  '',
  '',
  '',
  'before treatment',
  'nach Stufe 12',
  'blurred, take it again 📷',
  'tab\tand "quotes"',
];

function makeFile(seed: Seed, random: Random, links: FileLinks, place: number): LegacyFile {
  const id = String(place + 1);
  const { ext, words } = random.pick(KINDS);
  const size = String(random.integer(100, 900_000_000) * random.pick([1, 1, 1, 11]));
  return {
    id,
    uid: seed.rareId('dispatch_file', id),
    name: nameOf(random, words, ext),
    ext,
    size: id === WRONG_SIZE_FILE.id ? WRONG_SIZE_FILE.legacySize : size,
    type: String(random.integer(1, 17)),
    instructionId: links.order(random, place),
    createdAt: random.instant('2018-03-01', '2025-08-14'),
    description: random.pick(DESCRIPTIONS),
    productId: random.happens(92) ? null : random.pick(['1', '2', '3', '15', '18']),
    parameters: parametersText(random),
    recordId: links.message(random, place),
    status: random.pick(['0', '1', '1', '1', '2']),
  };
}

export function* makeLegacyFiles(seed: Seed, size: Size): Generator<LegacyFile> {
  const random = seed.random('files');
  const links = new FileLinks(size);
  for (let place = 0; place < fileCount(size); place += 1) yield makeFile(seed, random, links, place);
}

const mimeTypes = new Map([
  ['stl', 'model/stl'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['pdf', 'application/pdf'],
  ['zip', 'application/zip'],
]);

/** The name with its extension, which is not written twice. */
function filenameOf({ id, name, ext }: LegacyFile): string {
  if (name.trim() === '') return `file_${id}`;
  const ending = ext === '' ? '' : `.${ext}`;
  return name.toLowerCase().endsWith(ending.toLowerCase()) ? name : `${name}${ending}`;
}

export const fileIdOf = (seed: Seed, legacyId: string): string => seed.rareId('files', legacyId);

function makeNewFile(seed: Seed, file: LegacyFile): Row<StoredFile> {
  return {
    id: fileIdOf(seed, file.id),
    legacyFileId: file.id,
    checksum: null,
    fileSizeBytes: file.id === WRONG_SIZE_FILE.id ? WRONG_SIZE_FILE.arrivedSize : file.size,
    fileType: file.ext.toLowerCase(),
    fileUid: file.uid,
    filename: filenameOf(file),
    metadata: jsonObject({
      original_type: jsonNumber(file.type),
      status: jsonNumber(file.status),
      product_id: jsonNumber(file.productId),
      record_id: jsonNumber(file.recordId),
      parameters: jsonDocument(file.parameters),
      description: jsonText(file.description),
    }),
    mimeType: mimeTypes.get(file.ext.toLowerCase()) ?? 'application/octet-stream',
    orderId: orderOf(seed, file.instructionId),
    storagePath: null,
    uploadedAt: file.createdAt,
    uploadedBy: null,
  };
}

/** All of them came over, also those of orders that did not. */
export function* makeNewFiles(seed: Seed, size: Size): Generator<Row<StoredFile>> {
  for (const file of makeLegacyFiles(seed, size)) yield makeNewFile(seed, file);
}
