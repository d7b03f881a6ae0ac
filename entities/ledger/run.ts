import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { BigIntText, DateTimeText } from '../scalars';

export enum RunKind {
  COMPARE = 'COMPARE',
  MIGRATE = 'MIGRATE',
  RECONCILE = 'RECONCILE',
  REVERT = 'REVERT',
}

registerEnumType(RunKind, {
  name: 'RunKind',
  description: 'What a run does to each of its records.',
  valuesConfig: {
    COMPARE: { description: 'Compares both sides and brings the ledger up to date; writes nothing else.' },
    MIGRATE: { description: 'Creates the missing counterparts of legacy records.' },
    RECONCILE: { description: 'Makes rows that differ what the rules say, and creates missing ones.' },
    REVERT: { description: 'Takes back what another run wrote, the latest first.' },
  },
});

export enum RunState {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  PAUSED = 'PAUSED',
  SUCCEEDED = 'SUCCEEDED',
  INCOMPLETE = 'INCOMPLETE',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(RunState, {
  name: 'RunState',
  description: 'How a run stands.',
  valuesConfig: {
    QUEUED: { description: 'Not begun.' },
    RUNNING: { description: 'Workers may work on it.' },
    PAUSED: { description: 'Nobody works on it; pauseReason says why, and resumesAt whether it goes on by itself.' },
    SUCCEEDED: { description: 'Everything was done.' },
    INCOMPLETE: { description: 'It ended with something undone: coverage and failures say what.' },
    FAILED: { description: 'It was stopped by its failures.' },
    CANCELLED: { description: 'Somebody ended it; what was written stays and can be reverted.' },
  },
});

export enum PauseReason {
  REQUESTED = 'REQUESTED',
  APPROVAL_REQUIRED = 'APPROVAL_REQUIRED',
  LEGACY_UNAVAILABLE = 'LEGACY_UNAVAILABLE',
  NEW_UNAVAILABLE = 'NEW_UNAVAILABLE',
  READ_ONLY = 'READ_ONLY',
  STOPPED = 'STOPPED',
}

registerEnumType(PauseReason, {
  name: 'PauseReason',
  description: 'Why a run is paused.',
  valuesConfig: {
    REQUESTED: { description: 'Somebody asked for it; resumeRun goes on.' },
    APPROVAL_REQUIRED: {
      description:
        'It would write more than one person may decide, or what always needs a second one; approveRun goes on.',
    },
    LEGACY_UNAVAILABLE: { description: 'The legacy database cannot be read; it goes on by itself.' },
    NEW_UNAVAILABLE: {
      description: 'The new database is out of reach, connections, memory or disk; it goes on by itself.',
    },
    READ_ONLY: { description: 'The switch READ_ONLY is on and the run writes; it goes on when the switch is off.' },
    STOPPED: { description: 'The switch STOP is on; it goes on when the switch is off.' },
  },
});

export enum OnFailure {
  STOP = 'STOP',
  CONTINUE = 'CONTINUE',
}

registerEnumType(OnFailure, {
  name: 'OnFailure',
  description: 'What a record that cannot be written means for the run.',
  valuesConfig: {
    STOP: { description: 'The first one ends the run.' },
    CONTINUE: { description: 'The run goes on, up to maxFailures.' },
  },
});

@ObjectType({
  description: 'Records of a run by what became of them. Whole numbers; the verdicts add up with moving to rows.',
})
export class RunCounts {
  @Field(() => Int, { description: 'Records looked at.' }) rows!: number;
  @Field(() => Int, { description: 'Present on both sides, every rule satisfied.' }) matched!: number;
  @Field(() => Int, { description: 'Present on both sides, at least one difference.' }) different!: number;
  @Field(() => Int, { description: 'Legacy only, and nothing stands in the way.' }) missing!: number;
  @Field(() => Int, { description: 'Legacy only, and a rule cannot be satisfied.' }) blocked!: number;
  @Field(() => Int, { description: 'Legacy only, left out by the scope of the mapping.' }) excluded!: number;
  @Field(() => Int, { description: 'New rows that claim a legacy record which does not exist or is out of scope.' })
  extra!: number;
  @Field(() => Int, { description: 'Legacy records with several counterparts.' }) ambiguous!: number;
  @Field(() => Int, { description: 'Records with a value that cannot be read or decoded.' }) unreadable!: number;
  @Field(() => Int, { description: 'Records that changed while they were looked at, left for the next run.' })
  moving!: number;
  @Field(() => Int, { description: 'Rows written on the new side; in a dry run, rows that would have been.' })
  written!: number;
  @Field(() => Int, { description: 'Records that could not be written, or not be looked at.' }) failed!: number;
}

@ObjectType({ description: 'A record that a run could not do.' })
export class RunFailure {
  @Field(() => ID) id!: string;
  @Field(() => ID, { nullable: true, description: 'Null: the failure is of no single record.' }) legacyId!:
    | string
    | null;
  @Field(() => String, { description: 'A code of the closed list of UserErrorCode, or CRASHED.' }) code!: string;
  @Field(() => String, { description: 'The reason in words, without values of the record.' }) message!: string;
  @Field(() => DateTimeText, { description: 'When it was met, in UTC.' }) at!: string;
}

@ObjectType({ description: 'Bulk work on the records of one mapping, cut into segments that workers claim.' })
export class Run {
  @Field(() => ID) id!: string;
  @Field(() => RunKind) kind!: RunKind;
  @Field(() => String, { description: 'The mapping whose records it is about.' }) mapping!: string;
  @Field(() => RunState) state!: RunState;
  @Field(() => Boolean, { description: 'Whether everything is done and then rolled back.' }) dryRun!: boolean;
  @Field(() => Boolean, { description: 'Whether only what changed since the last run is compared.' })
  incremental!: boolean;
  @Field(() => Boolean, { description: 'Whether missing parents are created first.' }) withParents!: boolean;
  @Field(() => ID, { nullable: true, description: 'The run that this one takes back; null: it takes none back.' })
  reverts!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'The root cause whose blocked records it is about; null: it was started for no root cause.',
  })
  rootCause!: string | null;
  @Field(() => OnFailure) onFailure!: OnFailure;
  @Field(() => Int, { description: 'Failures after which it ends, where it goes on after the first.' })
  maxFailures!: number;
  @Field(() => Int, { nullable: true, description: 'The limit given for it; null: that of the configuration.' })
  rowsPerSecond!: number | null;
  @Field(() => String, { description: 'Who started it.' }) requestedBy!: string;
  @Field(() => String, { description: 'Why, in the words given.' }) reason!: string;
  @Field(() => BigIntText, { nullable: true, description: 'Rows it is expected to write; null: not known yet.' })
  plannedWrites!: string | null;
  @Field(() => Boolean, { description: 'Whether a second person has to agree before it writes.' })
  needsApproval!: boolean;
  @Field(() => String, { nullable: true, description: 'The second person; null: nobody agreed, or nobody had to.' })
  approvedBy!: string | null;
  @Field(() => DateTimeText, {
    nullable: true,
    description: 'When the second person agreed, in UTC; null: as approvedBy.',
  })
  approvedAt!: string | null;
  @Field(() => DateTimeText, {
    nullable: true,
    description:
      'Until when the second person can agree, and once they did, until when it may write, in UTC; null: nobody has to agree.',
  })
  approvalExpiresAt!: string | null;
  /** Whether that is past; told by what may be asked of it. */
  isApprovalOver!: boolean;
  @Field(() => PauseReason, { nullable: true, description: 'Null: it is not paused.' })
  pauseReason!: PauseReason | null;
  @Field(() => String, {
    nullable: true,
    description: 'Why it is paused, or how it ended, in words; null: there is nothing to say.',
  })
  message!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What its result covers, where that is not everything; null: it does.',
  })
  note!: string | null;
  @Field(() => DateTimeText, { nullable: true, description: 'When it goes on by itself, in UTC; null: it does not.' })
  resumesAt!: string | null;
  @Field(() => String, { nullable: true, description: 'What slows it down now; null: nothing does.' })
  throttledBy!: string | null;
  @Field(() => BigIntText, {
    nullable: true,
    description: 'Records there are, as counted when it was planned; null: not known yet.',
  })
  rowsTotal!: string | null;
  @Field(() => BigIntText, { description: 'Records done so far.' }) rowsDone!: string;
  @Field(() => Float, {
    nullable: true,
    description: 'Share of its segments that were done, from 0 to 1; null: not planned yet.',
  })
  coverage!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Records a second of the time it was running; null: nothing is done yet.',
  })
  ratePerSecond!: number | null;
  @Field(() => DateTimeText, {
    nullable: true,
    description: 'When it will be done at this rate, in UTC; null: it cannot be said.',
  })
  etaAt!: string | null;
  @Field(() => Int, { description: 'Segments it was cut into.' }) segments!: number;
  @Field(() => Int, { description: 'Segments of which nothing is left.' }) segmentsDone!: number;
  @Field(() => Int, { description: 'Segments given up after several attempts.' }) segmentsFailed!: number;
  @Field(() => Int, { description: 'Workers on it now.' }) workers!: number;
  @Field(() => RunCounts) counts!: RunCounts;
  @Field(() => DateTimeText, { description: 'When it was asked for, in UTC.' }) createdAt!: string;
  @Field(() => DateTimeText, { nullable: true, description: 'When it was first begun, in UTC; null: not yet.' })
  startedAt!: string | null;
  @Field(() => DateTimeText, { nullable: true, description: 'When it ended, in UTC; null: it is not over.' })
  finishedAt!: string | null;
}
