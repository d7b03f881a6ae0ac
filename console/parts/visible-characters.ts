/** A piece of a text; `name`: what it is, where the eye would not see it. */
export interface Piece {
  /** Where it begins, in characters. */
  readonly at: number;
  readonly part: string;
  readonly name: string | null;
}

const NAMES: Record<string, { readonly shown: string; readonly name: string }> = {
  '\t': { shown: '⇥', name: 'tab, U+0009' },
  '\n': { shown: '⏎\n', name: 'line feed, U+000A' },
  '\r': { shown: '␍', name: 'carriage return, U+000D' },
  '\u00a0': { shown: '⍽', name: 'no-break space, U+00A0' },
  '\u200b': { shown: '⁞', name: 'zero width space, U+200B' },
  '\u200d': { shown: '⁞', name: 'zero width joiner, U+200D' },
  '\ufeff': { shown: '⁞', name: 'byte order mark, U+FEFF' },
  '\ufffd': { shown: '�', name: 'replacement character, U+FFFD: something was lost here' },
};

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Controls, formats, separators that are no plain space, and marks that may stand for one letter with the one before. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Mn}\ufffd]|(?! )\p{Zs}/u;

function pieceOf(character: string, at: number, isAtEnd: boolean): Piece {
  if (character === ' ' && isAtEnd) return { at, part: '·', name: 'space at the end of the text, U+0020' };
  // Within a text a line ends where it ends.
  if (character === '\n' && !isAtEnd) return { at, part: character, name: null };
  const known = NAMES[character];
  if (known !== undefined) return { at, part: known.shown, name: known.name };
  if (!UNSEEN.test(character)) return { at, part: character, name: null };
  const isMark = /\p{Mn}/u.test(character);
  return {
    at,
    part: isMark ? `◌${character}` : '⁞',
    name: `${isMark ? 'combining mark' : 'invisible'}, ${codePoint(character)}`,
  };
}

/** A text in pieces, what is unseen apart. Spaces are told at the ends only. */
export function splitValue(text: string): readonly Piece[] {
  const first = text.length - text.trimStart().length;
  const last = text.trimEnd().length;
  const pieces: Piece[] = [];
  let at = 0;
  for (const character of text) {
    const piece = pieceOf(character, at, at < first || at >= last);
    const before = pieces.at(-1);
    if (piece.name === null && before !== undefined && before.name === null)
      pieces[pieces.length - 1] = { ...before, part: before.part + piece.part };
    else pieces.push(piece);
    at += character.length;
  }
  return pieces;
}
