import type { Piece } from './visible-characters';

export interface MarkedPiece extends Piece {
  /** Whether the text beside it has something else here. */
  readonly isMarked: boolean;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** Where a text is another than the one beside it: between their common beginning and their common end. */
function rangeOfDifference(text: string, other: string): Range | null {
  const shorter = Math.min(text.length, other.length);
  let from = 0;
  while (from < shorter && text.charCodeAt(from) === other.charCodeAt(from)) from++;
  if (isHighSurrogate(text.charCodeAt(from - 1))) from--;
  let end = 0;
  while (end < shorter - from && text.charCodeAt(text.length - 1 - end) === other.charCodeAt(other.length - 1 - end))
    end++;
  if (isHighSurrogate(text.charCodeAt(text.length - end - 1))) end--;
  // Two texts that share nothing are not easier to read with all of them marked.
  return from === 0 && end <= 0 ? null : { from, to: text.length - Math.max(0, end) };
}

/** Pieces of a text, cut where it begins and ceases to differ from the one beside it; null: there is none. */
export function markDifference(pieces: readonly Piece[], text: string, other: string | null): readonly MarkedPiece[] {
  const range = other === null || other === text ? null : rangeOfDifference(text, other);
  if (range === null) return pieces.map((piece) => ({ ...piece, isMarked: false }));
  return pieces.flatMap((piece) => cut(piece, range));
}

function cut(piece: Piece, { from, to }: Range): readonly MarkedPiece[] {
  // What is made visible is one character, whatever is shown for it.
  if (piece.name !== null) return [{ ...piece, isMarked: piece.at >= from && piece.at < to }];
  const edges = [0, from - piece.at, to - piece.at, piece.part.length].map((edge) =>
    Math.min(piece.part.length, Math.max(0, edge)),
  );
  return [false, true, false].flatMap((isMarked, index) => {
    const part = piece.part.slice(edges[index], edges[index + 1]);
    return part === '' ? [] : [{ at: piece.at + (edges[index] ?? 0), part, name: null, isMarked }];
  });
}
