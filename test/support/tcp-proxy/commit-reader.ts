const COMMIT = Buffer.from('COMMIT\0');
const QUERY = 'Q'.charCodeAt(0);

/** Follows the messages of one client of PostgreSQL, whose first one, the start-up, has no type byte. */
export class CommitReader {
  private rest: Buffer = Buffer.alloc(0);
  private isStarted = false;

  /** Whether the bytes complete a simple query that says COMMIT. */
  seesCommit(bytes: Buffer): boolean {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    let found = false;
    for (;;) {
      const offset = this.isStarted ? 1 : 0;
      if (this.rest.length < offset + 4) return found;
      const length = offset + this.rest.readInt32BE(offset);
      if (this.rest.length < length) return found;
      const message = this.rest.subarray(0, length);
      found ||= this.isStarted && message[0] === QUERY && message.subarray(5).equals(COMMIT);
      this.isStarted = true;
      this.rest = this.rest.subarray(length);
    }
  }
}
