import { LegacyId, LegacyTable, Text } from '../column';

// Ids differ between installations: a type is known by its label and model, never by its number.
@LegacyTable('django_content_type', 'A kind of row that a generic reference can point at.')
export class DjangoContentType {
  @LegacyId() id!: string;
  @Text('INTERNAL', { length: 100 }) appLabel!: string;
  @Text('INTERNAL', { length: 100 }) model!: string;
}
