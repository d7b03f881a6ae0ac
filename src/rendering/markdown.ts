import type { Block, Column, PrintedDocument } from './document';

/** Characters that would start some markup, and texts that would be read as one character. */
const MARKUP = /[\\`*<>[\]|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)/g;

/** A text as it is, on one line, whatever it holds. */
const escapeText = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ').replace(MARKUP, String.raw`\$&`);

/** Where a line begins, more characters mean something: a list, a heading, a number in front. */
const escapeLine = (text: string): string =>
  escapeText(text.trimStart())
    .replace(/^[-+#=]/, String.raw`\$&`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`);

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const rule = ({ isNumber = false }: Column): string => (isNumber ? '---:' : '---');

/** Longer than any run of backticks inside. */
function fence(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  return '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
}

function render(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `## ${escapeText(block.text)}`;
    case 'paragraph':
      return escapeLine(block.text);
    case 'list':
      return block.items.map((item) => `- ${escapeLine(item)}`).join('\n');
    case 'table':
      return [
        line(block.columns.map((column) => escapeText(column.title))),
        line(block.columns.map(rule)),
        ...block.rows.map((row) => line(row.map((cell) => escapeText(cell.text)))),
      ].join('\n');
    default: {
      const marks = fence(block.text);
      return `${escapeLine(block.title)}\n\n${marks}sql\n${block.text}\n${marks}`;
    }
  }
}

export const renderMarkdown = ({ title, blocks }: PrintedDocument): string =>
  [`# ${escapeText(title)}`, ...blocks.map(render)].join('\n\n');
