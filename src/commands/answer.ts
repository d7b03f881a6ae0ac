import { type Command, Option } from 'commander';
import { deliver } from '../formats';
import type { PrintedDocument } from '../rendering/document';
import { renderHtml } from '../rendering/html';
import { renderMarkdown } from '../rendering/markdown';

export interface AnswerOptions {
  readonly format: 'markdown' | 'html' | 'json';
  readonly output?: string;
}

/** The options of a command whose answer is a document. */
export function addAnswerOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--format <format>', 'html is one file to send or print')
        .choices(['markdown', 'html', 'json'])
        .default('markdown'),
    )
    .option('--output <file>', 'write the answer to a file instead of printing it');
}

/** Gives an answer: data and its document say the same, one to machines and one to people. */
export function answer(
  { format, output }: AnswerOptions,
  schema: string,
  data: object,
  document: PrintedDocument,
): void {
  const texts = {
    markdown: () => renderMarkdown(document),
    html: () => renderHtml(document),
    json: () => JSON.stringify({ schema, ...data }, null, 2),
  };
  deliver(texts[format](), output);
}
