import type { Command } from 'commander';
import { checkIntegrity } from '../../reconciliation/integrity-checks';
import { mappings } from '../../reconciliation/mappings/all';
import type { Sides } from '../../reconciliation/reading/database';
import { listMeasured } from '../../reconciliation/reporting/list-measured';
import { createReport } from '../../reconciliation/reporting/report';
import { readDatabasesConfig } from '../config';
import { openDatabases } from '../databases';
import { assertLegacyIsReadOnly } from '../grants/legacy';
import { migrateLedger } from '../migrate-ledger';
import { type FullReport, reportDocument } from '../rendering/report-document';
import { type AnswerOptions, addAnswerOptions, answer } from './answer';

export function addReport(program: Command): void {
  const command = program
    .command('report')
    .description('the figures of the migration as last compared: what arrived, what was lost, with every base');
  addAnswerOptions(command).action(report);
}

async function report(options: AnswerOptions): Promise<void> {
  const config = readDatabasesConfig();
  const databases = await openDatabases(config);
  try {
    await assertLegacyIsReadOnly(config.legacy);
    await migrateLedger(databases.new);
    const data = await collect(databases.sides);
    answer(options, 'counterpart.report/v1', data, reportDocument(data));
  } finally {
    await databases.close();
  }
}

async function collect(sides: Sides): Promise<FullReport> {
  const figures = await createReport(sides.new, mappings);
  const checks = await checkIntegrity(sides.new, mappings);
  return {
    ...figures,
    measures: await listMeasured(sides, mappings),
    integrity: checks.map(({ mapping, field, parents, checked, unset, orphans, wrongParents }) => ({
      mapping: mapping.name,
      field: field.property,
      parent: parents.map((parent) => parent.name).join(' or '),
      checked,
      unset,
      orphans,
      wrongParents,
    })),
  };
}
