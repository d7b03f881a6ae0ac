import type { DispatchNote } from '../../entities/legacy/dispatch-note';
import type { Comment } from '../../entities/new/comment';
import type { DoctorNote } from '../../entities/new/doctor-note';
import type { TeamCommunication } from '../../entities/new/team-communication';
import {
  NOTE_ABOUT_NOBODY_ID,
  NOTE_LOADED_TWICE_ID,
  NOTE_NOT_LOADED_ID,
  PERSON_WITHOUT_PROFILE_ID,
  twinNoteIds,
  VANISHED_AUTHOR_ID,
  VANISHED_DOCTOR_ID,
} from '../faults/fault-ids';
import { jsonObject, jsonText } from '../making/json';
import { LOADED_AT } from '../making/moments';
import { nulls, type Row } from '../making/row';
import type { Seed } from '../making/seed';
import { noteAboutDoctor } from '../making/texts';
import { doctorIds } from './doctor-ids';
import { profileOf } from './profiles';

type Note = Row<DispatchNote>;

export interface NoteAuthor {
  readonly id: string;
  readonly notes: number;
  readonly who: string;
}

/** The nine authors who are no doctors: their 180 notes did not become team communications. */
export const otherAuthors: readonly NoteAuthor[] = [
  { id: '13', notes: 41, who: 'technician' },
  { id: '21', notes: 33, who: 'technician' },
  { id: '34', notes: 18, who: 'technician' },
  { id: '44', notes: 27, who: 'sales person' },
  { id: '46', notes: 14, who: 'sales person' },
  { id: '4', notes: 19, who: 'master' },
  { id: '7', notes: 11, who: 'master' },
  { id: PERSON_WITHOUT_PROFILE_ID, notes: 10, who: 'account without a profile' },
  { id: VANISHED_AUTHOR_ID, notes: 7, who: 'account that no longer exists' },
];

/** The twelve doctors who wrote the other 783. */
const doctorAuthors: readonly NoteAuthor[] = [148, 121, 104, 92, 78, 66, 54, 42, 31, 24, 14, 9].map((notes, index) => ({
  id: doctorIds[index * 100] ?? '',
  notes,
  who: 'doctor',
}));

/** Notes that have a fault of their own were written by a doctor, so that they have no second one. */
const faultyNotes: readonly string[] = [NOTE_ABOUT_NOBODY_ID, NOTE_LOADED_TWICE_ID, NOTE_NOT_LOADED_ID];

function dealAuthors(seed: Seed): string[] {
  const cards = [...doctorAuthors, ...otherAuthors].flatMap(({ id, notes }) => Array<string>(notes).fill(id));
  const authors = seed.random('note authors').shuffle(cards);
  for (const noteId of faultyNotes) {
    const place = Number(noteId) - 1;
    const other = authors.findIndex(
      (author, index) => doctorIds.includes(author) && !faultyNotes.includes(String(index + 1)),
    );
    const [mine, theirs] = [authors[place] ?? '', authors[other] ?? ''];
    authors[place] = theirs;
    authors[other] = mine;
  }
  return authors;
}

export function makeNotes(seed: Seed): Note[] {
  const random = seed.random('notes');
  const authors = dealAuthors(seed);
  const moments = authors.map(() => random.instant('2018-05-02', '2025-08-12')).sort();
  return authors.map((authorId, index) => {
    const id = String(index + 1);
    return {
      id,
      createdAt: moments[index] ?? LOADED_AT,
      text: `${noteAboutDoctor(random)}${random.pick(['', '', '', ' ', ' 👍', '\n'])}`,
      authorId,
      doctorId: id === NOTE_ABOUT_NOBODY_ID ? VANISHED_DOCTOR_ID : random.pick(doctorIds),
    };
  });
}

const makeDoctorNote = (seed: Seed, note: Note): Row<DoctorNote> => ({
  id: seed.newId('doctor_notes', note.id),
  legacyNoteId: note.id,
  authorId: profileOf(seed, note.authorId),
  commentId: null,
  createdAt: note.createdAt,
  doctorId: seed.newId('profiles', note.doctorId),
  metadata: jsonObject({ migrated_at: jsonText(LOADED_AT) }),
  text: note.text,
});

export function makeDoctorNotes(seed: Seed, notes: readonly Note[]): Row<DoctorNote>[] {
  return notes
    .filter((note) => note.id !== NOTE_ABOUT_NOBODY_ID && note.id !== NOTE_NOT_LOADED_ID)
    .flatMap((note) => {
      const row = makeDoctorNote(seed, note);
      return note.id === NOTE_LOADED_TWICE_ID ? twinNoteIds.map((id) => ({ ...row, id })) : [row];
    });
}

/** Another loader had put the notes into comments before. They stand beside those on plans, under the same numbers. */
export const makeNoteComments = (seed: Seed, notes: readonly Note[]): Row<Comment>[] =>
  notes
    .filter((note) => note.id !== NOTE_ABOUT_NOBODY_ID)
    .map((note) => ({
      id: seed.newId('comments', `note ${note.id}`),
      legacyId: note.id,
      legacyTable: 'dispatch_note',
      authorId: profileOf(seed, note.authorId),
      commentType: 'doctor_note',
      content: note.text,
      createdAt: note.createdAt,
      parentCommentId: null,
      updatedAt: LOADED_AT,
    }));

const NOT_OF_A_NOTE = nulls([
  'approvedAt',
  'approvedBy',
  'department',
  'orderId',
  'projectId',
  'subject',
  'taskId',
  'visibility',
  'workflowAction',
]);

export function makeTeamCommunications(seed: Seed, notes: readonly Note[]): Row<TeamCommunication>[] {
  const lost = new Set(otherAuthors.map((author) => author.id));
  return notes.flatMap((note) => {
    if (note.authorId === null || lost.has(note.authorId)) return [];
    return {
      ...NOT_OF_A_NOTE,
      id: seed.newId('team_communications', note.id),
      legacyRecordId: note.id,
      approvalRequired: false,
      authorId: seed.newId('profiles', note.authorId),
      body: note.text,
      communicationType: 'production_note',
      createdAt: note.createdAt,
      isBroadcast: false,
      teamId: seed.newId('teams', 'Medical Team'),
      triggersWorkflow: false,
    };
  });
}
