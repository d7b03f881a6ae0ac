import { ExitCode, Failure } from '../failure';
import { deliver, formatAnswer } from '../formats';
import { note } from '../output';
import { answerOf, conclude } from './run-answer';
import type { WaitOptions } from './run-options';
import type { RunOutcome } from './run-outcome';

const idsOf = (outcomes: readonly RunOutcome[]): string =>
  outcomes.flatMap(({ run }) => (run === null ? [] : [`${run.id}\n`])).join('');

/**
 * Prints the outcomes of a command, and ends it with what they come to. Of runs that were only begun there is nothing
 * to draw a table of: the ids are printed, one a line, to be given to other commands.
 */
export function finishCommand(
  title: string,
  outcomes: readonly RunOutcome[],
  { format, output }: WaitOptions,
  isDetached = false,
): void {
  for (const { mapping, run } of outcomes) if (run?.note != null) note(`${mapping}: ${run.note}`);
  const answer = answerOf(title, outcomes);
  deliver(isDetached && format === 'table' ? idsOf(outcomes) : formatAnswer(answer, format), output);
  const { exitCode, reason } = conclude(outcomes);
  if (exitCode !== ExitCode.ok) throw new Failure(reason, exitCode);
}
