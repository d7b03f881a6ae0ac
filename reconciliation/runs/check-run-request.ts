import { RunKind } from '../../entities/ledger/run';
import { Refusal, RefusalCode, type RefusalView } from '../writing/refusal';
import type { RunRequest } from './run-request';

const REASON_LIMIT = 2_000;
const KEY_LIMIT = 255;
// PostgreSQL keeps no such character in a text.
const NUL = '\0';

interface Requirement<Given> {
  readonly field: string;
  readonly message: string;
  readonly isBroken: (given: Given) => boolean;
}

const isChosen = ({ legacyIds, rootCause }: RunRequest): boolean => legacyIds !== null || rootCause !== null;
const creates = ({ kind }: RunRequest): boolean => kind === RunKind.MIGRATE || kind === RunKind.RECONCILE;

const REASON: Requirement<Pick<RunRequest, 'reason'>> = {
  field: 'reason',
  message: `a reason of at most ${REASON_LIMIT} characters is needed`,
  isBroken: ({ reason }) => reason.trim() === '' || [...reason].length > REASON_LIMIT || reason.includes(NUL),
};

/** What goes together in a request. Whatever breaks one of these would do less or more than its author believes. */
const REQUIREMENTS: readonly Requirement<RunRequest>[] = [
  REASON,
  {
    field: 'idempotencyKey',
    message: `idempotencyKey must be a text of at most ${KEY_LIMIT} characters, such as a UUID`,
    isBroken: ({ idempotencyKey: key }) =>
      key !== null && (key.trim() === '' || key.length > KEY_LIMIT || key.includes(NUL)),
  },
  {
    field: 'legacyIds',
    message: 'legacyIds names no record: leave it out for all records of the mapping',
    isBroken: ({ legacyIds }) => legacyIds?.length === 0,
  },
  {
    field: 'rootCause',
    message: 'give legacyIds or rootCause, not both',
    isBroken: ({ legacyIds, rootCause }) => legacyIds !== null && rootCause !== null,
  },
  {
    field: 'kind',
    message: 'a REVERT takes back all that a run wrote: leave legacyIds and rootCause out',
    isBroken: (request) => request.kind === RunKind.REVERT && isChosen(request),
  },
  {
    field: 'reverts',
    message: 'reverts is for the kind REVERT only',
    isBroken: ({ kind, reverts }) => kind !== RunKind.REVERT && reverts !== null,
  },
  {
    field: 'reverts',
    message: 'a REVERT needs reverts: the id of the run to take back',
    isBroken: ({ kind, reverts }) => kind === RunKind.REVERT && reverts === null,
  },
  {
    field: 'incremental',
    message: 'incremental is for the kind COMPARE only',
    isBroken: ({ kind, incremental }) => incremental && kind !== RunKind.COMPARE,
  },
  {
    field: 'incremental',
    message: 'incremental finds the changed records itself: leave legacyIds and rootCause out',
    isBroken: (request) => request.incremental && isChosen(request),
  },
  {
    field: 'withParents',
    message: 'withParents is for the kinds MIGRATE and RECONCILE only',
    isBroken: (request) => request.withParents && !creates(request),
  },
  {
    field: 'withParents',
    message: 'withParents is for chosen records: give legacyIds or rootCause',
    isBroken: (request) => request.withParents && creates(request) && !isChosen(request),
  },
  {
    field: 'dryRun',
    message: 'a COMPARE writes nothing but the ledger: dryRun is for the other kinds',
    isBroken: ({ kind, dryRun }) => dryRun && kind === RunKind.COMPARE,
  },
];

function listBroken<Given>(requirements: readonly Requirement<Given>[], given: Given): RefusalView[] {
  const broken = requirements.filter(({ isBroken }) => isBroken(given));
  return broken.map(({ field, message }) => new Refusal(RefusalCode.INVALID_INPUT, message, field).view());
}

/** Why a request cannot be used, one refusal for each requirement that it breaks; empty: it can. */
export const checkRunRequest = (request: RunRequest): RefusalView[] => listBroken(REQUIREMENTS, request);

/** The same of a reason that is given for a run afterwards. */
export const checkRunReason = (reason: string): RefusalView[] => listBroken([REASON], { reason });
