import { Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Category } from './category';

@NewTable('templates', 'The pattern that a task of the lab is made from.')
export class Template {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyTemplateId!: string | null;
  @Text('PUBLIC', { nullable: true }) actionName!: string | null;
  @Uuid('INTERNAL', { nullable: true }) categoryId!: string | null;
  @Parent(() => Category, 'categoryId') category?: Category | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Text('PUBLIC', { nullable: true }) description!: string | null;
  // The migration copied legacy hours here without converting them.
  @Integer('INTERNAL', { nullable: true }) estimatedDurationMinutes!: string | null;
  // The migration set it where the legacy trigger status was 1, so it does not say that a template is in use.
  @Flag('INTERNAL', { nullable: true, default: 'true' }) isActive!: boolean | null;
  @Json('INTERNAL', { nullable: true }) metadata!: string | null;
  @Text('PUBLIC') name!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
