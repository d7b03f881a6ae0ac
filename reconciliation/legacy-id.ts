const LARGEST = 2n ** 63n - 1n;

/** Whether a text is a legacy key: all of them are whole numbers of at most 64 bits. */
export const isLegacyId = (text: string): boolean => /^\d{1,19}$/.test(text) && BigInt(text) <= LARGEST;
