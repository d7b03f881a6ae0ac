import type { DataSource } from 'typeorm';
import { legacyDataSource, newDataSource } from '../ormconfig';
import type { Database } from '../reconciliation/reading/database';
import { asDatabase } from './databases';
import type { Connections } from './open-database';

/** A probe is answered by then, or the side counts as one that does not answer. */
export const PROBE_LIMIT_MS = 2_000;

/** Counting a large ledger takes long, and nobody waits for it. */
const FIGURES_LIMIT_MS = 60_000;

/** Opened when it is first asked for, and again by whoever asks after it failed. */
class LazyDatabase {
  private opened: Promise<DataSource> | null = null;

  constructor(private readonly create: () => DataSource) {}

  async open(): Promise<Database> {
    const opening = this.opened ?? this.initialize();
    this.opened = opening;
    opening.catch(() => {
      if (this.opened === opening) this.opened = null;
    });
    return asDatabase(await opening);
  }

  async close(): Promise<void> {
    const source = await this.opened?.catch(() => null);
    await source?.destroy();
  }

  private initialize(): Promise<DataSource> {
    // No entity is asked for here, and knowing all of them takes time and room.
    return this.create().setOptions({ entities: [] }).initialize();
  }
}

/**
 * Connections of their own to ask both sides how they are, one for each question: a service whose connections are all
 * in use is busy, and not broken.
 */
export class Probes {
  private readonly sources: Readonly<Record<'legacy' | 'new' | 'figures', LazyDatabase>>;

  constructor(connections: Connections) {
    const limits = { poolSize: 1, statementTimeout: PROBE_LIMIT_MS };
    this.sources = {
      legacy: new LazyDatabase(() => legacyDataSource({ ...connections.legacy, ...limits })),
      new: new LazyDatabase(() => newDataSource({ ...connections.new, ...limits })),
      figures: new LazyDatabase(() =>
        newDataSource({ ...connections.new, poolSize: 1, statementTimeout: FIGURES_LIMIT_MS }),
      ),
    };
  }

  /** A side, for a question that is answered at once; `figures`: the ledger, for those that may take a minute. */
  open(name: 'legacy' | 'new' | 'figures'): Promise<Database> {
    return this.sources[name].open();
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.sources).map((source) => source.close()));
  }
}
