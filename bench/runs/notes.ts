import { doctorNotes } from '../../reconciliation/mappings/doctor-notes';
import { legacyMoment, newMoment, parentId, parentKey, type Records } from './records';

/**
 * The mapping without whole JSON. Its rules convert least of those that have a number for a key, a text and a reference:
 * both references, the text and the moment are kept as they are, one field is constant, and none is a document.
 */

const PRIMES = { author: 7_919, doctor: 104_729 };
/** The parent after the right one, where a record differs in its reference. */
const authorKey = (isOther: string): string => parentKey(PRIMES.author, `IF(${isOther}, 1, 0)`);

const text = (hash: string): string =>
  `concat('Note ', n, ': the doctor asks for a refinement of the upper jaw; Größe geprüft 🦷, see the scan of visit ', n % 17, '. ', ${hash})`;

export const notes: Records = {
  mapping: doctorNotes.name,
  legacyTable: 'dispatch_note',
  newTable: 'doctor_notes',
  fields: { text: 'text', instant: 'createdAt', other: 'authorId' },
  legacyValues: (sql) => ({
    created_at: legacyMoment(sql),
    text: `concat(${text('md5(n)')}, IF(${sql.is('text')}, '!', ''))`,
    author_id: authorKey(sql.is('other')),
    doctor_id: parentKey(PRIMES.doctor),
  }),
  newValues: {
    legacy_note_id: 's',
    created_at: newMoment,
    text: text('md5(n::text)'),
    author_id: parentId('profiles', parentKey(PRIMES.author)),
    doctor_id: parentId('profiles', parentKey(PRIMES.doctor)),
  },
  legacyScan: 'SELECT id, created_at, text, author_id, doctor_id FROM dispatch_note',
  newScan: `SELECT n.legacy_note_id, n.created_at, n.text, n.comment_id, a.legacy_user_id, d.legacy_user_id, d.profile_type
    FROM doctor_notes n LEFT JOIN profiles a ON a.id = n.author_id LEFT JOIN profiles d ON d.id = n.doctor_id`,
};
