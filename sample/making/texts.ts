import type { Random } from './random';

const TEETH = ['11', '12', '13', '14', '21', '22', '23', '31', '33', '41', '42', '44', '45'];

const FINDINGS = [
  'Crowding in the lower arch',
  'Class II on the left side',
  'Deep bite of about 4 mm',
  'Midline off by 1.5 mm',
  'Spacing between the upper incisors',
  'Cross bite of one premolar',
  'Rotated canine, see photo',
  'Gingival recession, keep root torque low',
];

const WISHES = [
  'please keep the canine guidance',
  'no IPR before stage 6',
  'attachments on molars only',
  'stay below 0.25 mm per stage',
  'retainer after the last stage',
  'expand the upper arch by 2 mm',
  'do not move the implant',
  'send the plan before production',
];

const COMPLAINTS = [
  'Teeth look crooked',
  'Gap in front',
  'Jaw clicks when chewing',
  'Wants a straighter smile',
  'Old retainer broke',
  'Bites on the lip',
];

/** A sentence or two as a practice would write them to the lab. */
export function clinicalNote(random: Random): string {
  const tooth = random.happens(40) ? ` at ${random.pick(TEETH)}` : '';
  const start = `${random.pick(FINDINGS)}${tooth}`;
  if (random.happens(25)) return `${start}.`;
  const wish = random.pick(WISHES);
  return random.happens(20) ? `${start};\n- ${wish}\n- ${random.pick(WISHES)}` : `${start}; ${wish}.`;
}

export const complaint = (random: Random): string =>
  random.happens(30) ? '' : `${random.pick(COMPLAINTS)}${random.happens(20) ? ' (since childhood)' : ''}`;

export const objective = (random: Random): string => (random.happens(45) ? '' : random.pick(WISHES));

const HABITS = [
  'prefers e-mail',
  'calls after 6 pm',
  'wants every plan explained',
  'orders in bulk',
  'asks for a discount',
  'pays by cheque',
];
const EVENTS = [
  'Discussed the open cases',
  'Visited the practice',
  'Trained the new assistant',
  'Agreed on attachments',
  'Apologised for the late parcel',
  'Reviewed the last three plans',
];

/** What people in the lab write down about a doctor. */
export function noteAboutDoctor(random: Random): string {
  const habit = random.happens(60) ? `; ${random.pick(HABITS)}` : '';
  const follow = random.happens(30) ? `\nNext call in ${random.integer(2, 9)} weeks.` : '';
  return `${random.pick(EVENTS)}${habit}.${follow}`;
}

/** JSON as the legacy application wrote it into a text column: sometimes nothing, sometimes with blanks. */
export function schemesText(random: Random): string {
  if (random.happens(12)) return '';
  if (random.happens(20)) return '{}';
  const upper = `[${random.pick(TEETH)}, ${random.pick(TEETH)}]`;
  const pitch = `0.${random.integer(10, 50)}`;
  return random.happens(50)
    ? `{"upper": ${upper}, "lower": [], "pitch": ${pitch}, "note": "${random.pick(['ok', 'größer', '歯列', 'a \\"b\\"'])}"}`
    : `{"lower":{"teeth":${upper},"locked":${random.happens(50)}},"scan":90071992547409${random.digits(2)}}`;
}

export function exportsText(random: Random): string {
  if (random.happens(55)) return '{}';
  if (random.happens(10)) return '';
  const stages = random.integer(4, 40);
  return `{"stl": ${random.happens(70)}, "stages": ${stages}, "step": 0.${random.digits(2)}5, "files": ["upper_${stages}.stl", "lower_${stages}.stl"]}`;
}
