import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../support/world';
import { findRecord, type Input, mutate, type Payload } from './mutations';

export interface ListedWaiver {
  readonly id: string;
  readonly scope: string;
  readonly legacyId: string | null;
  readonly newId: string | null;
  readonly field: string | null;
  readonly rootCause: string | null;
  readonly verdict: string | null;
  readonly reason: string;
  readonly actor: string;
  readonly expiresAt: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnBecause: string | null;
}

/** The newest waivers. */
export async function waiversOf(world: World, where: object = {}): Promise<readonly ListedWaiver[]> {
  const query = `query($where: WaiverWhere) { waivers(first: 10, where: $where) { nodes {
    id scope legacyId newId field rootCause verdict reason actor expiresAt withdrawnAt withdrawnBecause } } }`;
  return (await world.api.ask<{ waivers: { nodes: ListedWaiver[] } }>(query, { where })).waivers.nodes;
}

export async function stateOf(world: World, mapping: string, legacyId: string): Promise<string | undefined> {
  return (await findRecord(world, mapping, legacyId))?.discrepancy?.state;
}

/** Compares a record now, which brings the ledger up to date. */
export const compare = (world: World, mapping: string, legacyId: string): Promise<Payload> =>
  mutate(world, 'diffRecord', { mapping, legacyId });

/** An instant by the clock of the new database. */
export async function instantIn(world: World, interval: string): Promise<string> {
  const [row] = await world.rows<{ at: string }>(
    `SELECT to_char((clock_timestamp() + $1::interval) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
    [interval],
  );
  return row?.at ?? '';
}

/** Lets time pass until an instant by that clock. */
export async function passUntil(world: World, at: string): Promise<void> {
  const [left] = await world.rows<{ ms: number }>(
    'SELECT (extract(epoch FROM $1::timestamptz - clock_timestamp()) * 1000)::float AS ms',
    [at],
  );
  await sleep(Math.max(0, left?.ms ?? 0) + 10);
}

/** The root cause of a record, where it has but one. */
export async function rootOf(
  world: World,
  mapping: string,
  legacyId: string,
  field: string | null = null,
): Promise<string> {
  const rows = await world.rows<{ id: string }>(
    `SELECT DISTINCT c.root_id AS id FROM counterpart.discrepancy_cause c JOIN counterpart.discrepancy d ON d.id = c.discrepancy_id
     WHERE d.mapping = $1 AND d.legacy_id = $2 AND ($3::text IS NULL OR c.field = $3)`,
    [mapping, legacyId, field],
  );
  if (rows.length !== 1) throw new Error(`${mapping} ${legacyId} has ${rows.length} root causes`);
  return rows[0]?.id ?? '';
}

export interface RootInput extends Input {
  readonly mapping: string;
  readonly rootCause: string;
  readonly expiresAt: string;
}

/** A waiver of the root cause of a record, for a day. */
export const ofRoot = async (world: World, mapping: string, legacyId: string): Promise<RootInput> => ({
  mapping,
  rootCause: await rootOf(world, mapping, legacyId),
  expiresAt: await instantIn(world, '1 day'),
});

/** Legacy ids of a mapping in a state, as the list has them. */
export async function listed(world: World, mapping: string, state: string, more = ''): Promise<string[]> {
  const query = `{ discrepancies(first: 100, where: { mapping: ${mapping}, state: [${state}] ${more} }) { nodes { legacyId } } }`;
  const answer = await world.api.ask<{ discrepancies: { nodes: { legacyId: string }[] } }>(query);
  return answer.discrepancies.nodes.map((node) => node.legacyId).sort();
}
