import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { QueryRunner } from 'typeorm';
import type { Column } from '../entities/table';
import type { TableRows } from './making/row';

/** Called with the number of rows that were just sent. */
type OnRows = (count: number) => void;

/** Characters sent at once: far below what servers accept, and enough to make round trips cheap. */
const CHUNK = 1_000_000;

/** Texts of rows, gathered into pieces of about one chunk. */
function* inChunks(texts: Iterable<string>): Generator<string[]> {
  let chunk: string[] = [];
  let size = 0;
  for (const text of texts) {
    chunk.push(text);
    size += text.length;
    if (size < CHUNK) continue;
    yield chunk;
    [chunk, size] = [[], 0];
  }
  if (chunk.length > 0) yield chunk;
}

function* renderRows(rows: TableRows, render: (values: unknown[]) => string): Generator<string> {
  const properties = rows.table.columns.map((column) => column.property);
  let made = 0;
  for (const row of rows.rows) {
    made += 1;
    yield render(properties.map((property) => row[property]));
  }
  if (made !== rows.count) throw new Error(`${made} rows were made for ${rows.table.name} instead of ${rows.count}`);
}

const COPY_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const copyValue = (value: unknown): string =>
  value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (character) => COPY_ESCAPES[character] ?? character);

/** COPY: the fastest way into PostgreSQL. */
async function copyRows(runner: QueryRunner, rows: TableRows, onRows: OnRows): Promise<void> {
  const columns = rows.table.columns.map((column) => `"${column.name}"`).join(', ');
  const client = (await runner.connect()) as ClientBase;
  const stream = client.query(copyFrom(`COPY "${rows.table.name}" (${columns}) FROM STDIN (ENCODING 'UTF8')`));
  function* pieces(): Generator<Buffer> {
    for (const chunk of inChunks(renderRows(rows, (values) => `${values.map(copyValue).join('\t')}\n`))) {
      yield Buffer.from(chunk.join(''));
      onRows(chunk.length);
    }
  }
  await pipeline(Readable.from(pieces()), stream);
}

/** A literal for MySQL, whose session takes backslashes as they are. */
function literal(column: Column | undefined, value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? '1' : '0';
  const text = String(value);
  // The zone is UTC on both sides of the conversion; datetime has none.
  if (column?.kind === 'instant') return `'${text.slice(0, -1).replace('T', ' ')}'`;
  // Django keeps a UUID without hyphens there.
  if (column?.kind === 'uuid') return `'${text.replaceAll('-', '')}'`;
  return `'${text.replaceAll("'", "''")}'`;
}

/** Multi-row INSERT, because LOAD DATA LOCAL is switched off on many servers. */
async function insertRows(runner: QueryRunner, rows: TableRows, onRows: OnRows): Promise<void> {
  const { columns, name } = rows.table;
  const into = `INSERT INTO \`${name}\` (${columns.map((column) => `\`${column.name}\``).join(', ')}) VALUES `;
  const render = (values: unknown[]): string =>
    `(${values.map((value, index) => literal(columns[index], value)).join(',')})`;
  for (const chunk of inChunks(renderRows(rows, render))) {
    await runner.query(into + chunk.join(','));
    onRows(chunk.length);
  }
}

/** Strict, so that nothing is cut or changed in silence. */
const MYSQL_MODE = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO';

/** Fills one table, whose parents are filled. */
export async function loadRows(runner: QueryRunner, rows: TableRows, onRows: OnRows): Promise<void> {
  if (runner.connection.options.type === 'postgres') return copyRows(runner, rows, onRows);
  await runner.query(`SET SESSION sql_mode = '${MYSQL_MODE}'`);
  try {
    await insertRows(runner, rows, onRows);
  } finally {
    // The connection goes back to the pool, where others expect the server's own mode.
    await runner.query('SET SESSION sql_mode = @@GLOBAL.sql_mode');
  }
}

/** Tells the server's planner what was loaded. */
export async function analyze(runner: QueryRunner, tables: readonly TableRows[]): Promise<void> {
  const isPostgres = runner.connection.options.type === 'postgres';
  for (const { table } of tables)
    await runner.query(isPostgres ? `ANALYZE "${table.name}"` : `ANALYZE TABLE \`${table.name}\``);
}
