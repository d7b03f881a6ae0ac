import { DispatchFile } from '../../entities/legacy/dispatch-file';
import { MessageAttachment } from '../../entities/new/message-attachment';
import { mapping } from '../declaration';
import { PRESENT } from '../mapping';
import { integer } from '../rules/copy';
import { constant, ignored } from '../rules/made';
import { reference } from '../rules/reference';
import { files } from './files';
import { messages } from './messages';
import { whenLoaded } from './shared';

export const messageAttachments = mapping({
  name: 'messageAttachments',
  system: 'Communication',
  title: 'Attachments of messages',
  description: 'Which files were sent with which message. A file names its message; the table made for it is empty.',
  legacy: { entity: DispatchFile, population: { recordId: PRESENT } },
  new: { entity: MessageAttachment, key: 'legacyFileId' },
  rules: {
    legacyFileId: integer('id'),
    legacyRecordId: integer('recordId'),
    messageId: reference('recordId', () => messages),
    fileId: reference('id', () => files),
    legacyAttachmentId: constant(null, 'dispatch_record_attachments, whose ids it would hold, is empty'),
    attachmentType: ignored('what the load wrote here is not known'),
    metadata: ignored('notes of the load'),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
