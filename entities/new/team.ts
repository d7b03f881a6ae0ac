import { Flag, Instant, Json, NewId, NewTable, Text } from '../column';

// No legacy key: a team is matched with its legacy group by name.
@NewTable('teams', 'A part of the lab that works and is addressed together.')
export class Team {
  @NewId() id!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Text('PUBLIC', { nullable: true }) description!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'true' }) isActive!: boolean | null;
  @Json('INTERNAL', { nullable: true }) metadata!: string | null;
  @Text('PUBLIC') name!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
