import { type Command, Option } from 'commander';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { type AuditHead, exportAudit, findAuditHead } from '../../reconciliation/ledger/audit-export';
import type { Database } from '../../reconciliation/reading/database';
import { asDatabase } from '../databases';
import { ExitCode, Failure } from '../failure';
import { withNewSide } from '../new-side';
import { note, print, printInParts } from '../output';
import { AUDIT_LINES, type AuditFormat } from '../rendering/audit-lines';
import { whole } from '../runs/run-options';
import { writeFileInParts } from '../write-file';

interface ExportOptions {
  readonly from: number;
  readonly format: AuditFormat;
  readonly output?: string;
}

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('the trail of everything that was done, refused and denied');
  audit
    .command('verify')
    .description('recompute the chain and name the first entry or change that was edited, removed or moved')
    .action(() => withTrail(verify));
  audit
    .command('export')
    .description('copy the entries out, in order, with their hashes and the head of the trail last')
    .option('--from <n>', 'begin with the entry of this number', whole(1, Number.MAX_SAFE_INTEGER), 1)
    .addOption(
      new Option('--format <format>', 'csv is for reading; its cells are safe in a spreadsheet')
        .choices(Object.keys(AUDIT_LINES))
        .default('ndjson'),
    )
    .option('--output <file>', 'write the copy to a file instead of printing it')
    .action((options: ExportOptions) => withTrail((ledger) => copy(ledger, options)));
}

const withTrail = (work: (ledger: Database) => Promise<void>): Promise<void> =>
  withNewSide((source) => work(asDatabase(source)));

async function verify(ledger: Database): Promise<void> {
  const { entries, problem } = await verifyAudit(ledger);
  if (problem !== null) throw new Failure(`The audit trail is broken: ${problem}.`, ExitCode.differences);
  print(`The audit trail is whole: ${entries} entries.`);
}

async function copy(ledger: Database, { from, format, output }: ExportOptions): Promise<void> {
  const head = await findAuditHead(ledger);
  if (head === null)
    throw new Failure('The head of the audit trail is gone: run `counterpart audit verify`.', ExitCode.differences);
  if (BigInt(from) > BigInt(head.sequence) + 1n)
    throw new Failure(`There is no entry ${from} yet: the trail ends with ${head.sequence}.`, ExitCode.usage);
  const parts = linesOf(ledger, from, head, format);
  if (output === undefined) return printInParts(parts);
  await writeFileInParts(output, parts);
  note(`Written: the entries from ${from} to ${head.sequence}, whose hash is ${head.hash}.`);
}

/** What is appended meanwhile is left out, so that the copy ends with the head that stands below it. */
async function* linesOf(ledger: Database, from: number, head: AuditHead, format: AuditFormat): AsyncGenerator<string> {
  const lines = AUDIT_LINES[format];
  yield lines.begin();
  for await (const page of exportAudit(ledger, from.toString(), head)) yield lines.entries(page);
  yield lines.head(head);
}
