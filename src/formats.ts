import Table from 'cli-table3';
import { Option } from 'commander';
import { number, table, text } from './rendering/document';
import { renderMarkdown } from './rendering/markdown';

/** In what form a list is printed: to be read, to be processed, or to stand in the summary of a pipeline. */
export type Format = 'table' | 'json' | 'markdown';

const FORMATS: readonly Format[] = ['table', 'json', 'markdown'];

export const formatOption = (): Option =>
  new Option('--format <format>', 'how to print the answer').choices(FORMATS).default('table');

export interface Answer {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Characters of the columns whose texts are broken into lines; absent: no column is that long. */
  readonly widths?: readonly (number | null)[];
  /** The same for programs. */
  readonly json: unknown;
}

export function formatAnswer(answer: Answer, format: Format): string {
  if (format === 'json') return JSON.stringify(answer.json, null, 2);
  return format === 'markdown' ? markdown(answer) : drawn(answer);
}

function drawn({ head, rows, widths = [] }: Answer): string {
  // Colours would end up in files and pipes.
  const plain = { head: [], border: [] };
  const drawing = new Table({ head: [...head], style: plain, colWidths: [...widths], wordWrap: true });
  drawing.push(...rows.map((row) => [...row]));
  return drawing.toString();
}

function markdown({ title, head, rows }: Answer): string {
  const columns = head.map((name, place) => (typeof rows[0]?.[place] === 'number' ? number(name) : text(name)));
  return renderMarkdown({
    title,
    blocks: [
      table(
        columns,
        rows.map((row) => row.map(String)),
      ),
    ],
  });
}
