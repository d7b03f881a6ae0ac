/** A note whose new side is not what the legacy side says. */
export interface TextFault {
  readonly orderId: string;
  readonly legacy: string;
  readonly arrived: string;
  readonly what: string;
}

/** U+2400, the picture that terminals show in place of the character NUL. */
const NUL_PICTURE = '\u2400';

export const textFaults: readonly TextFault[] = [
  {
    orderId: '2101',
    legacy: 'Attachments on 13 and 23, see photo 4. ',
    arrived: 'Attachments on 13 and 23, see photo 4.',
    what: 'the blank at the end of the notes was lost',
  },
  {
    orderId: '8412',
    legacy: 'Patient is very happy 😀, continue with stage 12.',
    arrived: 'Patient is very happy ?, continue with stage 12.',
    what: 'an emoji, outside the basic plane, became a question mark',
  },
  {
    orderId: '15006',
    legacy: `Scanner said ${NUL_PICTURE} then \\0 and \\u0000 before it stopped; scan again.`,
    arrived: `Scanner said ${NUL_PICTURE} then `,
    what: 'the notes end where the legacy text spells a NUL character out',
  },
];

/** The order whose legacy notes are no text at all. */
export const BROKEN_BYTES_ORDER_ID = '19300';

/**
 * An emoji as two surrogates of three bytes each, as programs write it that take UTF-16 for UTF-8. It is no UTF-8, and
 * still MariaDB keeps it in a utf8mb4 column; stray bytes such as c3 28 it refuses or turns into question marks.
 */
export const BROKEN_NOTES = Buffer.concat([
  Buffer.from('Doctor called, all fine '),
  Buffer.from('eda0bdedb880', 'hex'),
  Buffer.from(' ship on Monday.'),
]);

/** What a decoder makes of the bytes, which is what the new side received. */
export const BROKEN_NOTES_ARRIVED = 'Doctor called, all fine ?????? ship on Monday.';

/** What both sides hold when the legacy database refuses broken bytes. */
export const BROKEN_NOTES_REPAIRED = 'Doctor called, all fine 😀 ship on Monday.';

const FIRST_CONTROL_ORDER_ID = 301;

const controlNotes = [
  'trailing blanks arrived   ',
  '  leading blanks arrived',
  '\tindented with tabs\tand\tmore',
  'two\nlines\r\nand a third\r',
  'emoji 😀🦷👩🏽‍⚕️ and flags 🇯🇵 arrived',
  `it's "quoted" with 'both' kinds and a \`back tick\``,
  'C:\\scans\\new\\tooth.stl and a last backslash \\',
  'percent % underscore _ and $1 or ? as they stand',
  'right to left: שלום and مرحبا, back again',
  'combining: cafe\u0301 beside caf\u00e9, which look alike',
  'zero width\u200bspace, no-break\u00a0space and an ideographic\u3000one',
  'Größe, naïve, Łódź, Ελληνικά, Русский, 日本語, ไทย',
  '\\N',
  'NULL',
  'a replacement character � that is meant',
  '{"looks": "like JSON", "nul": "\\u0000"}',
];

/** Notes that are just as difficult and arrived exactly, by order. They must not be reported. */
export const controlTexts: ReadonlyMap<string, string> = new Map(
  controlNotes.map((text, index) => [String(FIRST_CONTROL_ORDER_ID + index), text]),
);
