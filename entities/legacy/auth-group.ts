import { LegacyId, LegacyTable, Text } from '../column';

@LegacyTable('auth_group', 'A group of accounts, such as patients, doctors or technicians.')
export class AuthGroup {
  @LegacyId() id!: string;
  @Text('PUBLIC', { length: 150, unique: true }) name!: string;
}
