type Parts = Readonly<Record<string, string>>;

/** JSON text of an object whose values are JSON texts already, so that every number keeps its own digits. */
export const jsonObject = (parts: Parts): string =>
  `{${Object.entries(parts)
    .map(([key, value]) => `${JSON.stringify(key)}:${value}`)
    .join(',')}}`;

/** A text, or null, as JSON. */
export const jsonText = (value: string | null): string => JSON.stringify(value);

/** A number in digits, or null, as JSON. */
export const jsonNumber = (value: string | null): string => value ?? 'null';

export const jsonFlag = (value: boolean | null): string => String(value);

/** A JSON document that the legacy side keeps as text, where an empty text stands for nothing. */
export const jsonDocument = (text: string): string => text || 'null';
