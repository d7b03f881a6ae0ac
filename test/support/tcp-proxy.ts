import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Limits } from './tcp-proxy/flow';
import { type CommitFault, type Rules, Way } from './tcp-proxy/way';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'mysql:': 3306, 'mariadb:': 3306 };

interface Cut {
  readonly after: number;
  readonly isReset: boolean;
  times: number;
}

/** A way to a database that can be cut, choked and swallowed. Only COMMIT faults know the protocol: PostgreSQL's. */
export class TcpProxy {
  private readonly ways = new Set<Way>();
  /** Both ends of every connection; those that the black hole took stay until the proxy is closed. */
  private readonly sockets = new Set<Socket>();
  private fault: { kind: CommitFault; thenRefuse: boolean } | null = null;
  private cut: Cut | null = null;
  private limits: Limits = {};
  private isRefusing = false;
  private isSwallowing = false;
  private commits = 0;
  private accepted = 0;
  private cuts = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async open(url: string): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server, new URL(url));
    server.on('connection', (client) => proxy.accept(client));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The address of the same database, through the proxy. */
  get url(): string {
    const address = new URL(this.target);
    address.hostname = '127.0.0.1';
    address.port = String((this.server.address() as AddressInfo).port);
    return address.toString();
  }

  /** How many COMMITs clients sent so far. */
  get seenCommits(): number {
    return this.commits;
  }

  /** How many connections clients made so far. */
  get seenConnections(): number {
    return this.accepted;
  }

  /** Connections that are open now. */
  get openConnections(): number {
    return this.ways.size;
  }

  /** The ports by which the server knows the connections that are open now. */
  get ports(): number[] {
    return [...this.ways].flatMap((way) => way.port ?? []);
  }

  /** How many answers were cut so far. */
  get seenCuts(): number {
    return this.cuts;
  }

  /** Breaks the next COMMIT, once. `thenRefuse`: the database cannot be reached from then on, until `restore`. */
  breakNextCommit(kind: CommitFault, { thenRefuse = false } = {}): void {
    this.fault = { kind, thenRefuse };
  }

  /**
   * Cuts the next answers that are longer than so many bytes, after exactly so many. With `isReset` as a crashed
   * machine does; else the connection ends as if all had been said.
   */
  cutAnswers(after: number, { times = 1, isReset = false } = {}): void {
    this.cut = { after, isReset, times };
  }

  /** Slows every connection down, those that are open as well; `{}` takes the limits away. */
  limit(limits: Limits): void {
    this.limits = limits;
  }

  /** Cuts every connection and refuses new ones. */
  refuse(): void {
    this.isRefusing = true;
    this.cutAll();
  }

  /** Cuts every connection; new ones are welcome. */
  cutAll({ isReset = false } = {}): void {
    for (const way of this.ways) way.cut(isReset);
  }

  /**
   * A black hole: connections stay open, new ones are accepted, and nothing arrives in either direction. Connections
   * that it took stay silent for ever, as behind a firewall that forgot them.
   */
  swallow(): void {
    this.isSwallowing = true;
    for (const way of this.ways) way.swallow();
    this.ways.clear();
  }

  /** New connections work as if nothing had been, and no answer is cut any more. */
  restore(): void {
    this.isRefusing = false;
    this.isSwallowing = false;
    this.limits = {};
    this.cut = null;
  }

  /** Up and down in turns, until the function that is returned is called; then it is up. */
  flap(milliseconds: { readonly up: number; readonly down: number }): () => Promise<void> {
    const end = new AbortController();
    const turns = async (): Promise<void> => {
      while (!end.signal.aborted) {
        this.refuse();
        await sleep(milliseconds.down);
        this.restore();
        await sleep(milliseconds.up);
      }
    };
    const ended = turns();
    return async () => {
      end.abort();
      await ended;
    };
  }

  async close(): Promise<void> {
    this.refuse();
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(client: Socket): void {
    this.accepted += 1;
    this.keep(client);
    if (this.isRefusing) {
      client.resetAndDestroy();
      return;
    }
    if (this.isSwallowing) {
      client.on('error', () => undefined).resume();
      return;
    }
    const port = Number(this.target.port) || (DEFAULT_PORTS[this.target.protocol] ?? 5432);
    const server = connect(port, this.target.hostname);
    this.keep(server);
    this.ways.add(new Way(client, server, this.rules()));
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }

  private rules(): Rules {
    const limits = (): Limits => this.limits;
    return {
      get limits() {
        return limits();
      },
      watchesCommits: this.target.protocol.startsWith('postgres'),
      takeCommitFault: () => this.takeCommitFault(),
      takeCut: (answered, bytes) => this.takeCut(answered, bytes),
      refuse: () => this.refuse(),
      refuseNew: () => {
        this.isRefusing = true;
      },
      forget: (way) => this.ways.delete(way),
    };
  }

  private takeCommitFault(): { kind: CommitFault; thenRefuse: boolean } | null {
    this.commits += 1;
    const { fault } = this;
    this.fault = null;
    return fault;
  }

  private takeCut(answered: number, bytes: number): { arriving: number; isReset: boolean } | null {
    const { cut } = this;
    if (cut === null || cut.times === 0 || answered > cut.after || answered + bytes <= cut.after) return null;
    cut.times -= 1;
    this.cuts += 1;
    return { arriving: cut.after - answered, isReset: cut.isReset };
  }
}
