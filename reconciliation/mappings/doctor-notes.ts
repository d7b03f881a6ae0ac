import { DispatchNote } from '../../entities/legacy/dispatch-note';
import { DoctorNote } from '../../entities/new/doctor-note';
import { mapping } from '../declaration';
import { copy, instant, integer } from '../rules/copy';
import { constant, ignored } from '../rules/made';
import { reference } from '../rules/reference';
import { profiles } from './profiles';
import { hasText } from './shared';

export const doctorNotes = mapping({
  name: 'doctorNotes',
  system: 'Medical Records',
  title: 'Notes about doctors',
  description:
    'What people in the lab wrote down about a doctor. The same notes were also sent to a team, as communications.',
  legacy: {
    entity: DispatchNote,
    scope: hasText('text', 'note'),
  },
  new: { entity: DoctorNote, key: 'legacyNoteId' },
  rules: {
    legacyNoteId: integer('id'),
    doctorId: reference('doctorId', () => profiles, {
      eligible: { where: { profileType: 'doctor' }, because: 'a note about a doctor must be about a doctor' },
    }),
    authorId: reference('authorId', () => profiles),
    // Of two loaders the simpler one, which keeps the text here; the other one put it into a comment of its own.
    text: copy('text'),
    commentId: constant(null, 'the text stands in the note itself'),
    createdAt: instant('createdAt'),
    metadata: ignored('notes of the load'),
  },
});
