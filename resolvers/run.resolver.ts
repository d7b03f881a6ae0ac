import { Arg, Authorized, Ctx, ID, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Run } from '../entities/ledger/run';
import { listRuns } from '../reconciliation/runs/run-store';
import { watchRun } from '../reconciliation/runs/watch-run';
import { READERS } from './access/role';
import { type Connection, connect, decodeCursor, PATTERN } from './connection';
import type { RequestContext } from './context';
import { findOwnRun } from './find-own-run';
import { given } from './given';
import { checkFirst, checkRunId, inputError } from './input-error';
import { RunConnection } from './types/run-connection';
import { RunWhere } from './types/run-inputs';

/** What a stream of a run is asked with, before anything of it was checked. */
interface Asked {
  readonly args: { readonly id: string };
  readonly context: RequestContext;
}

/** The run, at once and then whenever it changed, until it is over. */
async function watch({ args, context }: Asked): Promise<AsyncGenerator<Run>> {
  const { service, ended } = context;
  if (ended === undefined) throw new Error('a stream needs somebody who ends it');
  const id = checkRunId(args.id);
  // Before the stream begins an error can still be told as the answer to the question.
  if ((await findOwnRun(context, id)) === null) throw inputError('id names no run');
  return watchRun(service.sides.new, id, ended);
}

@Resolver()
export class RunResolver {
  @Authorized(READERS)
  @Query(() => Run, { nullable: true, description: 'One run as it stands now. Null: there is none of this id.' })
  async run(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<Run | null> {
    return findOwnRun(context, checkRunId(id));
  }

  @Authorized(READERS)
  @Query(() => RunConnection, { description: 'Bulk work that was asked for, the newest first.' })
  async runs(
    @Ctx() { access, service }: RequestContext,
    @Arg('first', () => Int) first: number,
    @Arg('where', () => RunWhere, { nullable: true }) where?: RunWhere,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Run>> {
    const { state, ...rest } = access.restrict(given(where));
    const filter = { ...rest, ...(state === undefined ? {} : { states: state }) };
    const cursor = decodeCursor(after, [PATTERN.instant, PATTERN.uuid]);
    const page = await listRuns(service.sides.new, filter, checkFirst(first), cursor);
    return connect(
      page,
      (run) => [run.createdAt, run.id],
      (run) => run,
    );
  }

  @Authorized(READERS)
  @Subscription(() => Run, {
    subscribe: watch,
    description:
      'A run as it stands, at once and then whenever it changed, until it is over. By server-sent events at /graphql/stream; whoever cannot hold a stream asks run again after pollAfterMs.',
  })
  runProgress(@Arg('id', () => ID) _id: string, @Root() run?: Run): Run {
    if (run === undefined) throw inputError('runProgress is a stream: ask for it at /graphql/stream');
    return run;
  }
}
