import { Instant, Integer, NewId, NewTable, Text } from '../column';

@NewTable('ware', 'A good that the lab sells beside its products.')
export class Ware {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyId!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Text('PUBLIC', { nullable: true }) description!: string | null;
  @Text('PUBLIC') name!: string;
  @Text('PUBLIC', { nullable: true }) sku!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
