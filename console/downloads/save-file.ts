const TYPES = { csv: 'text/csv;charset=utf-8', json: 'application/json' };

/** `counterpart-report-2026-01-31T10-00-00Z.csv`: of when the figures are. File systems take no colon. */
export const fileNameOf = (name: string, asOf: string | null, ending: keyof typeof TYPES): string => {
  const instant = asOf ?? new Date().toISOString();
  return `counterpart-${name}-${instant.slice(0, 19).replaceAll(':', '-')}Z.${ending}`;
};

/** Hands the browser a file, made in the page: nothing is asked again, so that both say the same. */
export function saveFile(fileName: string, ending: keyof typeof TYPES, parts: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([...parts], { type: TYPES[ending] }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken the file over by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** As the API gave it, without the names of types that the cache of the page asks for. */
export const jsonOf = (data: unknown): string =>
  `${JSON.stringify(data, (key, value: unknown) => (key === '__typename' ? undefined : value), 2)}\n`;
