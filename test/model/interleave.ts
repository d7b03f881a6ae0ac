import { randomUUID } from 'node:crypto';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import {
  codesOf,
  confirmed,
  findRecord,
  type Input,
  type Mutation,
  mutate,
  type Payload,
  type Planned,
  preview,
} from '../writing/mutations';
import type { Event, Laboratory } from './laboratory';
import { type Interleaving, RECORDS, type RecordId, type Step } from './steps';

/** A preview that somebody holds in their hands, and what was true when they looked. */
interface Held {
  readonly mutation: Mutation;
  readonly input: Input;
  readonly planned: Planned;
  readonly at: { readonly seq: number; readonly legacyVersion: number };
  /** Whether somebody tried it already: the same key again replays what came of it. */
  tried: boolean;
}

type Written = Pick<Event, 'kind' | 'before' | 'after'>;

/** A write that was answered as done. */
interface Done {
  readonly held: Held;
  readonly payload: Payload;
}

/** What may be answered to somebody who was too late, or came at the same time as others. */
const LATE = new Set([
  'ALREADY_IN_SYNC',
  'NOT_APPLICABLE',
  'NOT_FOUND',
  'LEGACY_CHANGED',
  'NEW_CHANGED',
  'STALE_PLAN',
  'NOT_REVERTIBLE',
  'RECORD_BUSY',
  'IDEMPOTENCY_IN_PROGRESS',
]);

const MAPPING = 'teamCommunications';

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const fail = (what: string, about: unknown): never => {
  throw new Error(`${what}: ${JSON.stringify(about)}`);
};

/** One interleaving, from its starting states to the proof that nothing was lost. */
export class Run {
  private readonly held = new Map<RecordId, Held[]>(RECORDS.map((record) => [record, []]));
  private readonly changes = new Map<RecordId, string>();
  private readonly done: Done[] = [];

  constructor(
    private readonly laboratory: Laboratory,
    private readonly interleaving: Interleaving,
    /** How often each answer came, over all interleavings: a model in which nothing happens proves nothing. */
    private readonly seen: Map<string, number>,
  ) {}

  private count(answer: string): void {
    this.seen.set(answer, (this.seen.get(answer) ?? 0) + 1);
  }

  async perform(): Promise<void> {
    const { laboratory } = this;
    await laboratory.start(this.interleaving.starts);
    const from = { seq: await laboratory.lastEvent(), change: await laboratory.lastChange() };
    for (const group of this.interleaving.groups) await Promise.all(group.map((step) => this.take(step, group.length)));
    const events = await laboratory.eventsAfter(from.seq);
    for (const done of this.done) this.requireAsPreviewed(done, events);
    await this.requireAttributed(events, from.change);
    await this.requireTruth();
    const { problem } = await verifyAudit(laboratory.world.service.sides.new);
    if (problem !== null) fail('the audit trail is broken', problem);
  }

  private async take(step: Step, atOnce: number): Promise<void> {
    if (step.does === 'plan') return this.plan(step.record, step.what);
    await wait(step.delay);
    if (step.does === 'foreign') return this.laboratory.writeForeign(step.record, step.what);
    if (step.does === 'legacy') return void (await this.laboratory.writeLegacy(step.record));
    const plans = this.held.get(step.record) ?? [];
    const held = plans.at(-1 - step.which) ?? plans.at(-1);
    if (held === undefined) return;
    const isAlone = atOnce === 1 && !step.twice;
    await Promise.all(Array.from({ length: step.twice ? 2 : 1 }, () => this.apply(step.record, held, isAlone)));
  }

  /** What a person would do about the record as it stands. */
  private async inputOf(record: RecordId, what: 'fix' | 'revert'): Promise<[Mutation, Input] | null> {
    if (what === 'fix') {
      const isThere = (await this.laboratory.row(record)) !== null;
      const input = { mapping: MAPPING, legacyId: record };
      return isThere
        ? ['reconcileRecord', { ...input, resolutions: [{ field: 'body', take: 'LEGACY' }] }]
        : ['migrateRecord', input];
    }
    const changeId = this.changes.get(record);
    return changeId === undefined ? null : ['revertChange', { changeId }];
  }

  /** Alone, so that what was true at the time is known. */
  private async plan(record: RecordId, what: 'fix' | 'revert'): Promise<void> {
    const wanted = await this.inputOf(record, what);
    if (wanted === null) return;
    const [mutation, input] = wanted;
    const { world } = this.laboratory;
    const { plan, fingerprint, userErrors } = await preview(world, mutation, input);
    const [planned, ...others] = plan;
    if (userErrors.length > 0 || planned === undefined) {
      if (!codesOf({ userErrors }).every((code) => LATE.has(code))) fail('a preview was refused', userErrors);
      return;
    }
    if (others.length > 0) fail('a plan for one record writes several rows', plan);
    const at = { seq: await this.laboratory.lastEvent(), legacyVersion: this.laboratory.legacyVersion(record) };
    const confirmedInput = confirmed(input, fingerprint, randomUUID());
    this.held.get(record)?.push({ mutation, input: confirmedInput, planned, at, tried: false });
  }

  private async apply(record: RecordId, held: Held, isAlone: boolean): Promise<void> {
    const { laboratory } = this;
    const isFirst = !held.tried;
    held.tried = true;
    const legacyMoved = laboratory.legacyVersion(record) !== held.at.legacyVersion;
    const isUntouched =
      isAlone && isFirst && !legacyMoved && (await this.foreignSince(held.at.seq, record)).length === 0;
    const payload = await mutate(laboratory.world, held.mutation, held.input);
    const codes = codesOf(payload);
    const isDone = payload.changes.length > 0 && !payload.replayed;
    this.count(payload.replayed ? 'replayed' : isDone ? held.mutation : (codes[0] ?? 'nothing'));
    if (isDone) {
      // A revert takes back what we wrote, whatever the legacy side says by now.
      if (legacyMoved && held.mutation !== 'revertChange')
        fail('it was applied although legacy had changed', held.input);
      this.done.push({ held, payload });
      const [change] = payload.changes;
      if (change !== undefined) this.changes.set(record, change.id);
      if (!codes.every((code) => code === 'NEEDS_RECHECK')) fail('it was done and refused', codes);
      return;
    }
    if (payload.replayed) return;
    if (codes.length === 0) fail('nothing was done and nothing said', payload);
    if (!codes.every((code) => LATE.has(code))) fail('a refusal with a code that does not fit', payload.userErrors);
    if (isUntouched) fail('it was refused although nothing had changed', payload.userErrors);
  }

  private async foreignSince(seq: number, record: RecordId): Promise<Event[]> {
    return (await this.laboratory.eventsAfter(seq)).filter((event) => event.record === record);
  }

  /** What was written is what was previewed, and nobody else wrote there in between. */
  private requireAsPreviewed({ held, payload }: Done, events: readonly Event[]): void {
    const { planned } = held;
    const newId = payload.changes[0]?.newId;
    const written = events.find(
      (event) =>
        event.byService &&
        event.seq > held.at.seq &&
        event.kind === planned.kind &&
        (event.after ?? event.before)?.id === newId &&
        (planned.after === null || event.after?.body === planned.after.body),
    );
    if (written === undefined) return void fail('a write that was answered as done did not happen', held.input);
    const between = events.filter(
      ({ record, seq, byService }) => record === written.record && !byService && seq > held.at.seq && seq < written.seq,
    );
    const overwritten = between.filter(
      ({ kind, before, after }) => planned.kind !== 'UPDATE' || kind !== 'UPDATE' || before?.body !== after?.body,
    );
    if (overwritten.length > 0) fail("somebody else's write was overwritten", { planned, overwritten });
    if (planned.before !== null && written.before?.body !== planned.before.body)
      fail('the row was not as previewed', { planned, written });
    if (planned.kind === 'DELETE' && written.before?.department !== planned.before?.department)
      fail('a row was removed that was not as previewed', { planned, written });
    if (planned.kind === 'UPDATE' && written.before?.department !== written.after?.department)
      fail('a column was written that was not previewed', { planned, written });
  }

  /** Every write of the service is a change with the same images, in the same order for each row, and nothing else is. */
  private async requireAttributed(events: readonly Event[], since: number): Promise<void> {
    const changes = await this.laboratory.world.rows<Written>(
      `SELECT new_id::text AS id, kind, before, after FROM counterpart.change WHERE id > $1 ORDER BY change.id`,
      [since],
    );
    const bodies = (list: readonly Written[]): string[] =>
      list.map(({ kind, before, after }) => `${kind} ${String(before?.body)} > ${String(after?.body)}`).sort();
    const own = bodies(events.filter((event) => event.byService));
    if (JSON.stringify(own) !== JSON.stringify(bodies(changes))) fail('changes and writes differ', { own, changes });
    if (changes.length !== this.done.length)
      fail('not every change was answered for', { changes: changes.length, done: this.done.length });
  }

  /** What the service says of each record in the end is what both databases hold. */
  private async requireTruth(): Promise<void> {
    for (const record of RECORDS) {
      const row = await this.laboratory.row(record);
      const text = await this.laboratory.legacyText(record);
      const expected = row === null ? 'MISSING' : row.body === text ? 'MATCHED' : 'DIFFERENT';
      const found = await findRecord(this.laboratory.world, MAPPING, record);
      if (found?.verdict !== expected) fail(`the verdict should be ${expected}`, { record, row, text, found });
    }
  }
}
