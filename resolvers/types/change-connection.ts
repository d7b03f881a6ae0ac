import { Change } from '../../entities/ledger/change';
import { connectionOf } from '../connection';

export const ChangeConnection = connectionOf<Change>('Change', () => Change);
