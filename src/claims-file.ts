import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkNames } from '../reconciliation/claims/check-names';
import { type Claims, ClaimsError } from '../reconciliation/claims/claims';
import { readClaims } from '../reconciliation/claims/read-claims';
import { mappings } from '../reconciliation/mappings/all';
import { type ExitCode, Failure, messageOf } from './failure';

/** What the first customer's report states. */
const SHIPPED = join(__dirname, '..', 'sample', 'phase-7-claims.json');

/** The claims of a file, or those of the Phase 7 report. Whoever named the file wrongly is told with the exit code. */
export function findClaims(file: string | null, exitCode: ExitCode): Claims {
  const path = file ?? SHIPPED;
  try {
    const claims = readClaims(readText(path, exitCode));
    // A file that somebody named is checked at once. What is shipped keeps nobody with other mappings from starting.
    if (file !== null) checkNames(claims.claims, mappings);
    return claims;
  } catch (error) {
    if (!(error instanceof ClaimsError)) throw error;
    throw new Failure(`${error.message}\nThey are in ${path}; docs/claims.md describes their form.`, exitCode);
  }
}

function readText(path: string, exitCode: ExitCode): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure(`The claims cannot be read: ${messageOf(error)}.`, exitCode, { cause: error });
  }
}
