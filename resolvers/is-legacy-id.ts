import { ValidateBy } from 'class-validator';
import { isLegacyId } from '../reconciliation/legacy-id';

/** A legacy id, or a list of them, in an input. */
export function IsLegacyId(message: string, options: { each?: boolean } = {}): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' && isLegacyId(value);
  return ValidateBy({ name: 'isLegacyId', validator: { validate } }, { ...options, message });
}
