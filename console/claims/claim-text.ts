import { decimalText } from '../parts/number';

interface ClaimFigures {
  readonly stated: string | null;
  readonly wording: string | null;
  readonly recomputed: string | null;
  readonly unit: string;
}

/** Counts need no unit: the base has it. */
const IN_BASE = ['records', 'values', ''];

function figureText(value: string | null, unit: string): string {
  if (value === null) return '–';
  return IN_BASE.includes(unit) ? decimalText(value) : `${decimalText(value)} ${unit}`;
}

/** As it was written. */
export const statedText = ({ wording, stated, unit }: ClaimFigures): string => wording ?? figureText(stated, unit);
export const recomputedText = ({ recomputed, unit }: ClaimFigures): string => figureText(recomputed, unit);
