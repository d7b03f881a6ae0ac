import { columnOf, primaryColumn } from '../../entities/table';
import { isEligible } from '../comparing/resolve-references';
import { isRequiredReference, type MappedField } from '../mapping';
import { keyColumnOf, meaningOf, type NewRecord } from '../reading/new-reader';
import { ownRows } from '../reading/own-rows';
import type { Statement } from '../reading/statement';
import { AMISS, BETWEEN, KEY, NOTHING, TEXT, UNLIKE } from './marks';
import type { ConstantField, FramedField, NewCell, ScanPlan } from './scan-plan';

/** Whether NULL can be what the rule expects: where it cannot, NULL on both sides is a problem and no match. */
const mayBeNull = (field: MappedField): boolean =>
  field.rule.reference === undefined ? field.column.nullable : !isRequiredReference(field);

/** The texts of new rows as the server renders them for a scan. */
export class NewTexts {
  private readonly joins: string[] = [];

  constructor(
    private readonly statement: Statement,
    private readonly plan: ScanPlan,
  ) {}

  /** The frame and then each cell, in the order of the plan. */
  list(): string[] {
    return [this.frame(), ...this.plan.cells.map((cell) => this.cell(cell))];
  }

  /** After `list`: what its references need. */
  from(): string {
    return [`FROM ${this.statement.quote(this.plan.mapping.new.table.name)} t`, ...this.joins].join(' ');
  }

  private frame(): string {
    const values = this.plan.framed.map((framed) => this.framedValue(framed));
    const framed = values.length === 0 ? "''" : values.join(` || '${BETWEEN}' || `);
    const conditions = this.plan.constants.map((constant) => this.isConstant(constant));
    if (conditions.length === 0) return framed;
    return `CASE WHEN ${conditions.join(' AND ')} THEN '' ELSE '${UNLIKE}' END || ${framed}`;
  }

  private framedValue({ field, isFree }: FramedField): string {
    const nothing = `'${mayBeNull(field) ? NOTHING : AMISS}'`;
    if (field.rule.reference !== undefined) return this.meaning(field, (key) => key, nothing);
    const column = this.own(field);
    const text = this.statement.canonical(field.column, column);
    return `coalesce(${isFree ? `'${TEXT}' || ${text}` : text}, ${nothing})`;
  }

  private cell({ field }: NewCell): string {
    if (field.rule.variants !== undefined) throw new Error(`${field.property} is not of one kind of parent`);
    if (field.rule.reference !== undefined) return this.meaning(field, (key) => `'${KEY}' || ${key}`, 'NULL');
    return this.statement.canonical(field.column, this.own(field));
  }

  private isConstant({ field, text }: ConstantField): string {
    if (field.rule.reference !== undefined) {
      const key = text === null ? 'NULL' : this.literal(text);
      const meaning = this.meaning(field, (parent) => `'${KEY}' || ${parent}`, `'${NOTHING}'`);
      return `(${meaning}) COLLATE "C" = '${KEY}' || ${key}`;
    }
    if (text === null) return `${this.own(field)} IS NULL`;
    return `(${this.statement.canonical(field.column, this.own(field))}) COLLATE "C" = ${this.literal(text)}`;
  }

  /** The legacy key of the row that a reference points at, where that is an eligible one. */
  private meaning(field: MappedField, of: (key: string) => string, nothing: string): string {
    const { reference } = field.rule;
    if (reference === undefined) throw new Error(`${field.property} is no reference`);
    const parent = reference.mapping();
    const alias = `p${this.joins.length}`;
    const { table, where } = parent.new;
    const at = (property: string): string => `${alias}.${this.statement.quote(columnOf(table, property).name)}`;
    const id = at(primaryColumn(table).property);
    const on = [`${id} = ${this.own(field)}`, ...ownRows(this.statement, alias, table, where)].join(' AND ');
    this.joins.push(`LEFT JOIN ${this.statement.quote(table.name)} ${alias} ON ${on}`);
    const key = keyColumnOf(parent);
    const tests = Object.entries(reference.eligible?.where ?? {}).map(
      ([property, text]) =>
        `(${this.statement.canonical(columnOf(table, property), at(property))}) COLLATE "C" = ${this.literal(text)}`,
    );
    const counts = [`${at(key.property)} IS NOT NULL`, ...tests].join(' AND ');
    const text = of(this.statement.canonical(key, at(key.property)));
    return `CASE WHEN ${this.own(field)} IS NULL THEN ${nothing} WHEN ${counts} THEN ${text} ELSE '${AMISS}' END`;
  }

  private own(field: MappedField): string {
    return `t.${this.statement.quote(field.column.name)}`;
  }

  private literal(text: string): string {
    return `${this.statement.bind(text)}::text`;
  }
}

/** The same texts of a row that was read by itself. A value that is amiss has another text than any that matched. */
export function newTextsOf(plan: ScanPlan, row: NewRecord): (string | null)[] {
  const isLike = plan.constants.every(({ field, text }) => isConstantIn(row, field, text));
  const frame = plan.framed.map((framed) => framedText(row, framed)).join(BETWEEN);
  return [isLike ? frame : `${UNLIKE}${frame}`, ...plan.cells.map(({ field }) => cellText(row, field))];
}

function isConstantIn(row: NewRecord, field: MappedField, text: string | null): boolean {
  if (field.rule.reference !== undefined) return text !== null && meaningText(row, field) === text;
  return row.cells.get(field.property) === text;
}

function framedText(row: NewRecord, { field, isFree }: FramedField): string {
  const nothing = mayBeNull(field) ? NOTHING : AMISS;
  if (row.cells.get(field.property) === null) return nothing;
  const text = field.rule.reference === undefined ? row.cells.get(field.property) : meaningText(row, field);
  if (typeof text !== 'string') return AMISS;
  return isFree ? `${TEXT}${text}` : text;
}

function cellText(row: NewRecord, field: MappedField): string | null {
  const cell = row.cells.get(field.property);
  if (cell === null) return null;
  if (field.rule.reference === undefined) return typeof cell === 'string' ? cell : AMISS;
  const key = meaningText(row, field);
  return key === null ? AMISS : `${KEY}${key}`;
}

/** The legacy key of the row that a reference points at; null: it points nowhere, or at one that does not count. */
function meaningText(row: NewRecord, field: MappedField): string | null {
  const key = row.meanings.get(meaningOf(field));
  const isCounted = isEligible(field.rule.reference?.eligible ?? null, row.parents.get(meaningOf(field)) ?? new Map());
  return typeof key === 'string' && isCounted ? key : null;
}
