import type { RunKind } from '../../entities/ledger/run';
import { findUnreadable } from '../../reconciliation/check-mappings';
import type { Mapping } from '../../reconciliation/mapping';
import type { Sides } from '../../reconciliation/reading/database';
import type { RunRequest } from '../../reconciliation/runs/run-request';
import { ExitCode, Failure } from '../failure';
import { finishCommand } from './finish-command';
import { RunPerformer } from './perform-runs';
import { checkOptions, requestOf, type StartOptions } from './run-options';
import { type RunSession, withWorkshop } from './run-session';

/** A run that cannot read what it needs ends in the middle, so it is not even begun. */
async function refuseMisfits(sides: Sides, mappings: readonly Mapping[]): Promise<void> {
  const findings = await findUnreadable(sides, mappings);
  if (findings.length === 0) return;
  const names = [...new Set(findings.map((finding) => finding.mapping.name))];
  throw new Failure(
    [
      'Nothing was begun, because mappings do not fit the live databases:',
      ...findings.map(({ mapping, message }) => `- ${mapping.name}: ${message}`),
      `Run "counterpart check ${names.join(' ')}": it says what to do about it.`,
    ].join('\n'),
    ExitCode.configuration,
  );
}

/** Starts a run of one kind for each of these mappings, and waits for them unless it is told not to. */
export async function startRuns(
  title: string,
  kind: RunKind,
  mappings: readonly Mapping[],
  options: StartOptions,
): Promise<void> {
  checkOptions(kind, mappings, options);
  await withWorkshop(async (session) => {
    await refuseMisfits(session.databases.sides, mappings);
    await performRequests(
      title,
      session,
      mappings.map((mapping) => requestOf(kind, mapping, session.config.operator, options)),
      options,
    );
  });
}

/** Carries out requests, prints what became of them, and ends the command with it. */
export async function performRequests(
  title: string,
  session: RunSession,
  requests: readonly RunRequest[],
  options: StartOptions,
): Promise<void> {
  const performer = new RunPerformer(session, options);
  const isDetached = options.detach ?? false;
  const outcomes = isDetached ? await performer.begin(requests) : await performer.perform(requests);
  finishCommand(title, outcomes, options, isDetached);
}
