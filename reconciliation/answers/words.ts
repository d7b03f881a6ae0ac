/** How a value stands in a sentence. Long ones are cut: a finding names them, the answer beside it has them whole. */
export function quoted(text: string | null): string {
  if (text === null) return 'NULL';
  if (text === '') return "''";
  const characters = [...text];
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST).join('')}…`;
}

const LONGEST = 60;

/** `1 row`, `2 rows`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
