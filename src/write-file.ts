import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { ExitCode, Failure, messageOf } from './failure';

/** Writes a file as a whole: whoever looks at it meanwhile finds the old one or the new one, never half of it. */
export function writeFileAtOnce(file: string, content: string): void {
  const path = resolve(file);
  const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const handle = openSync(draft, 'wx', 0o644);
    try {
      writeSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new Failure(`The file cannot be written: ${messageOf(error)}.`, ExitCode.usage, { cause: error });
  }
}
