import { Enum, Flag, Instant, Integer, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { TECHNICIAN_TYPE } from './enums';
import { Profile } from './profile';

@NewTable('technician_roles', 'A kind of work that one technician does.')
export class TechnicianRole {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyRoleId!: string | null;
  // Some roles belong to one person and carry that person's short code.
  @Text('PERSONAL', { nullable: true }) abbreviation!: string | null;
  @Instant('INTERNAL', { nullable: true }) assignedAt!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'true' }) isActive!: boolean | null;
  @Text('INTERNAL') roleName!: string;
  @Enum('technician_type', TECHNICIAN_TYPE, 'INTERNAL') roleType!: string;
  // The profile, not the row in technicians. The load wrote one and the same profile into every row.
  @Uuid('INTERNAL') technicianId!: string;
  @Parent(() => Profile, 'technicianId') technician?: Profile | null;
}
