import { Statement } from './statement';

function postgresLiteral(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `ARRAY[${value.map(postgresLiteral).join(', ')}]`;
  return `'${String(value).replaceAll("'", "''")}'`;
}

/** Hexadecimal, because what a backslash means depends on the session. */
function mysqlLiteral(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const hex = Buffer.from(String(value)).toString('hex');
  return hex === '' ? "''" : `_utf8mb4 0x${hex}`;
}

/** A statement that carries its values in its own text: COPY takes no parameters. */
export class LiteralStatement extends Statement {
  override bind(value: unknown): string {
    return this.dialect === 'postgres' ? postgresLiteral(value) : mysqlLiteral(value);
  }
}
