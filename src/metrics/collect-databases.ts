import type { Pool as MysqlPool } from 'mysql2';
import type { Pool as PostgresPool } from 'pg';
import type { Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { Lag } from '../../reconciliation/runs/legacy-lag';
import type { Readiness } from '../http/health';
import type { Metrics } from './metrics';

type Side = 'legacy' | 'new';

type Connections = Readonly<Record<'busy' | 'idle' | 'waiting', number>>;

/** mysql2 keeps no account of its pool in public. */
interface MysqlQueues {
  readonly _allConnections?: { readonly length: number };
  readonly _freeConnections?: { readonly length: number };
  readonly _connectionQueue?: { readonly length: number };
}

function connectionsOf(source: DataSource): Connections {
  const { master, pool } = source.driver as unknown as { readonly master?: PostgresPool; readonly pool?: MysqlPool };
  if (master !== undefined) {
    const { totalCount, idleCount, waitingCount } = master;
    return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
  }
  const { _allConnections: all, _freeConnections: free, _connectionQueue: queue } = (pool ?? {}) as MysqlQueues;
  const idle = free?.length ?? 0;
  return { busy: (all?.length ?? 0) - idle, idle, waiting: queue?.length ?? 0 };
}

/** Which side answers, how far a legacy replica is behind, and how this process uses its connections. */
export class DatabaseCollector {
  private readonly isUp: Gauge;
  private readonly lag: Gauge;
  private readonly pool: Gauge;

  constructor(
    metrics: Metrics,
    private readonly sources: Readonly<Record<Side, DataSource>>,
  ) {
    this.isUp = metrics.gauge('database_up', 'Whether the side answered just now: 1 or 0.', ['db']);
    this.lag = metrics.gauge(
      'legacy_lag_seconds',
      'How far the legacy replica is behind; absent: it is none, or nobody knows.',
    );
    this.lag.remove();
    this.pool = metrics.gauge(
      'db_pool_connections',
      'Connections of this process for short questions, and those who wait for one.',
      ['db', 'state'],
    );
  }

  tellPools(): void {
    for (const [db, source] of Object.entries(this.sources)) {
      for (const [state, count] of Object.entries(connectionsOf(source))) this.pool.set({ db, state }, count);
    }
  }

  tellSides(readiness: Readiness): void {
    for (const db of ['legacy', 'new'] as const) this.isUp.set({ db }, readiness[db] === 'up' ? 1 : 0);
  }

  tellLag(lag: Lag): void {
    if (lag !== null && 'seconds' in lag) this.lag.set(lag.seconds);
    else this.lag.remove();
  }
}
