export const isLegacyId = (text: string): boolean => /^\d{1,19}$/.test(text);

/** What is wrong with a text as a legacy id; null: nothing is. */
export const faultOfLegacyId = (text: string): string | null => (isLegacyId(text) ? null : 'A whole number, please.');
