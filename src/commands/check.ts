import type { Command } from 'commander';
import { checkMappings } from '../../reconciliation/check-mappings';
import { type Finding, Severity } from '../../reconciliation/checking/finding';
import type { Mapping } from '../../reconciliation/mapping';
import { chooseMappings } from '../choose-mappings';
import { readDatabasesConfig } from '../config';
import { openDatabases } from '../databases';
import { ExitCode, Failure } from '../failure';
import { type Answer, type Format, formatAnswer, formatOption } from '../formats';
import { assertLegacyIsReadOnly } from '../grants/legacy';
import { createProgress, note, print } from '../output';
import type { TestSuite } from '../rendering/junit';

interface Options {
  readonly format: Format;
  readonly strict?: boolean;
}

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('hold mappings against both live databases: tables, columns, types, keys, labels and codes')
    .argument('[mappings...]', 'names such as teamCommunications; all unless some are named')
    .addOption(formatOption())
    .option('--strict', 'fail for warnings too')
    .action(check);
}

/** Fails with 1 when a mapping does not fit, so that a pipeline stops before it compares or migrates by it. */
async function check(names: readonly string[], options: Options): Promise<void> {
  const chosen = chooseMappings(names);
  const config = readDatabasesConfig();
  const databases = await openDatabases(config);
  const progress = createProgress('Checking');
  try {
    await assertLegacyIsReadOnly(config.legacy);
    const findings = await checkMappings(databases.sides, chosen, (mapping, index) =>
      progress.update(index, chosen.length, mapping.title),
    );
    progress.stop();
    print(formatAnswer(answerOf(findings, chosen), options.format));
    failOnFindings(findings, chosen.length, options.strict ?? false);
  } finally {
    progress.stop();
    await databases.close();
  }
}

/** A case for each finding, because every one has a remedy of its own. */
function suiteOf(mapping: Mapping, findings: readonly Finding[]): TestSuite {
  const cases = findings
    .filter((finding) => finding.mapping === mapping)
    .map(({ severity, code, side, table, column, message, remedy }) => {
      const name = `${code} ${side} ${table}${column === null ? '' : `.${column}`}`;
      const told = `${message}: ${remedy}`;
      return severity === Severity.ERROR ? { name, failure: told } : { name, skipped: told };
    });
  return { name: mapping.name, seconds: null, cases: cases.length === 0 ? [{ name: 'fits both databases' }] : cases };
}

function answerOf(findings: readonly Finding[], chosen: readonly Mapping[]): Answer {
  const named = findings.map((finding) => ({ ...finding, mapping: finding.mapping.name }));
  const placeOf = ({ side, table, column }: Finding): string =>
    `${side} ${column === null ? table : `${table}.${column}`}`;
  return {
    title: 'Mappings and live databases',
    head: ['severity', 'code', 'mapping', 'where', 'what', 'what to do'],
    rows: findings.map((finding) => [
      finding.severity,
      finding.code,
      finding.mapping.name,
      placeOf(finding),
      finding.message,
      finding.remedy,
    ]),
    widths: [null, null, null, null, 48, 48],
    json: { schema: 'counterpart.check/v1', findings: named },
    items: named,
    suites: chosen.map((mapping) => suiteOf(mapping, findings)),
  };
}

function failOnFindings(findings: readonly Finding[], mappings: number, isStrict: boolean): void {
  const errors = findings.filter((finding) => finding.severity === Severity.ERROR).length;
  const warnings = findings.length - errors;
  const counted = `Mappings checked: ${mappings}; errors: ${errors}; warnings: ${warnings}.`;
  if (errors > 0 || (isStrict && warnings > 0)) throw new Failure(counted, ExitCode.differences);
  note(counted);
}
