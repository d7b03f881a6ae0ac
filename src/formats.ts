import Table from 'cli-table3';
import { Option } from 'commander';
import { renderCsv } from '../resolvers/csv';
import { print } from './output';
import { list, number, table, text } from './rendering/document';
import { renderJunit, type TestSuite } from './rendering/junit';
import { renderMarkdown } from './rendering/markdown';
import { renderNdjson } from './rendering/ndjson';
import { writeFileAtOnce } from './write-file';

const LIST_FORMATS = ['table', 'json', 'ndjson', 'csv', 'markdown'] as const;

/** In what form a list is printed: to be read, to be processed, or to stand in the summary of a pipeline. */
export type ListFormat = (typeof LIST_FORMATS)[number];

/** Of lists that say what passed and what did not. */
export type Format = ListFormat | 'junit';

export const listFormatOption = (): Option =>
  new Option('--format <format>', 'how to print the answer').choices(LIST_FORMATS).default('table');

export const formatOption = (): Option =>
  new Option('--format <format>', 'how to print the answer').choices([...LIST_FORMATS, 'junit']).default('table');

export interface ListAnswer {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Characters of the columns whose texts are broken into lines; absent: no column is that long. */
  readonly widths?: readonly (number | null)[];
  /** Sentences that belong to the list where it stands alone, as in the summary of a pipeline. */
  readonly remarks?: readonly string[];
  /** The same for programs. */
  readonly json: unknown;
  /** The same for programs that read line by line. */
  readonly items: readonly object[];
}

export interface Answer extends ListAnswer {
  /** The same for build servers. */
  readonly suites: readonly TestSuite[];
}

export function formatAnswer(answer: Answer, format: Format): string {
  return format === 'junit' ? renderJunit(answer.title, answer.suites) : formatList(answer, format);
}

export function formatList(answer: ListAnswer, format: ListFormat): string {
  const texts = {
    table: () => drawn(answer),
    json: () => JSON.stringify(answer.json, null, 2),
    ndjson: () => renderNdjson(answer.items),
    csv: () => renderCsv(answer.head, answer.rows),
    markdown: () => markdown(answer),
  };
  return texts[format]();
}

/** Prints an answer, or writes it to a file where one is named. */
export function deliver(answer: string, file: string | undefined): void {
  if (file === undefined) print(answer);
  else writeFileAtOnce(file, answer === '' || answer.endsWith('\n') ? answer : `${answer}\n`);
}

function drawn({ head, rows, widths = [] }: ListAnswer): string {
  // Colours would end up in files and pipes.
  const plain = { head: [], border: [] };
  const drawing = new Table({ head: [...head], style: plain, colWidths: [...widths], wordWrap: true });
  drawing.push(...rows.map((row) => [...row]));
  return drawing.toString();
}

function markdown({ title, head, rows, remarks = [] }: ListAnswer): string {
  const columns = head.map((name, place) => (typeof rows[0]?.[place] === 'number' ? number(name) : text(name)));
  return renderMarkdown({
    title,
    blocks: [
      table(
        columns,
        rows.map((row) => row.map(String)),
      ),
      ...list(remarks),
    ],
  });
}
