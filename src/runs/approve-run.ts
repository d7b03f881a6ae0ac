import type { Run } from '../../entities/ledger/run';
import { mappings } from '../../reconciliation/mappings/all';
import type { Database } from '../../reconciliation/reading/database';
import { checkRunReason } from '../../reconciliation/runs/check-run-request';
import type { RunAnswer, RunControl } from '../../reconciliation/runs/run-control';
import { type Attempt, AttemptTrail } from '../../reconciliation/writing/attempt-trail';
import { Access } from '../../resolvers/access/access';
import type { Caller } from '../../resolvers/access/caller';
import { APPROVERS } from '../../resolvers/access/role';
import { hasRole } from '../../resolvers/access/role-checker';
import { CredentialRefused } from '../../resolvers/sign-in/credential';
import { findTokenCaller } from '../../resolvers/sign-in/token-sign-in';
import { readToken } from '../config';
import { ExitCode, Failure } from '../failure';
import { note } from '../output';
import type { LedgerSession } from './run-session';

const HOW =
  'Put it into COUNTERPART_TOKEN, or name a file that holds it by COUNTERPART_TOKEN_FILE. Whoever looks after Counterpart makes ' +
  'one with: counterpart token create --owner <person> --name approvals --role APPROVER';

/** The token of whoever approves. A name that people give themselves would let one person be two. */
export function takeToken(): string {
  const token = readToken();
  if (token !== null) return token;
  throw new Failure(`Whoever approves signs in, with an API token of their own. ${HOW}`, ExitCode.unauthenticated);
}

async function signIn(ledger: Database, token: string): Promise<Caller> {
  try {
    return await findTokenCaller(ledger, token);
  } catch (error) {
    if (!(error instanceof CredentialRefused)) throw error;
    const message = `The API token lets nobody in: ${error.message}. ${HOW}`;
    throw new Failure(message, ExitCode.unauthenticated, { cause: error });
  }
}

/** What the API would answer as FORBIDDEN; null: nothing. */
function findDenial(caller: Caller, { mapping }: Run): string | null {
  if (!hasRole(caller.roles, APPROVERS))
    return 'The API token does not have the role APPROVER, which approvals are for.';
  if (new Access(caller, mappings).isOpenName(mapping)) return null;
  return `The run is of ${mapping}, which is of a system that the API token is not for.`;
}

/** Lets a run go on, as the API would for the owner of the token. What is not done is an entry of the audit trail too. */
export async function approveRun(
  control: RunControl,
  { source, ledger }: LedgerSession,
  run: Run,
  { token, reason }: { readonly token: string; readonly reason: string },
): Promise<RunAnswer> {
  const caller = await signIn(ledger, token);
  const keep = async (outcome: Attempt['outcome'], codes: readonly string[]): Promise<void> => {
    const about = { mapping: '', legacyId: null, newId: null, ids: { id: run.id } };
    const attempt = { actor: caller.name, action: 'approveRun', reason, ...about, outcome, codes };
    const fail = (): void => note('The audit trail could not be told that this was not done.');
    await new AttemptTrail(source).append(attempt).catch(fail);
  };
  const denial = findDenial(caller, run);
  if (denial !== null) {
    await keep('DENIED', ['FORBIDDEN']);
    throw new Failure(denial, ExitCode.refused);
  }
  const broken = checkRunReason(reason);
  const answer =
    broken.length > 0 ? { run: null, refusals: broken } : await control.approve(caller.name, run.id, reason);
  if (answer.refusals.length > 0)
    await keep(
      'REFUSED',
      answer.refusals.map(({ code }) => code),
    );
  return answer;
}
