export const isLegacyId = (text: string): boolean => /^\d{1,19}$/.test(text);

/** Whether a text is the id of a row of the new side. */
export const isNewId = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/** What is wrong with a text as a legacy id; null: nothing is. */
export const faultOfLegacyId = (text: string): string | null => (isLegacyId(text) ? null : 'A whole number, please.');
