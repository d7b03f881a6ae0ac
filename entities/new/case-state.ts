import { Enum, Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { CASE_STATE_TYPE } from './enums';
import { PatientCase } from './patient-case';
import { Profile } from './profile';

@NewTable('case_states', 'One change of the state of a case.')
export class CaseState {
  @NewId() id!: string;
  // Not unique: the same legacy state is also an order state, and nothing holds it to one case.
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyStateId!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) automated!: boolean | null;
  @Uuid('INTERNAL') caseId!: string;
  @Parent(() => PatientCase, 'caseId') case?: PatientCase | null;
  @Instant('INTERNAL', { nullable: true }) changedAt!: string | null;
  @Uuid('INTERNAL', { nullable: true }) changedById!: string | null;
  @Parent(() => Profile, 'changedById') changedBy?: Profile | null;
  // The labels tell how far a person's treatment is, which is more than the state of a record.
  @Enum('case_state_type', CASE_STATE_TYPE, 'PERSONAL') currentState!: string;
  // Without a fixed shape, so it may repeat the reason and the notes.
  @Json('HEALTH', { nullable: true }) metadata!: string | null;
  @Text('HEALTH', { nullable: true }) notes!: string | null;
  @Enum('case_state_type', CASE_STATE_TYPE, 'PERSONAL', { nullable: true }) previousState!: string | null;
  @Text('HEALTH', { nullable: true }) reason!: string | null;
}
