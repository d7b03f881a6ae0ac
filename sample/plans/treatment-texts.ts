import type { Random } from '../making/random';

const SUBJECTS = ['Upper', 'Lower', 'Both jaws', 'Oberkiefer', 'Refinement', '上顎', 'IPR', 'Retention'];

/** People name their work in haste: now and then not at all, or with blanks around it. */
export function projectName(random: Random): string {
  if (random.happens(3)) return random.pick(['', '  ']);
  const name = `${random.pick(SUBJECTS)} ${random.pick(['scan', 'setup', 'design', 'simulation'])} ${random.integer(1, 9)}`;
  return random.happens(4) ? ` ${name} ` : name;
}

export function planName(random: Random): string {
  if (random.happens(20)) return random.pick(['', '', ' ']);
  return `${random.pick(SUBJECTS)}, version ${random.integer(1, 6)}${random.happens(4) ? ' ' : ''}`;
}

/** What the loader took a comment for, by the words in it. */
export type CommentKind = 'doctor_response' | 'patient_question' | 'treatment_update' | 'clinical_note';

// The words of one kind must not stand in the texts of a kind that is looked for after it.
const SENTENCES: Readonly<Record<CommentKind, readonly string[]>> = {
  doctor_response: [
    'I approve this version, please go on with production.',
    'Looks good to me. Ship it when it is ready!',
    'APPROVED with one remark: is the midline still off by half a millimetre?',
    'Sieht gut aus, approve 👍',
    'The treatment plan looks good, I have no question left.',
  ],
  patient_question: [
    'Could you move stage 7 to the end?',
    'Please reduce the rotation of 22 and send it again.',
    'A question about the attachments on the upper molars: can they be smaller.',
    'Bitte, please: kein IPR vor Stufe 6 😀',
    'Why does the treatment take 30 stages and not 24?',
    '前歯の隙間は please keep',
  ],
  treatment_update: [
    'The treatment was split into two phases.',
    'Plan B is the one with fewer extractions.',
    'New TREATMENT length: 18 stages.',
    'Updated the plan after the second scan.',
  ],
  clinical_note: [
    'Root of 13 is close to the cortical bone.',
    'Class II on the left, elastics from stage 4 on.',
    'Gingival recession at 31; keep the torque low.',
    'Bolton discrepancy of 1.2 mm in the lower arch.',
    'Wurzel 23 nah an der Kompakta.',
    'Patient wears the retainer at night 🌙',
  ],
};

export const commentText = (random: Random, kind: CommentKind): string =>
  `${random.pick(SENTENCES[kind])}${random.pick(['', '', '', ' ', '\n', ` See stage ${random.integer(1, 40)}.`])}`;

/** Comments that say nothing. */
export const blankText = (random: Random): string => random.pick(['', ' ', '\n', ' \t ']);
