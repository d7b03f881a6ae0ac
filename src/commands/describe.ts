import { type Command, Option } from 'commander';
import { chooseMappings } from '../choose-mappings';
import { describeMapping, type MappingDescription } from '../describe-mapping';
import { print } from '../output';

type Format = 'text' | 'markdown' | 'json';

export function addDescribe(program: Command): void {
  program
    .command('describe')
    .description('tell mappings in words: what becomes of each field, and why')
    .argument('[mappings...]', 'names such as teamCommunications')
    .addOption(
      new Option('--format <format>', 'how to tell them').choices(['text', 'markdown', 'json']).default('text'),
    )
    .action((names: string[], options: { format: Format }) => describe(names, options.format));
}

function describe(names: readonly string[], format: Format): void {
  const descriptions = chooseMappings(names).map(describeMapping);
  if (format === 'json') print(JSON.stringify(descriptions, null, 2));
  else print(descriptions.map(format === 'markdown' ? asMarkdown : asText).join('\n\n'));
}

type Lines = readonly (readonly [string, string])[];

/** The first words in a column of their own. */
function inColumns(lines: Lines): string {
  const width = Math.max(...lines.map(([first]) => first.length));
  return lines.map(([first, words]) => `  ${first.padEnd(width)}  ${words}`).join('\n');
}

function asText({ title, name, description, facts, fields, notCompared }: MappingDescription): string {
  const rest = notCompared.length === 0 ? [] : [`Not compared\n${inColumns(notCompared)}`];
  return [`${title} (${name})\n  ${description}`, inColumns(facts), `Fields\n${inColumns(fields)}`, ...rest].join(
    '\n\n',
  );
}

/** The marks of a table and of emphasis, as they are. */
const escaped = (words: string): string => words.replace(/[\\|*_<]/g, '\\$&');

const inTable = (head: string, lines: Lines): string =>
  [`| ${head} | |`, '|---|---|', ...lines.map(([first, words]) => `| \`${first}\` | ${escaped(words)} |`)].join('\n');

function asMarkdown({ title, name, description, facts, fields, notCompared }: MappingDescription): string {
  const list = facts.map(([about, words]) => `- **${about}** ${escaped(words)}`).join('\n');
  const rest = notCompared.length === 0 ? [] : [inTable('not compared', notCompared)];
  return [`## ${title} (\`${name}\`)`, escaped(description), list, inTable('field', fields), ...rest].join('\n\n');
}
