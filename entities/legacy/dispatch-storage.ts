import { BigInteger, Integer, LegacyId, LegacyTable, Text } from '../column';

@LegacyTable('dispatch_storage', 'A server that keeps files.')
export class DispatchStorage {
  @LegacyId() id!: string;
  @Text('INTERNAL', { length: 255 }) name!: string;
  @Text('INTERNAL', { length: 255 }) address!: string;
  @Integer('INTERNAL') port!: string;
  @BigInteger('INTERNAL') diskFree!: string;
  @BigInteger('INTERNAL') diskTotal!: string;
}
