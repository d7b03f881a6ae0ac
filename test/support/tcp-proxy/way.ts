import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommitReader } from './commit-reader';
import { Flow, type Limits } from './flow';

/** What happens to the next COMMIT that a client sends. */
export type CommitFault =
  /** The server gets it and carries it out; its answer and the connection are lost. */
  | 'LOSE_ANSWER'
  /** The connection is lost before the server gets it. */
  | 'LOSE_REQUEST'
  /** All goes well, and then the database cannot be reached any more. */
  | 'GO_DOWN_AFTERWARDS';

/** What the proxy tells its connections. */
export interface Rules {
  readonly limits: Limits;
  /** Only clients of PostgreSQL can be watched for COMMIT. */
  readonly watchesCommits: boolean;
  /** A COMMIT is on its way: what happens to it. */
  takeCommitFault(): { kind: CommitFault; thenRefuse: boolean } | null;
  /** How many of these bytes, after so many of the same answer, still arrive before the connection is cut; null: all. */
  takeCut(answered: number, bytes: number): { arriving: number; isReset: boolean } | null;
  /** The database cannot be reached from now on. */
  refuse(): void;
  /** New connections are refused from now on. */
  refuseNew(): void;
  forget(way: Way): void;
}

/** How long a client's system is given to hand over what has arrived. */
const HANDOVER_MS = 20;

/** One client's connection to the server. */
export class Way {
  private readonly toServer: Flow;
  private readonly toClient: Flow;
  private readonly commits = new CommitReader();
  private fault: CommitFault | null = null;
  private isBroken = false;
  private isSwallowing = false;
  private answered = 0;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly rules: Rules,
  ) {
    this.toServer = new Flow(client, server, () => rules.limits);
    this.toClient = new Flow(server, client, () => rules.limits);
    client.on('data', (bytes) => this.request(bytes));
    server.on('data', (bytes) => this.answer(bytes));
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', () => this.lose(socket));
    client.on('close', () => this.lose(client));
    server.on('close', () => void this.toClient.drained().then(() => this.lose(server)));
  }

  /** The port by which the server knows it. */
  get port(): number | undefined {
    return this.server.localPort;
  }

  /** Ends it; with `isReset` as a crashed machine does, else like a server that says goodbye. */
  cut(isReset = false): void {
    this.isBroken = true;
    this.rules.forget(this);
    if (isReset) this.client.resetAndDestroy();
    else this.client.destroy();
    this.server.destroy();
  }

  /** From now on nothing arrives in either direction, and neither end learns that the other one has gone. */
  swallow(): void {
    this.isSwallowing = true;
  }

  private lose(socket: Socket): void {
    if (!this.isSwallowing) this.cut();
    else socket.destroy();
  }

  private request(bytes: Buffer): void {
    if (this.isBroken || this.isSwallowing) return;
    this.answered = 0;
    const next = this.rules.watchesCommits && this.commits.seesCommit(bytes) ? this.rules.takeCommitFault() : null;
    if (next?.kind === 'LOSE_REQUEST') {
      if (next.thenRefuse) this.rules.refuse();
      else this.cut();
      return;
    }
    this.fault ??= next?.kind ?? null;
    if (next?.thenRefuse) this.rules.refuseNew();
    this.toServer.send(bytes);
  }

  private answer(bytes: Buffer): void {
    if (this.isBroken || this.isSwallowing) return;
    // The answer to COMMIT comes after the work is durable, so the work is done when it is thrown away here.
    if (this.fault === 'LOSE_ANSWER') {
      this.cut();
      return;
    }
    const cut = this.rules.takeCut(this.answered, bytes.length);
    this.answered += bytes.length;
    if (cut !== null) {
      this.breakOff(bytes.subarray(0, cut.arriving), cut.isReset);
      return;
    }
    this.toClient.send(bytes);
    if (this.fault === 'GO_DOWN_AFTERWARDS') void this.toClient.drained().then(() => this.rules.refuse());
  }

  private breakOff(last: Buffer, isReset: boolean): void {
    this.isBroken = true;
    if (last.length > 0) this.toClient.send(last);
    // A reset would make the client's system throw away what it has not handed over yet.
    void this.toClient
      .drained()
      .then(() => sleep(HANDOVER_MS))
      .then(() => this.cut(isReset));
  }
}
