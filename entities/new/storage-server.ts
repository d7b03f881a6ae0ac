import { Instant, Integer, NewId, NewTable, Text } from '../column';

@NewTable('storages', 'A server that keeps files of the lab.')
export class StorageServer {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyId!: string | null;
  @Text('INTERNAL', { nullable: true }) address!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Text('INTERNAL') name!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
