/** One column of a list's order and its value in the last row of the page before. */
export type Cursor = readonly string[];

/** Conditions of a list: SQL with $n for each value, in the order given. */
export class Filter {
  readonly parameters: unknown[] = [];
  private readonly parts: string[] = [];

  add(sql: (bound: string) => string, value: unknown): void {
    if (value === undefined || value === null) return;
    this.parameters.push(value);
    this.parts.push(sql(`$${this.parameters.length}`));
  }

  /** Continues after the cursor in the order of these columns. */
  after(columns: readonly { name: string; type: string }[], cursor: Cursor | null, direction: '<' | '>'): void {
    if (cursor === null) return;
    const bound = cursor.map((value, index) => {
      this.parameters.push(value);
      return `$${this.parameters.length}::${columns[index]?.type ?? 'text'}`;
    });
    this.parts.push(`(${columns.map((column) => column.name).join(', ')}) ${direction} (${bound.join(', ')})`);
  }

  get where(): string {
    return this.parts.length === 0 ? '' : `WHERE ${this.parts.join(' AND ')}`;
  }
}

export const as = <Item extends object>(entity: new () => Item, rows: readonly object[]): Item[] =>
  rows.map((row) => Object.assign(new entity(), row));
