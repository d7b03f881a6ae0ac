import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ExitCode, Failure, messageOf } from './failure';

function attempt<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new Failure(`The file cannot be written: ${messageOf(error)}.`, ExitCode.usage, { cause: error });
  }
}

/** A file that nobody finds under its name before it is whole. */
class Draft {
  private readonly path: string;
  private readonly draft: string;
  private readonly handle: number;

  constructor(file: string) {
    this.path = resolve(file);
    this.draft = `${this.path}.${randomBytes(4).toString('hex')}.tmp`;
    this.handle = attempt(() => openSync(this.draft, 'wx', 0o644));
  }

  add(content: string): void {
    attempt(() => writeFileSync(this.handle, content));
  }

  finish(): void {
    attempt(() => {
      fsyncSync(this.handle);
      renameSync(this.draft, this.path);
    });
  }

  /** Leaves nothing behind of what was not finished. */
  close(): void {
    closeSync(this.handle);
    rmSync(this.draft, { force: true });
  }
}

/** Writes a file as a whole: whoever looks at it meanwhile finds the old one or the new one, never half of it. */
export function writeFileAtOnce(file: string, content: string): void {
  const draft = new Draft(file);
  try {
    draft.add(content);
    draft.finish();
  } finally {
    draft.close();
  }
}

/** The same for what is too large to be held at once. When the parts break off, no file is written. */
export async function writeFileInParts(file: string, parts: AsyncIterable<string>): Promise<void> {
  const draft = new Draft(file);
  try {
    for await (const part of parts) draft.add(part);
    draft.finish();
  } finally {
    draft.close();
  }
}
