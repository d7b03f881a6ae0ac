/** One JSON object on each line, for programs that read line by line. */
export const renderNdjson = (items: readonly object[]): string =>
  items.map((item) => `${JSON.stringify(item)}\n`).join('');
