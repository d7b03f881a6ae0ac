import { Run, RunFailure } from '../../entities/ledger/run';
import { connectionOf } from '../connection';

export const RunConnection = connectionOf<Run>('Run', () => Run);
export const RunFailureConnection = connectionOf<RunFailure>('RunFailure', () => RunFailure);
