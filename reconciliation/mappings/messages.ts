import { DispatchRecord } from '../../entities/legacy/dispatch-record';
import { Message } from '../../entities/new/message';
import { mapping } from '../declaration';
import { copy, instant, integer } from '../rules/copy';
import { asFlag, asNumber, document } from '../rules/document';
import { contentTypeLabel, genericReference } from '../rules/generic-reference';
import { constant } from '../rules/made';
import { map } from '../rules/map';
import { reference } from '../rules/reference';
import { patients } from './patients';
import { profiles } from './profiles';

/** August. Later scripts called 3 and 6 communications of users and patients, and October started anew from 1. */
const KINDS = { 3: 'support', 5: 'clinical_note', 6: 'notification', 8: 'status_update' };

export const messages = mapping({
  name: 'messages',
  system: 'Communication',
  title: 'Messages',
  description:
    'What was written to or about patients and other people. Messages about anything else have no counterpart.',
  legacy: { entity: DispatchRecord },
  new: { entity: Message, key: 'legacyRecordId' },
  rules: {
    legacyRecordId: integer('id'),
    recipientType: contentTypeLabel('targetType', { 'dispatch.patient': 'patient', 'auth.user': 'user' }),
    // By application and model: the scripts went by the numbers 11 and 58, which are those of one installation.
    recipientId: genericReference('targetType', 'targetId', {
      'dispatch.patient': () => patients,
      'auth.user': () => profiles,
    }),
    senderId: reference('authorId', () => profiles),
    messageType: map('type', KINDS, { otherwise: 'general', absent: 'general' }),
    content: copy('text'),
    title: constant(null, 'the legacy side has no titles'),
    isRead: constant('false', 'the legacy side keeps who has read what in a table of its own, which was not migrated'),
    createdAt: instant('createdAt'),
    updatedAt: instant('createdAt'),
    metadata: document({
      legacy_type: asNumber('type'),
      legacy_target_type_id: asNumber('targetTypeId'),
      legacy_group_id: asNumber('groupId'),
      legacy_public: asFlag('public'),
    }),
  },
});
