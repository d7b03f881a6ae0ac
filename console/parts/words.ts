/** Words of the API's enums as people read them: `PARENT_MISSING` is `parent missing`. */
export const wordsOf = (name: string): string => name.toLowerCase().replaceAll('_', ' ');
