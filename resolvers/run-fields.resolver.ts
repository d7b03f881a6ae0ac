import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { Run, type RunFailure } from '../entities/ledger/run';
import { allowedActions, RunAction } from '../reconciliation/runs/allowed-actions';
import { pollAfterMs } from '../reconciliation/runs/watch-run';
import { type Connection, connect, decodeCursor, PATTERN } from './connection';
import type { RequestContext } from './context';
import { checkFirst } from './input-error';
import { Mapping } from './types/mapping';
import { RunFailureConnection } from './types/run-connection';

/** What is known of a run beside its own row. */
@Resolver(() => Run)
export class RunFieldsResolver {
  @FieldResolver(() => RunFailureConnection, {
    description: 'Samples of the records that it could not do, at most 1,000, in the order in which they were met.',
  })
  async failures(
    @Root() { id }: Run,
    @Ctx() { loaders }: RequestContext,
    @Arg('first', () => Int, { defaultValue: 10 }) first: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<RunFailure>> {
    const cursor = decodeCursor(after, [PATTERN.id])?.[0] ?? null;
    const page = await loaders.runFailures.load({ runId: id, after: cursor, first: checkFirst(first) });
    return connect(
      page,
      (failure) => [failure.id],
      (failure) => failure,
    );
  }

  @FieldResolver(() => [ID], {
    nullable: true,
    description: 'The legacy ids that it was started for, at most 10,000; null: no records were named for it.',
  })
  legacyIds(@Root() { id }: Run, @Ctx() { loaders }: RequestContext): Promise<readonly string[] | null> {
    return loaders.runLegacyIds.load(id);
  }

  @FieldResolver(() => [RunAction], { description: 'What its state allows now, whoever asks.' })
  allowedActions(@Root() run: Run): RunAction[] {
    return allowedActions(run);
  }

  @FieldResolver(() => Mapping, {
    nullable: true,
    description: 'The mapping whose records it is about; null: the service does not know that mapping any more.',
  })
  mappingDetails(@Root() run: Run, @Ctx() { service }: RequestContext): Mapping | null {
    const mapping = service.mappings.find((candidate) => candidate.name === run.mapping);
    return mapping === undefined ? null : Mapping.of(mapping);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Milliseconds after which asking again makes sense; null: it is over, and asking again does not.',
  })
  pollAfterMs(@Root() { state }: Run): number | null {
    return pollAfterMs(state);
  }
}
