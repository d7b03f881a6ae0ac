import { randomUUID } from 'node:crypto';
import type { Answer } from '../support/api';
import { agree } from '../support/approvals';
import type { World } from '../support/world';

export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
  readonly retryable: boolean;
}

export interface Planned {
  readonly mapping: string;
  readonly table: string;
  readonly kind: string;
  readonly legacyId: string | null;
  readonly newId: string;
  readonly before: Record<string, string | null> | null;
  readonly after: Record<string, string | null> | null;
  readonly columns: readonly { name: string; before: string | null; after: string | null }[];
}

export interface MadeChange {
  readonly id: string;
  readonly mapping: string;
  readonly kind: string;
  readonly legacyId: string | null;
  readonly newId: string;
  readonly reverts: string | null;
  readonly revertible: boolean;
}

export interface Payload {
  readonly record: RecordView | null;
  readonly plan: readonly Planned[];
  readonly changes: readonly MadeChange[];
  readonly fingerprint: string | null;
  readonly replayed: boolean;
  readonly approval: { readonly id: string; readonly state: string } | null;
  readonly userErrors: readonly UserError[];
}

export interface RecordView {
  readonly verdict: string;
  readonly fingerprint: string;
  readonly newId: string | null;
  readonly fields: readonly {
    field: string;
    state: string;
    expectedValue: string | null;
    actualValue: string | null;
  }[];
  readonly discrepancy: { id: string; state: string } | null;
}

const RECORD = 'verdict fingerprint newId fields { field state expectedValue actualValue } discrepancy { id state }';

const PAYLOAD = `record { ${RECORD} } fingerprint replayed approval { id state }
  plan { mapping table kind legacyId newId before after columns { name before after } }
  changes { id mapping kind legacyId newId reverts revertible } userErrors { code message field retryable }`;

const INPUTS = {
  diffRecord: 'DiffRecordInput',
  migrateRecord: 'MigrateRecordInput',
  reconcileRecord: 'ReconcileRecordInput',
  removeRecord: 'RemoveRecordInput',
  waiveDiscrepancy: 'WaiveDiscrepancyInput',
  withdrawWaiver: 'WithdrawWaiverInput',
  revertChange: 'RevertChangeInput',
} as const;

export type Mutation = keyof typeof INPUTS;
export type Input = Readonly<Record<string, unknown>>;

/** Sends a mutation and takes whatever comes. */
export function send(world: World, mutation: Mutation, input: Input): Promise<Answer<Record<Mutation, Payload>>> {
  const query = `mutation($input: ${INPUTS[mutation]}!) { ${mutation}(input: $input) { ${PAYLOAD} } }`;
  return world.api.request(query, { input });
}

/** Sends a mutation that is understood, whether or not it is carried out. */
export async function mutate(world: World, mutation: Mutation, input: Input): Promise<Payload> {
  const { data, errors } = await send(world, mutation, input);
  if (errors.length > 0)
    throw new Error(`${mutation} answered: ${JSON.stringify(errors)} ${world.api.faults.join('')}`);
  return data[mutation];
}

export const preview = (world: World, mutation: Mutation, input: Input): Promise<Payload> =>
  mutate(world, mutation, { ...input, dryRun: true });

/** What turns a previewed input into the write of it. */
export function confirmed(input: Input, fingerprint: string | null, idempotencyKey: string = randomUUID()): Input {
  return { ...input, expectedFingerprint: fingerprint, reason: 'ticket 4711', idempotencyKey };
}

/** Sends a write and, where it needs a second person, lets one agree and sends it again. */
export async function mutateTogether(world: World, mutation: Mutation, input: Input): Promise<Payload> {
  const payload = await mutate(world, mutation, input);
  if (payload.approval?.state !== 'PENDING') return payload;
  await agree(world, payload.approval.id);
  return mutate(world, mutation, input);
}

/** Previews and applies, as a person does, with a second one where that is needed; throws when it is refused. */
export async function carryOut(world: World, mutation: Mutation, input: Input): Promise<Payload> {
  const plan = await preview(world, mutation, input);
  if (plan.userErrors.length > 0)
    throw new Error(`the preview of ${mutation} was refused: ${JSON.stringify(plan.userErrors)}`);
  const payload = await mutateTogether(world, mutation, confirmed(input, plan.fingerprint));
  if (payload.userErrors.length > 0) throw new Error(`${mutation} was refused: ${JSON.stringify(payload.userErrors)}`);
  return payload;
}

export const codesOf = (payload: Pick<Payload, 'userErrors'>): string[] =>
  payload.userErrors.map((error) => error.code);

/** The id of the only change that a mutation made. */
export function onlyChange(payload: Payload): string {
  const [change, ...others] = payload.changes;
  if (change === undefined || others.length > 0)
    throw new Error(`${payload.changes.length} changes were made instead of one`);
  return change.id;
}

export const revertOf = (changeId: string): Input => ({ changeId });

/** Takes a change back, as a person does. */
export const revert = (world: World, changeId: string): Promise<Payload> =>
  carryOut(world, 'revertChange', revertOf(changeId));

export async function findRecord(world: World, mapping: string, legacyId: string): Promise<RecordView | null> {
  const query = `query($mapping: MappingName!, $legacyId: ID!) { record(mapping: $mapping, legacyId: $legacyId) { ${RECORD} } }`;
  return (await world.api.ask<{ record: RecordView | null }>(query, { mapping, legacyId })).record;
}

export interface Figures {
  readonly base: number;
  readonly matched: number;
  readonly different: number;
  readonly missing: number;
  readonly blocked: number;
  readonly excluded: number;
  readonly extra: number;
  readonly ambiguous: number;
  readonly waived: number;
}

export async function figuresOf(world: World, mapping: string): Promise<Figures> {
  const query = `query($name: MappingName!) { mapping(name: $name) { figures { base matched different missing blocked excluded extra ambiguous waived } } }`;
  return (await world.api.ask<{ mapping: { figures: Figures } }>(query, { name: mapping })).mapping.figures;
}

/** How many rows the ledger has of what a write leaves behind; entries about what was refused are left out. */
export async function countLedger(world: World): Promise<{ changes: number; entries: number; keys: number }> {
  const [counts] = await world.rows<{ changes: number; entries: number; keys: number }>(
    `SELECT (SELECT count(*) FROM counterpart.change)::integer AS changes, (SELECT count(*) FROM counterpart.audit_entry WHERE counterpart.audit_part(payload, 'outcome') IS NULL)::integer AS entries,
       (SELECT count(*) FROM counterpart.idempotency_key)::integer AS keys`,
  );
  if (counts === undefined) throw new Error('the ledger cannot be counted');
  return counts;
}
