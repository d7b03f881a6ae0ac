import type { ValueKind } from '../../entities/table';
import { isEligible } from '../comparing/resolve-references';
import { isLegacyId } from '../legacy-id';
import { isCompared, isRequiredReference, type MappedField, type Mapping, variantsOf } from '../mapping';
import { keyColumnOf, parentLookup } from '../reading/new-reader';
import { readCell, readJson, Unreadable } from '../value';
import { Refusal, RefusalCode } from './refusal';
import type { WriteSession } from './session';

/** A value that a caller gives for one field, as the new side writes it or, for a reference, by the parent's legacy id. */
export interface GivenValue {
  readonly field: string;
  readonly value?: string | null;
  readonly legacyId?: string | null;
}

const PATTERNS: Partial<Record<ValueKind, [RegExp, string]>> = {
  integer: [/^-?\d{1,10}$/, 'a whole number'],
  bigint: [/^-?\d{1,19}$/, 'a whole number'],
  decimal: [/^-?\d+(\.\d+)?$/, 'a decimal number such as 255.48'],
  boolean: [/^(true|false)$/, 'true or false'],
  instant: [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/, 'an instant such as 2025-08-16T09:30:00.000000Z'],
  date: [/^\d{4}-\d\d-\d\d$/, 'a day such as 2025-08-16'],
  uuid: [/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i, 'a UUID'],
};

const LIMITS: Partial<Record<ValueKind, bigint>> = { integer: 2n ** 31n - 1n, bigint: 2n ** 63n - 1n };

/** The field that a caller names. Keys and fields without a rule cannot be given a value. */
export function givenField(mapping: Mapping, name: string): MappedField {
  const field = mapping.fields.find((candidate) => candidate.property === name);
  if (field === undefined) {
    const known = mapping.fields.map((candidate) => candidate.property).join(', ');
    throw new Refusal(RefusalCode.INVALID_INPUT, `${mapping.name} has no such field; it has ${known}`, 'field');
  }
  const isKey = field.property === mapping.new.keyColumn || mapping.new.naturalKey.includes(field.property);
  if (isKey)
    throw new Refusal(
      RefusalCode.INVALID_INPUT,
      `${name} says which record this is, so it cannot be given another value`,
      name,
    );
  if (!isCompared(field.rule))
    throw new Refusal(RefusalCode.INVALID_INPUT, `${name} is not written by this mapping: ${field.rule.words}`, name);
  return field;
}

function checkText(field: MappedField, text: string): void {
  const { kind } = field.column;
  const refuse = (what: string): never => {
    throw new Refusal(RefusalCode.INVALID_INPUT, `${field.property} must be ${what}`, field.property);
  };
  const pattern = PATTERNS[kind];
  if (pattern !== undefined && !pattern[0].test(text)) refuse(pattern[1]);
  if (readCell(kind, text) instanceof Unreadable) refuse('a moment of calendar and clock');
  const limit = LIMITS[kind];
  if (limit !== undefined && (BigInt(text) > limit || BigInt(text) < -limit - 1n)) refuse(`at most ${limit}`);
  if (kind === 'enum' && !field.column.values?.includes(text))
    refuse(`one of ${field.column.values?.join(', ') ?? ''}`);
  if (kind === 'json' && readJson(text) instanceof Unreadable) refuse('a JSON document');
  if (field.column.length !== undefined && [...text].length > field.column.length)
    refuse(`at most ${field.column.length} characters long`);
  if (text.includes(String.fromCharCode(0))) refuse('a text without the character NUL');
}

/** Checks a given value and turns it into the new side's text. A parent must exist and be eligible, whoever chose it. */
export async function resolveGiven(
  session: WriteSession,
  field: MappedField,
  given: GivenValue,
): Promise<string | null> {
  const byLegacyId = given.legacyId ?? null;
  if (field.rule.variants !== undefined) return resolveVariant(session, field, given.value ?? null, byLegacyId);
  if (field.rule.reference !== undefined) return resolveParent(session, field, given.value ?? null, byLegacyId);
  if (byLegacyId !== null)
    throw new Refusal(RefusalCode.INVALID_INPUT, `${field.property} is no reference: give a value`, field.property);
  if (given.value === undefined || given.value === null) {
    if (field.column.nullable) return null;
    throw new Refusal(RefusalCode.INVALID_INPUT, `${field.property} must have a value`, field.property);
  }
  checkText(field, given.value);
  return given.value;
}

/** A generic reference may lead to rows of several tables, so a row is named by its own id. */
async function resolveVariant(
  session: WriteSession,
  field: MappedField,
  newId: string | null,
  legacyId: string | null,
): Promise<string | null> {
  const variants = variantsOf(field);
  if (legacyId !== null || (newId === null && variants.every(isRequiredReference))) {
    const message = `${field.property} may lead to several tables: give the id of the row as value`;
    throw new Refusal(RefusalCode.INVALID_INPUT, message, field.property);
  }
  if (newId === null) return null;
  checkText(field, newId);
  for (const variant of variants) {
    const parent = variant.rule.reference?.mapping();
    const [row] = parent === undefined ? [] : await session.loader.new.list(parent, { ids: [newId] });
    if (row !== undefined) return row.id;
  }
  const names = variants.map((variant) => variant.rule.reference?.mapping().name).join(' or ');
  throw new Refusal(RefusalCode.PARENT_MISSING, `${names} has no such record on the new side`, field.property);
}

async function resolveParent(
  session: WriteSession,
  field: MappedField,
  newId: string | null,
  legacyId: string | null,
): Promise<string | null> {
  const { reference, words } = field.rule;
  if (reference === undefined) return null;
  if (newId !== null && legacyId !== null)
    throw new Refusal(RefusalCode.INVALID_INPUT, 'give value or legacyId, not both', field.property);
  if (newId === null && legacyId === null) {
    if (!isRequiredReference(field)) return null;
    throw new Refusal(RefusalCode.INVALID_INPUT, `${field.property} must name a record`, field.property);
  }
  if (newId !== null) checkText(field, newId);
  const parent = reference.mapping();
  if (legacyId !== null && keyColumnOf(parent).kind === 'integer' && !isLegacyId(legacyId)) {
    throw new Refusal(RefusalCode.INVALID_INPUT, 'legacyId must be a whole number', field.property);
  }
  const tested = Object.keys(reference.eligible?.where ?? {});
  const rows =
    newId === null
      ? (await session.loader.new.lookUp([parentLookup(parent, [legacyId ?? ''], tested)])).flat()
      : await session.loader.new.list(parent, { ids: [newId] });
  const [row] = rows;
  if (row === undefined)
    throw new Refusal(RefusalCode.PARENT_MISSING, `${parent.name} has no such record on the new side`, field.property);
  if (rows.length > 1)
    throw new Refusal(
      RefusalCode.INVALID_INPUT,
      `${parent.name} ${legacyId ?? ''} exists more than once: give value`,
      field.property,
    );
  if (!isEligible(reference.eligible, row.cells)) {
    throw new Refusal(
      RefusalCode.PARENT_NOT_ELIGIBLE,
      `that record of ${parent.name} is not eligible: ${reference.eligible?.because ?? words}`,
      field.property,
    );
  }
  return row.id;
}
