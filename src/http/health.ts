import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Database } from '../../reconciliation/reading/database';
import { listTakenSteps } from '../migrate-ledger';
import { PROBE_LIMIT_MS } from '../probes';

type Up = 'up' | 'down';

/** What `/readyz` answers. It names no version, no host and no error: it is told to anybody. */
export interface Readiness {
  /** `degraded`: the legacy side does not answer; what needs it fails, and everything else goes on. */
  readonly status: 'ready' | 'degraded' | 'draining' | 'unavailable';
  readonly new: Up;
  /** Whether Counterpart's tables are of this version, an earlier or a later one; `unknown` while the new side is down. */
  readonly ledger: 'current' | 'outdated' | 'newer' | 'unknown';
  readonly legacy: Up;
}

/** Who may be asked how the sides are. */
export interface Probed {
  open(side: 'legacy' | 'new'): Promise<Database>;
}

const FRESH_MS = 1_000;

/** What a question gives, or what stands for it when it fails or takes too long. */
async function bounded<T>(question: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PROBE_LIMIT_MS);
  });
  try {
    return await Promise.race([question, late]);
  } catch {
    return otherwise;
  } finally {
    clearTimeout(timer);
  }
}

/** How the service is, for whoever starts, watches and balances it. */
export class Health {
  private isDraining = false;
  private last: { readonly until: number; readonly sides: Promise<Omit<Readiness, 'status'>> } | null = null;

  constructor(
    private readonly probes: Probed,
    /** The steps that the ledger has to have taken, and no others. */
    private readonly steps: readonly string[],
  ) {}

  /** From now on the service is not ready, because it ends. */
  drain(): void {
    this.isDraining = true;
  }

  /** Asks both sides at most once a second, however many ask here, and answers within two seconds. Never throws. */
  async read(): Promise<Readiness> {
    if (this.last === null || Date.now() >= this.last.until) {
      const sides = this.ask();
      // While somebody waits for the answer nobody asks again.
      this.last = { until: Number.POSITIVE_INFINITY, sides };
      void sides.then(() => {
        this.last = { until: Date.now() + FRESH_MS, sides };
      });
    }
    const sides = await this.last.sides;
    return { status: this.statusOf(sides), ...sides };
  }

  private async ask(): Promise<Omit<Readiness, 'status'>> {
    const [taken, legacy] = await Promise.all([
      bounded<string[] | null>(
        this.probes.open('new').then((database) => listTakenSteps(database)),
        null,
      ),
      bounded<Up>(
        this.probes.open('legacy').then(async (database): Promise<Up> => {
          await database.query('SELECT 1');
          return 'up';
        }),
        'down',
      ),
    ]);
    if (taken === null) return { new: 'down', ledger: 'unknown', legacy };
    return { new: 'up', ledger: this.versionOf(taken), legacy };
  }

  /** A later version may keep other things in the ledger: nobody who is asked here can tell. */
  private versionOf(taken: readonly string[]): Readiness['ledger'] {
    if (taken.some((step) => !this.steps.includes(step))) return 'newer';
    return this.steps.every((step) => taken.includes(step)) ? 'current' : 'outdated';
  }

  private statusOf(sides: Omit<Readiness, 'status'>): Readiness['status'] {
    if (this.isDraining) return 'draining';
    if (sides.ledger !== 'current') return 'unavailable';
    return sides.legacy === 'up' ? 'ready' : 'degraded';
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** Answers `/livez` and `/readyz`, to anybody; false: the request asks for something else. */
export async function answerHealth(
  health: Health,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = (request.url ?? '').split('?')[0];
  if (path !== '/livez' && path !== '/readyz') return false;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    send(response, 405, { status: 'health is asked for by GET' });
  } else if (path === '/livez') send(response, 200, { status: 'alive' });
  else {
    const readiness = await health.read();
    send(response, ['ready', 'degraded'].includes(readiness.status) ? 200 : 503, readiness);
  }
  return true;
}
