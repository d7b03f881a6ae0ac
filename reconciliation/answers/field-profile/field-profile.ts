import type { MappedField, Mapping } from '../../mapping';
import type { Database, Sides } from '../../reading/database';
import { Joins } from '../../reading/joins';
import { ownRows } from '../../reading/own-rows';
import { Statement } from '../../reading/statement';
import { isQuotable, isSecret } from '../sensitivity';
import { fieldAmong } from '../unanswerable';
import { compareProfiles } from './profile-findings';
import { type ProfileRow, profileList, readProfiles, type ValueProfile } from './value-profile';

/** What the values of one field look like on both sides. */
export interface FieldProfile {
  readonly mapping: Mapping;
  readonly field: MappedField;
  readonly new: ValueProfile;
  /** One for each path that the rule reads. */
  readonly legacy: readonly ValueProfile[];
  readonly findings: readonly string[];
}

const whereOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;

async function profileLegacy(database: Database, mapping: Mapping, field: MappedField, withRange: boolean) {
  if (field.rule.reads.length === 0) return [];
  const statement = new Statement(database.dialect);
  const joins = new Joins(statement, mapping.legacy);
  const columns = field.rule.reads.map((path) => ({ path, ...joins.column(path) }));
  const list = profileList(statement, columns, withRange);
  const where = whereOf(joins.population());
  const [row = {}] = await database.query<ProfileRow>(`SELECT ${list} ${joins.from()}${where}`, statement.parameters);
  return readProfiles(row, columns);
}

async function profileNew(database: Database, mapping: Mapping, field: MappedField, withRange: boolean) {
  const { table, where } = mapping.new;
  const statement = new Statement('postgres');
  const { column, property } = field;
  const columns = [{ path: property, column, expression: `t.${statement.quote(column.name)}` }];
  const list = profileList(statement, columns, withRange);
  const from = `FROM ${statement.quote(table.name)} t${whereOf(ownRows(statement, 't', table, where))}`;
  const [row = {}] = await database.query<ProfileRow>(`SELECT ${list} ${from}`, statement.parameters);
  return readProfiles(row, columns);
}

/**
 * Profiles a field on both sides, in one statement each. The legacy scope cannot be said in SQL, so records that it
 * leaves out are looked at too.
 */
export async function profileField(sides: Sides, mapping: Mapping, name: string): Promise<FieldProfile> {
  const fields = mapping.fields.filter((candidate) => !isSecret(mapping, candidate));
  const field = fieldAmong(fields, name, 'one of the mapping that is not secret');
  const withRange = isQuotable(mapping, field);
  const [legacy, [current]] = await Promise.all([
    profileLegacy(sides.legacy, mapping, field, withRange),
    profileNew(sides.new, mapping, field, withRange),
  ]);
  if (current === undefined) throw new Error(`${mapping.name}.${name} was not profiled`);
  return { mapping, field, new: current, legacy, findings: compareProfiles(field, current, legacy) };
}
