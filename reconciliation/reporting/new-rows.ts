import type { Column } from '../../entities/table';
import { fieldOf, type Mapping } from '../mapping';
import { claimedRows } from '../reading/claimed-rows';
import { Statement } from '../reading/statement';

/**
 * One statement over the rows of a mapping that name a legacy record: what loads wrote, without what the new
 * application has added since.
 */
export class NewRows {
  readonly statement = new Statement('postgres');
  private readonly claimed;

  constructor(private readonly mapping: Mapping) {
    this.claimed = claimedRows(this.statement, mapping);
  }

  column(property: string): { readonly expression: string; readonly column: Column } {
    const { column } = fieldOf(this.mapping, property);
    return { expression: `t.${this.statement.quote(column.name)}`, column };
  }

  /** The field holds exactly this text; null: it holds nothing. */
  isValue(property: string, text: string | null): string {
    const { expression, column } = this.column(property);
    if (text === null) return `${expression} IS NULL`;
    const bound = this.statement.bind(text);
    // Decimals are equal by value; everything else by its canonical text, so that no text can fail to be read.
    return column.kind === 'decimal'
      ? `${expression} = ${bound}::numeric`
      : `${this.statement.canonical(column, expression)} = ${bound}`;
  }

  from(conditions: readonly string[] = []): string {
    const { from, own, claiming } = this.claimed;
    return `${from} WHERE ${[...own, ...claiming, ...conditions].join(' AND ')}`;
  }
}
