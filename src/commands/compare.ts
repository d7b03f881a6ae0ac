import type { Command } from 'commander';
import { isDiscrepancy, Verdict } from '../../reconciliation/comparing/verdict';
import { Comparison, type ComparisonSummary } from '../../reconciliation/comparison';
import type { Mapping } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
import { readDatabasesConfig } from '../config';
import { openDatabases } from '../databases';
import { ExitCode, Failure } from '../failure';
import { type Answer, type Format, formatAnswer, formatOption } from '../formats';
import { assertLegacyIsReadOnly } from '../legacy-grants';
import { migrateLedger } from '../migrate-ledger';
import { createProgress, print } from '../output';

export function addCompare(program: Command): void {
  program
    .command('compare')
    .description('compare whole mappings, all of them unless some are named, and remember what differs')
    .argument('[mappings...]', 'names such as teamCommunications')
    .addOption(formatOption())
    .action((names: string[], options: { format: Format }) => compare(names, options.format));
}

/** The mappings of these names in their own order; all when none is named. */
export function chooseMappings(names: readonly string[]): readonly Mapping[] {
  const unknown = names.filter((name) => !mappings.some((mapping) => mapping.name === name));
  if (unknown.length > 0) {
    const known = mappings.map((mapping) => mapping.name).join(', ');
    throw new Failure(`There is no mapping ${unknown.join(', ')}. There are ${known}.`, ExitCode.usage);
  }
  return names.length === 0 ? mappings : mappings.filter((mapping) => names.includes(mapping.name));
}

/** Fails with 1 when something differs and with 3 when something could not be settled, so that a pipeline can tell. */
async function compare(names: readonly string[], format: Format): Promise<void> {
  const chosen = chooseMappings(names);
  const config = readDatabasesConfig();
  const databases = await openDatabases(config);
  const progress = createProgress('Comparing');
  try {
    await assertLegacyIsReadOnly(config.legacy);
    await migrateLedger(databases.new);
    const comparison = new Comparison(databases.sides, mappings);
    const summaries: ComparisonSummary[] = [];
    for (const [index, mapping] of chosen.entries()) {
      progress.update(index, chosen.length, mapping.title);
      summaries.push(await comparison.compareMapping(mapping));
    }
    progress.stop();
    print(formatAnswer(answerOf(summaries), format));
    failOnDifferences(summaries);
  } finally {
    progress.stop();
    await databases.close();
  }
}

function answerOf(summaries: readonly ComparisonSummary[]): Answer {
  const verdicts = Object.values(Verdict);
  return {
    title: 'Comparison',
    head: ['mapping', ...verdicts.map((verdict) => verdict.toLowerCase()), 'moving'],
    rows: summaries.map((summary) => [
      summary.mapping,
      ...verdicts.map((verdict) => summary.verdicts[verdict] ?? 0),
      summary.moving,
    ]),
    json: summaries,
  };
}

function failOnDifferences(summaries: readonly ComparisonSummary[]): void {
  const moving = summaries.reduce((total, summary) => total + summary.moving, 0);
  if (moving > 0)
    throw new Failure(`${moving} records changed while they were compared: compare again.`, ExitCode.incomplete);
  const open = Object.values(Verdict).filter(isDiscrepancy);
  const count = summaries.reduce(
    (total, summary) => total + open.reduce((sum, verdict) => sum + (summary.verdicts[verdict] ?? 0), 0),
    0,
  );
  if (count > 0) throw new Failure(`${count} records do not match.`, ExitCode.differences);
}
