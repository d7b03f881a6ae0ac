/** Whether a text stands for a value that is masked; the API says of a field, not of each of its values, that it is. */
export const isMask = (text: string | null): boolean => text !== null && /^\(masked( \d+)?\)$/.test(text);
