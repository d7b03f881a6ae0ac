type Read = readonly (readonly [path: string, text: string | null])[];

/** The values that a rule reads, from the JSON object that the API makes of them; null: the text is no such object. */
export function readByPath(text: string | null): Read | null {
  if (text === null) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
    const entries = Object.entries(parsed as Record<string, unknown>);
    // They are texts, whatever the column is: nothing passes through a number.
    return entries.every(isTextByPath) ? entries : null;
  } catch {
    return null;
  }
}

const isTextByPath = (entry: [string, unknown]): entry is [string, string | null] =>
  typeof entry[1] === 'string' || entry[1] === null;
