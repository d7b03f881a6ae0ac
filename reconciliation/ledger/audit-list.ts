import type { Database } from '../reading/database';
import type { AuditEvent } from './audit-chain';
import { type Cursor, Filter } from './filter';
import { ask, type Page, pageOf } from './ledger';

/** An entry of the audit trail as people read it: without digests, from which values could be guessed. */
export interface ToldEntry extends Pick<AuditEvent, 'actor' | 'action' | 'mapping' | 'legacyId' | 'newId' | 'reason'> {
  readonly sequence: string;
  /** In UTC. */
  readonly at: string;
  readonly outcome: 'DONE' | 'DENIED' | 'REFUSED';
  readonly codes: readonly string[];
  readonly run: string | null;
  /** What else it is about, by kind. */
  readonly ids: readonly { readonly kind: string; readonly id: string }[];
  /** The ids of the changes that it made. */
  readonly changes: readonly string[];
  readonly bulkChanges: readonly string[];
}

export interface AuditFilter {
  readonly actor?: string;
  readonly action?: string;
  readonly mapping?: string;
  /** Only of these; null or absent: of all, and of what is about no mapping. */
  readonly mappings?: readonly string[] | null;
  readonly legacyId?: string;
  readonly outcome?: ToldEntry['outcome'];
}

/** SQL of one part of an entry, by the expression that its index has. */
const partOf = (part: string): string => `counterpart.audit_part(payload, '${part}')`;

/** Entries of the audit trail, the newest first. */
export async function listAuditEntries(
  database: Database,
  filter: AuditFilter,
  first: number,
  after: Cursor | null,
): Promise<Page<ToldEntry>> {
  const wanted = new Filter();
  for (const part of ['actor', 'action', 'mapping', 'legacyId'] as const)
    wanted.add((bound) => `${partOf(part)} = ${bound}`, filter[part]);
  wanted.add((bound) => `${partOf('mapping')} = ANY(${bound})`, filter.mappings);
  // An entry about what was done says nothing of its outcome.
  if (filter.outcome === 'DONE') wanted.add((bound) => `(${partOf('outcome')} IS NULL) = ${bound}`, true);
  else wanted.add((bound) => `${partOf('outcome')} = ${bound}`, filter.outcome);
  wanted.after([{ name: 'sequence', type: 'bigint' }], after, '<');
  const rows = await ask<{ sequence: string; payload: string }>(
    database,
    `SELECT sequence::text, payload FROM counterpart.audit_entry ${wanted.where}
     ORDER BY audit_entry.sequence DESC LIMIT ${first + 1}`,
    wanted.parameters,
  );
  return pageOf(rows.map(toldOf), first);
}

type Stored = Partial<Omit<AuditEvent, 'changes' | 'bulkChanges'>> & {
  readonly at?: string;
  readonly changes?: readonly { readonly id: string }[];
  readonly bulkChanges?: readonly { readonly id: string }[];
};

/** An entry out of what is kept of it. */
export function toldOf({ sequence, payload }: { sequence: string; payload: string }): ToldEntry {
  const said = parsed(payload);
  return {
    sequence,
    at: said.at ?? '',
    actor: said.actor ?? '',
    action: said.action ?? '',
    outcome: said.outcome ?? 'DONE',
    codes: said.codes ?? [],
    mapping: said.mapping ?? '',
    legacyId: said.legacyId ?? null,
    newId: said.newId ?? null,
    run: said.run ?? null,
    ids: idsOf(said),
    reason: said.reason ?? '',
    changes: (said.changes ?? []).map(({ id }) => id),
    bulkChanges: (said.bulkChanges ?? []).map(({ id }) => id),
  };
}

/** Ids that have no place of their own, each with the name of what it is of. */
function idsOf({ ids = {}, approval, token, ...said }: Stored): ToldEntry['ids'] {
  const all = { ...ids, approval: approval?.id, token: token?.id, switch: said.switch?.name, view: said.view?.id };
  return Object.entries(all).flatMap(([kind, id]) => (id === undefined ? [] : [{ kind, id }]));
}

/** An entry that somebody made unreadable is still listed: verification names it. */
function parsed(payload: string): Stored {
  try {
    return JSON.parse(payload) as Stored;
  } catch {
    return {};
  }
}
