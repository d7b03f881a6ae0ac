import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What happens to the next COMMIT that a client sends. */
export type CommitFault =
  /** The server gets it and carries it out; its answer and the connection are lost. */
  | 'LOSE_ANSWER'
  /** The connection is lost before the server gets it. */
  | 'LOSE_REQUEST'
  /** All goes well, and then the database cannot be reached any more. */
  | 'GO_DOWN_AFTERWARDS';

const COMMIT = Buffer.from('COMMIT\0');

/** Follows the messages of one client of PostgreSQL, whose first one, the start-up, has no type byte. */
class MessageReader {
  private rest = Buffer.alloc(0);
  private isStarted = false;

  /** Whether the bytes complete a simple query that says COMMIT. */
  seesCommit(bytes: Buffer): boolean {
    this.rest = Buffer.concat([this.rest, bytes]);
    let found = false;
    for (;;) {
      const offset = this.isStarted ? 1 : 0;
      if (this.rest.length < offset + 4) return found;
      const length = offset + this.rest.readInt32BE(offset);
      if (this.rest.length < length) return found;
      const message = this.rest.subarray(0, length);
      found ||= this.isStarted && message[0] === 'Q'.charCodeAt(0) && message.subarray(5).equals(COMMIT);
      this.isStarted = true;
      this.rest = this.rest.subarray(length);
    }
  }
}

/** A way to PostgreSQL that can be cut. */
export class TcpProxy {
  private readonly connections = new Set<() => void>();
  private fault: { kind: CommitFault; thenRefuse: boolean } | null = null;
  private isRefusing = false;
  private commits = 0;

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

  /** Breaks the next COMMIT, once. `thenRefuse`: the database cannot be reached from then on, until `restore`. */
  breakNextCommit(kind: CommitFault, { thenRefuse = false } = {}): void {
    this.fault = { kind, thenRefuse };
  }

  /** Cuts every connection and refuses new ones. */
  refuse(): void {
    this.isRefusing = true;
    for (const cut of this.connections) cut();
  }

  restore(): void {
    this.isRefusing = false;
  }

  async close(): Promise<void> {
    this.refuse();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(client: Socket): void {
    if (this.isRefusing) {
      client.resetAndDestroy();
      return;
    }
    const server = connect(Number(this.target.port), this.target.hostname);
    const cut = (): void => {
      this.connections.delete(cut);
      client.destroy();
      server.destroy();
    };
    this.connections.add(cut);
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', cut).on('close', cut);
    this.join(client, server, cut);
  }

  private join(client: Socket, server: Socket, cut: () => void): void {
    const reader = new MessageReader();
    let fault: CommitFault | null = null;
    client.on('data', (bytes) => {
      const next = reader.seesCommit(bytes) ? this.takeFault() : null;
      if (next?.kind === 'LOSE_REQUEST') {
        this.breakOff(next.thenRefuse, cut);
        return;
      }
      fault ??= next?.kind ?? null;
      if (next?.thenRefuse) this.isRefusing = true;
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      // The answer to COMMIT comes after the work is durable, so the work is done when it is thrown away here.
      if (fault === 'LOSE_ANSWER') this.breakOff(this.isRefusing, cut);
      else client.write(bytes, () => fault === 'GO_DOWN_AFTERWARDS' && this.refuse());
    });
  }

  private takeFault(): { kind: CommitFault; thenRefuse: boolean } | null {
    this.commits += 1;
    const { fault } = this;
    this.fault = null;
    return fault;
  }

  private breakOff(thenRefuse: boolean, cut: () => void): void {
    if (thenRefuse) this.refuse();
    else cut();
  }
}
