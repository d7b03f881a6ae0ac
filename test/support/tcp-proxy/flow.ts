import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a slow network does to bytes. */
export interface Limits {
  /** Milliseconds that pass before a byte arrives. */
  readonly latency?: number;
  readonly bytesPerSecond?: number;
  /** Bytes that arrive at once at most: the reader gets headers and characters in two halves. */
  readonly pieceSize?: number;
}

interface Parcel {
  readonly bytes: Buffer;
  /** The moment before which it does not arrive. */
  readonly due: number;
}

/** Bytes under way at most; then the sender has to wait, as with a real network. */
const ROOM = 256 * 1024;
/** How long a slow line is written to at once: short, so that a rate is a rate and not a burst. */
const SLICE_MS = 50;

/** One direction of a connection: bytes arrive in order, late and in pieces if they must. */
export class Flow {
  private readonly parcels: Parcel[] = [];
  private underWay = 0;
  private delivering: Promise<void> | null = null;

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly limits: () => Limits,
  ) {}

  send(bytes: Buffer): void {
    this.parcels.push({ bytes, due: performance.now() + (this.limits().latency ?? 0) });
    this.underWay += bytes.length;
    if (this.underWay > ROOM) this.from.pause();
    this.delivering ??= this.deliver();
  }

  /** Resolves when all that was sent has been handed to the receiver's system. */
  async drained(): Promise<void> {
    await this.delivering;
  }

  private async deliver(): Promise<void> {
    for (let parcel = this.parcels.shift(); parcel !== undefined; parcel = this.parcels.shift()) {
      const early = parcel.due - performance.now();
      if (early > 0) await sleep(early);
      for (const piece of this.piecesOf(parcel.bytes)) await this.write(piece);
      this.underWay -= parcel.bytes.length;
      if (this.underWay <= ROOM) this.from.resume();
    }
    this.delivering = null;
  }

  private *piecesOf(bytes: Buffer): Generator<Buffer> {
    const { bytesPerSecond, pieceSize } = this.limits();
    const slice = bytesPerSecond === undefined ? bytes.length : Math.ceil((bytesPerSecond * SLICE_MS) / 1000);
    const size = Math.min(slice, pieceSize ?? bytes.length);
    for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
  }

  private async write(piece: Buffer): Promise<void> {
    if (this.to.destroyed) return;
    // Called back when the receiver's system has taken it, or when the connection is gone.
    await new Promise<void>((resolve) => {
      this.to.once('close', resolve);
      this.to.write(piece, () => {
        this.to.removeListener('close', resolve);
        resolve();
      });
    });
    const { bytesPerSecond } = this.limits();
    if (bytesPerSecond !== undefined) await sleep((piece.length * 1000) / bytesPerSecond);
  }
}
