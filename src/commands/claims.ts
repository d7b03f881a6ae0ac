import type { Command } from 'commander';
import { checkClaims } from '../../reconciliation/claims/check-claims';
import { type ClaimCheck, ClaimOutcome, type Claims, ClaimsError } from '../../reconciliation/claims/claims';
import { mappings } from '../../reconciliation/mappings/all';
import type { Database } from '../../reconciliation/reading/database';
import { oldestOf } from '../../reconciliation/reporting/completeness';
import { createReport } from '../../reconciliation/reporting/report';
import { findClaims } from '../claims-file';
import { readDatabasesConfig } from '../config';
import { openDatabases } from '../databases';
import { ExitCode, Failure } from '../failure';
import { migrateLedger } from '../migrate-ledger';
import { type CheckedClaims, claimsDocument } from '../rendering/claims-document';
import { type AnswerOptions, addAnswerOptions, answer } from './answer';

interface Options extends AnswerOptions {
  readonly file?: string;
}

export function addClaims(program: Command): void {
  const command = program
    .command('claims')
    .description('hold stated figures against live data; without a file those of the Phase 7 report')
    .option('--file <file>', 'the claims, in the form of docs/claims.md; otherwise that of CLAIMS_FILE');
  addAnswerOptions(command).action(claims);
}

/** Fails with 1 when a claim does, so that a pipeline can tell. */
async function claims(options: Options): Promise<void> {
  const config = readDatabasesConfig();
  const stated =
    options.file === undefined
      ? findClaims(config.claimsFile, ExitCode.configuration)
      : findClaims(options.file, ExitCode.usage);
  const databases = await openDatabases(config);
  try {
    await migrateLedger(databases.new);
    const data = await collect(databases.sides.new, stated);
    answer(options, 'counterpart.claim-checks/v1', data, claimsDocument(data));
    const failed = data.counts.FAILS;
    if (failed > 0) throw new Failure(`${failed} of ${data.checks.length} claims fail.`, ExitCode.differences);
  } finally {
    await databases.close();
  }
}

async function collect(database: Database, stated: Claims): Promise<CheckedClaims> {
  const checks = await check(database, stated);
  const { notes } = await createReport(database, mappings);
  const count = (outcome: ClaimOutcome): number => checks.filter((each) => each.outcome === outcome).length;
  const counts = {
    HOLDS: count(ClaimOutcome.HOLDS),
    FAILS: count(ClaimOutcome.FAILS),
    NOT_DERIVABLE: count(ClaimOutcome.NOT_DERIVABLE),
  };
  const asOf = oldestOf(checks.flatMap((each) => each.asOf ?? []));
  return { title: stated.title, asOf, notes, counts, checks };
}

async function check(database: Database, stated: Claims): Promise<ClaimCheck[]> {
  try {
    return await checkClaims(database, mappings, stated.claims);
  } catch (error) {
    throw error instanceof ClaimsError ? new Failure(error.message, ExitCode.usage, { cause: error }) : error;
  }
}
