const NEEDS_ESCAPE = /[\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A field as COPY reads it: `\N` is NULL, and a backslash stands before what would end the field or the row. */
export function copyField(text: string | null): string {
  if (text === null) return '\\N';
  const escaped = text.includes('\\') ? text.replaceAll('\\', '\\\\') : text;
  return NEEDS_ESCAPE.test(escaped) ? escaped.replace(/[\n\r\t]/g, (mark) => ESCAPES[mark] ?? mark) : escaped;
}

/** Characters, not bytes: about what a message of the protocol carries best. */
const CHUNK = 65_536;

/** What UTF-8 has in its place; few texts hold it themselves. */
const REPLACEMENT = Buffer.from('\uFFFD', 'utf8');

/** Rows in COPY's text format, packed into pieces of some size. */
export class CopyText {
  private readonly packed: Buffer[] = [];
  private lines: string[] = [];
  private length = 0;
  private halves = false;

  add(fields: readonly (string | null)[]): void {
    const line = fields.map(copyField).join('\t');
    this.lines.push(line);
    this.length += line.length;
    if (this.length >= CHUNK) this.pack();
  }

  /** Everything that was added so far. */
  get chunks(): readonly Buffer[] {
    this.pack();
    return this.packed;
  }

  /** The same with one more field at the beginning of each row. */
  *withFirst(fields: readonly string[]): Generator<Buffer> {
    let row = 0;
    for (const piece of this.chunks) {
      const lines = piece.toString('utf8').split('\n').slice(0, -1);
      yield Buffer.from(lines.map((line) => `${copyField(fields[row++] ?? null)}\t${line}\n`).join(''), 'utf8');
    }
  }

  /** Whether there may have been half of a surrogate pair in a text, which UTF-8 cannot say. */
  get isAltered(): boolean {
    this.pack();
    return this.halves;
  }

  private pack(): void {
    if (this.lines.length === 0) return;
    const piece = Buffer.from(`${this.lines.join('\n')}\n`, 'utf8');
    this.halves ||= piece.includes(REPLACEMENT);
    this.packed.push(piece);
    this.lines = [];
    this.length = 0;
  }
}
