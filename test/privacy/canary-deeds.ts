import { randomUUID } from 'node:crypto';
import { getNamedType } from 'graphql';
import { mappings } from '../../reconciliation/mappings/all';
import { selectAll } from '../resolvers/selection';
import { until } from '../support/until';
import { hiddenFields, mutations, typeOf } from './canary-api';
import { WRONG } from './canary-questions';
import type { CanaryWorld, Person, Said } from './canary-world';

interface Payload {
  readonly plan?: readonly object[];
  readonly fingerprint?: string | null;
  readonly changes?: readonly { readonly id: string }[];
  readonly approval?: { readonly id: string } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

async function send(world: CanaryWorld, person: Person, mutation: string, input: object): Promise<Payload | null> {
  const name = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
  const field = mutations.find((candidate) => candidate.name === mutation);
  const selection = field === undefined ? '' : selectAll(getNamedType(field.type), 3);
  const query = `mutation($input: ${name}Input!) { ${mutation}(input: $input) ${selection} }`;
  const { data } = await world.ask(person, query, { input });
  return (data?.[mutation] as Payload | null | undefined) ?? null;
}

/** A write as a person does it: looked at first, then done, agreed to where that is needed, and asked for again. */
export async function write(world: CanaryWorld, mutation: string, input: object): Promise<Payload | null> {
  await send(world, 'viewer', mutation, { ...input, dryRun: true });
  const plan = await send(world, 'admin', mutation, { ...input, dryRun: true });
  if (plan?.fingerprint == null) return plan;
  const request = { ...input, expectedFingerprint: plan.fingerprint, reason: 'a ticket', idempotencyKey: randomUUID() };
  let done = await send(world, 'admin', mutation, request);
  if (done?.approval != null) {
    const decision = { id: done.approval.id, reason: 'looked at it' };
    await world.ask('approver', `{ approval(id: "${decision.id}") ${selectAll(typeOf('Approval'), 3)} }`);
    await world.ask('approver', `{ approvals(first: 5) { nodes ${selectAll(typeOf('Approval'), 3)} } }`);
    await send(world, 'approver', 'approveWrite', decision);
    done = await send(world, 'admin', mutation, request);
  }
  await send(world, 'admin', mutation, request);
  return done;
}

interface Node {
  readonly legacyId: string | null;
  readonly newId: string | null;
  readonly fields: readonly string[];
}

async function listOpen(world: CanaryWorld, mapping: string, verdict: string): Promise<readonly Node[]> {
  const { data } = await world.ask(
    'admin',
    `{ discrepancies(first: 1, where: { mapping: ${mapping}, verdict: [${verdict}] }) { nodes { legacyId newId fields } } }`,
  );
  return (data?.discrepancies as { nodes: Node[] } | undefined)?.nodes ?? [];
}

/** Writes of single records of a mapping, of every kind that there is. */
export async function writeRecords(world: CanaryWorld, mapping: string): Promise<void> {
  for (const { legacyId } of [
    ...(await listOpen(world, mapping, 'MISSING')),
    ...(await listOpen(world, mapping, 'BLOCKED')),
  ]) {
    const hidden = mappings.filter(({ name }) => name === mapping).flatMap(hiddenFields);
    const overrides = hidden.map(({ property }) => ({ field: property, value: WRONG }));
    await write(world, 'migrateRecord', { mapping, legacyId, withParents: true, overrides });
    for (const override of overrides) await write(world, 'migrateRecord', { mapping, legacyId, overrides: [override] });
    const made = await write(world, 'migrateRecord', { mapping, legacyId, withParents: true });
    await write(world, 'diffRecord', { mapping, legacyId });
    for (const { id } of made?.changes ?? []) await write(world, 'revertChange', { changeId: id });
  }
  for (const { legacyId, fields } of await listOpen(world, mapping, 'DIFFERENT')) {
    for (const field of fields) {
      await write(world, 'reconcileRecord', {
        mapping,
        legacyId,
        resolutions: [{ field, take: 'VALUE', value: WRONG }],
      });
      await write(world, 'reconcileRecord', { mapping, legacyId, resolutions: [{ field, take: 'NEW' }] });
      await write(world, 'waiveDiscrepancy', { mapping, legacyId, field });
    }
    const resolutions = fields.map((field) => ({ field, take: 'LEGACY' }));
    const made = await write(world, 'reconcileRecord', { mapping, legacyId, resolutions });
    for (const { id } of made?.changes ?? []) await write(world, 'revertChange', { changeId: id });
  }
  for (const { newId } of await listOpen(world, mapping, 'EXTRA'))
    await write(world, 'removeRecord', { mapping, newId });
}

const START = `mutation($input: StartRunInput!) { startRun(input: $input) ${selectAll(typeOf('StartRunPayload'), 3)} }`;
const OVER = ['SUCCEEDED', 'INCOMPLETE', 'FAILED', 'CANCELLED'];

/** Starts a run and waits until it is over; answers its id, or null where it was refused. */
export async function carryOutRun(world: CanaryWorld, input: object): Promise<string | null> {
  const given = { onFailure: 'CONTINUE', reason: 'a ticket', idempotencyKey: randomUUID(), ...input };
  await world.ask('viewer', START, { input: given });
  const { data } = await world.ask('admin', START, { input: given });
  const id = (data?.startRun as { run: { id: string } | null } | undefined)?.run?.id ?? null;
  if (id === null) return null;
  await until(
    `the run is over: ${JSON.stringify(input)}`,
    async () => OVER.includes(stateOf(await world.ask('viewer', `{ run(id: "${id}") { state } }`))),
    { seconds: 60 },
  );
  for (const person of ['viewer', 'admin'] as const)
    await world.ask(person, `{ run(id: "${id}") ${selectAll(typeOf('Run'), 4)} }`);
  await world.send('/graphql/stream', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: `subscription { runProgress(id: "${id}") ${selectAll(typeOf('Run'), 2)} }` }),
  });
  return id;
}

const stateOf = ({ data }: Said): string => (data?.run as { state: string } | undefined)?.state ?? '';

/** The runs in which records failed, for whoever wants to read why. */
export async function listFailedRuns(world: CanaryWorld): Promise<string[]> {
  const rows = await world.sides.new.query<{ id: string }[]>(
    'SELECT DISTINCT run_id::text AS id FROM counterpart.run_failure ORDER BY 1 LIMIT 3',
  );
  return rows.map(({ id }) => id);
}
