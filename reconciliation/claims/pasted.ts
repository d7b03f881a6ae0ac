function literal(value: unknown): string {
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]`;
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return value === null ? 'NULL' : String(value);
}

/** A statement with its parameters in their places, for people who ask the database themselves. It is never sent from here. */
export function pasted(sql: string, parameters: readonly unknown[]): string {
  return sql
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\$(\d+)/g, (_, number: string) => literal(parameters[Number(number) - 1]));
}
