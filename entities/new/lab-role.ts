import { Instant, Integer, NewId, NewTable, Text } from '../column';

@NewTable('roles', 'A kind of work in the lab, and what whoever does it may do.')
export class LabRole {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyId!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  // The short code, where there is one: some roles belong to one person and carry that person's.
  @Text('PERSONAL', { nullable: true }) description!: string | null;
  @Text('INTERNAL') name!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
