import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { appendAudit } from '../reconciliation/ledger/audit-chain';
import { listDiscrepancies } from '../reconciliation/ledger/discrepancies';
import type { Cursor } from '../reconciliation/ledger/filter';
import { asRefusal } from '../reconciliation/writing/database-error';
import { Refusal } from '../reconciliation/writing/refusal';
import { inTransaction } from '../reconciliation/writing/transaction';
import { checkReason } from '../reconciliation/writing/write-request';
import { READERS } from './access/role';
import { encodeCursor } from './connection';
import type { RequestContext } from './context';
import { renderCsv, renderStoredRows } from './csv';
import { filterOf, placeOf, type Search, searchText } from './discrepancy-search';
import { HEAD, listLines } from './export-lines';
import { ExportDifferencesInput, ExportDifferencesPayload } from './types/export';
import { UserError } from './types/write-payloads';

/** Discrepancies that are compared together. */
const AT_ONCE = 100;

/** Where a part ends at the latest: an answer is held in memory as a whole, and one value alone may be long. */
const MOST_CHARACTERS = 5_000_000;

type Part = Pick<ExportDifferencesPayload, 'rows' | 'records' | 'hasNextPage'> & {
  readonly csv: string;
  readonly end: Cursor | null;
  readonly mappings: readonly string[];
};

/** Compares and writes down, record by record, until there are enough of them or of characters. */
async function collect(
  context: RequestContext,
  { filter, note }: Search,
  first: number,
  after: Cursor | null,
): Promise<Part> {
  const texts = [renderCsv(HEAD, [])];
  const mappings = new Set<string>();
  const part = { rows: 0, records: 0, hasNextPage: true, end: after };
  for (let room = MOST_CHARACTERS; part.hasNextPage && part.records < first && room > 0; ) {
    const wanted = Math.min(AT_ONCE, first - part.records);
    const page = await listDiscrepancies(context.service.sides.new, filter, wanted, part.end);
    const linesOfPage = await listLines(context, page.items);
    part.hasNextPage = page.hasNextPage;
    for (const [index, discrepancy] of page.items.entries()) {
      const lines = linesOfPage[index] ?? [];
      const text = renderStoredRows(lines);
      texts.push(text);
      mappings.add(discrepancy.mapping);
      note([discrepancy.legacyId]);
      part.rows += lines.length;
      part.records += 1;
      part.end = [discrepancy.openedAt, discrepancy.id];
      room -= text.length;
      if (room > 0) continue;
      part.hasNextPage ||= index + 1 < page.items.length;
      break;
    }
  }
  return { ...part, csv: texts.join(''), mappings: [...mappings] };
}

const fileName = (now: Date): string => `differences-${now.toISOString().replace(/[-:]|\.\d+/g, '')}.csv`;

const NOTHING = { csv: null, fileName: null, rows: 0, records: 0, hasNextPage: false, endCursor: null };

function refused(error: unknown): ExportDifferencesPayload {
  const refusal = asRefusal(error);
  if (!(refusal instanceof Refusal)) throw error;
  return { ...NOTHING, userErrors: [Object.assign(new UserError(), refusal.view())] };
}

@Resolver()
export class ExportResolver {
  @Authorized(READERS)
  @Mutation(() => ExportDifferencesPayload, {
    description:
      'Differences as a file for spreadsheets: the discrepancies of a list, the oldest first, each compared now, one line for each field that is not as it should be. What your role does not see is masked. Who took how much out is in the audit trail.',
  })
  async exportDifferences(
    @Ctx() context: RequestContext,
    @Arg('input', () => ExportDifferencesInput) { where, first, after, reason }: ExportDifferencesInput,
  ): Promise<ExportDifferencesPayload> {
    const filter = filterOf(context.access, where ?? undefined, false);
    const start = placeOf(after);
    try {
      checkReason(reason);
    } catch (error) {
      return refused(error);
    }
    const search = await searchText(context, filter, where?.text);
    const { csv, mappings, end, ...part } = await collect(context, search, first, start);
    const { rows, records } = part;
    const event = {
      actor: context.viewer.name,
      action: 'exportDifferences',
      mapping: filter.mapping ?? '',
      legacyId: filter.legacyId ?? null,
      newId: null,
      reason,
      changes: [],
      exported: { records, rows, mappings },
    };
    try {
      await inTransaction(context.service.newSource, (transaction) => appendAudit(transaction, event));
    } catch (error) {
      // What is not in the trail is not given out.
      return refused(error);
    }
    const endCursor = records === 0 || end === null ? null : encodeCursor(end);
    return { ...part, csv, fileName: fileName(new Date()), endCursor, userErrors: [] };
  }
}
