import { GraphQLError, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../resolvers/context';
import { COUNTERS, isCount, isScan, SCANS, TEXT_SEARCHES } from './cost';

interface Waiting {
  readonly begin: () => void;
  readonly leave: () => void;
}

const nobodyWaits = (): GraphQLError =>
  new GraphQLError('nobody waits for the answer any more', { extensions: { code: 'CANCELLED' } });

/** Lets in one scan of a caller at a time, and of all callers at most so many; callers take turns. */
export class ScanGate {
  private readonly working = new Set<string>();
  /** In the order of their turns. */
  private readonly waiting = new Map<string, Set<Waiting>>();

  constructor(private readonly most: number) {}

  /** Does it when it is its turn. Whoever has left by then is passed over, and the work is not begun. */
  async pass<Result>(caller: string, ended: AbortSignal | undefined, work: () => Result): Promise<Awaited<Result>> {
    await this.enter(caller, ended);
    try {
      return await work();
    } finally {
      this.endTurn(caller);
    }
  }

  /** Whoever had a turn is next again only after everybody else. */
  private endTurn(caller: string): void {
    this.working.delete(caller);
    const queue = this.waiting.get(caller);
    this.waiting.delete(caller);
    if (queue !== undefined) this.waiting.set(caller, queue);
    this.callNext();
  }

  private enter(caller: string, ended?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = this.waiting.get(caller) ?? new Set<Waiting>();
      const waiting: Waiting = {
        begin: () => {
          ended?.removeEventListener('abort', waiting.leave);
          resolve();
        },
        leave: () => {
          queue.delete(waiting);
          if (queue.size === 0 && this.waiting.get(caller) === queue) this.waiting.delete(caller);
          reject(nobodyWaits());
        },
      };
      if (ended?.aborted === true) return reject(nobodyWaits());
      ended?.addEventListener('abort', waiting.leave, { once: true });
      this.waiting.set(caller, queue.add(waiting));
      this.callNext();
    });
  }

  private callNext(): void {
    for (const [caller, queue] of this.waiting) {
      if (this.working.size >= this.most) return;
      const [first] = queue;
      if (first === undefined || this.working.has(caller)) continue;
      queue.delete(first);
      if (queue.size === 0) this.waiting.delete(caller);
      this.working.add(caller);
      first.begin();
    }
  }
}

/**
 * Puts the gate in front of the questions that read whole tables. Their statements take long, and the connections are
 * few: without it one caller's scans, all begun at once, would have every connection, and a glance at a record waits.
 * What counts in the ledger has a gate of its own: it is quick, and lists wait for it, which no report may hold up.
 */
export function gateScans(schema: GraphQLSchema, gate: ScanGate, counts: ScanGate): GraphQLSchema {
  for (const place of new Set([...SCANS, ...TEXT_SEARCHES, ...COUNTERS])) {
    const [root, name = ''] = place.split('.');
    const type = root === 'Query' ? schema.getQueryType() : schema.getMutationType();
    const field = type?.getFields()[name];
    const resolve = field?.resolve as GraphQLFieldResolver<unknown, RequestContext> | undefined;
    if (field === undefined || resolve === undefined) throw new Error(`${place} is no root field`);
    const gated: GraphQLFieldResolver<unknown, RequestContext> = (source, args: object, context, info) => {
      const work = (): unknown => resolve(source, args, context, info);
      const way = isScan(place, args) ? gate : isCount(place, args) ? counts : null;
      return way === null ? work() : way.pass(context.viewer.name, context.ended, work);
    };
    field.resolve = gated as GraphQLFieldResolver<unknown, unknown>;
  }
  return schema;
}
