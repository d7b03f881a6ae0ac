import { type CatalogueTable, columnNamed } from '../catalogue/catalogue';
import type { CatalogueColumn } from '../catalogue/columns';
import { isCompared, type MappedField, type Mapping } from '../mapping';
import { CheckCode, type FindingPart, Severity, type Subject, sqlName, sqlText } from './finding';

/** A finding about one column of the mapping's own new table. */
function about(
  table: CatalogueTable,
  column: CatalogueColumn,
  code: CheckCode,
  severity: Severity,
  [message, remedy]: readonly [string, string],
): FindingPart {
  return { severity, code, side: 'new', table: table.name, column: column.name, message, remedy };
}

/** Whether a rule gives NULL for some record, as far as that can be said without looking at one. */
function mayGiveNull(mapping: Mapping, { property, rule, column }: MappedField): boolean {
  if (!column.nullable || property === mapping.new.keyColumn) return false;
  const outcome = rule.kind === 'constant' ? rule.expect(() => null, column.kind) : null;
  return outcome === null || ('value' in outcome && outcome.value === null);
}

/** Values that the live column demands and the mapping does not promise. */
function checkNull(mapping: Mapping, table: CatalogueTable, column: CatalogueColumn): FindingPart[] {
  const field = mapping.fields.find((candidate) => candidate.column.name === column.name);
  const isPrimary = mapping.new.table.columns.some(({ name, primary }) => primary && name === column.name);
  if (column.nullable || isPrimary) return [];
  const alter = `ALTER TABLE ${sqlName(table.name)} ALTER COLUMN ${sqlName(column.name)}`;
  if (field === undefined || !isCompared(field.rule)) {
    if (column.default !== null) return [];
    const message = `${column.name} must have a value and has no default, and no rule fills it: the database would refuse every record`;
    const remedy = `${alter} SET DEFAULT …, or declare a rule that fills it`;
    return [about(table, column, CheckCode.NULLABILITY, Severity.ERROR, [message, remedy])];
  }
  if (!mayGiveNull(mapping, field)) return [];
  const message = `${column.name} must have a value and may be NULL by its declaration: a record without one would be called missing, and the database would refuse it`;
  const remedy = `declare it as not nullable, so that such a record is blocked with its cause, or ${alter} DROP NOT NULL`;
  return [about(table, column, CheckCode.NULLABILITY, Severity.WARNING, [message, remedy])];
}

/** The labels that a field may hold: those of its enum, and those that its code map leads to. */
function wantedLabels({ column, rule }: MappedField): Set<string> {
  const mapped = [...(rule.labels?.values() ?? [])].filter((label) => label !== null);
  return new Set([...(column.values ?? []), ...mapped]);
}

const listOf = (labels: readonly string[]): string => labels.map(sqlText).join(', ');

function checkLabels(field: MappedField, table: CatalogueTable, column: CatalogueColumn): FindingPart[] {
  if (column.labels === null || field.column.kind !== 'enum') return [];
  const live = new Set(column.labels);
  const wanted = wantedLabels(field);
  const missing = [...wanted].filter((label) => !live.has(label));
  const unknown = [...live].filter((label) => !wanted.has(label));
  const findings: FindingPart[] = [];
  if (missing.length > 0) {
    const message = `${column.type} has no label ${listOf(missing)}: a record that needs it would be refused`;
    const add = missing.map((label) => `ALTER TYPE ${column.type} ADD VALUE ${sqlText(label)}`).join('; ');
    const remedy = `${add}; or take it out of the enum and of the code map`;
    findings.push(about(table, column, CheckCode.ENUM_LABEL_MISSING, Severity.ERROR, [message, remedy]));
  }
  if (unknown.length > 0) {
    const message = `${column.type} has the label ${listOf(unknown)}, which its declaration lacks: nobody can give it to a record here`;
    const remedy = 'add it to the labels of the enum in the entity classes';
    findings.push(about(table, column, CheckCode.ENUM_LABEL_UNKNOWN, Severity.WARNING, [message, remedy]));
  }
  return findings;
}

/** Whether the live new table takes the values that the mapping gives it. */
export function checkValues({ mapping, find }: Subject): FindingPart[] {
  const table = find('new', mapping.new.table.name);
  if (table === null) return [];
  return [
    ...table.columns.flatMap((column) => checkNull(mapping, table, column)),
    ...mapping.fields.flatMap((field) => {
      const column = columnNamed(table, field.column.name);
      return column === null ? [] : checkLabels(field, table, column);
    }),
  ];
}
