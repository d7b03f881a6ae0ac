import { type CatalogueTable, columnNamed } from '../catalogue/catalogue';
import type { CatalogueColumn } from '../catalogue/columns';
import type { Sides } from '../reading/database';
import { CheckCode, type FindingPart, Severity, type Subject, sqlName } from './finding';
import { legacyColumns, newColumns, type ReachedColumn, tableNames } from './reached-columns';
import { declaredType, findMisfit, type Misfit } from './type-fit';

const LOGINS: Readonly<Record<keyof Sides, string>> = { legacy: 'LEGACY_DATABASE_URL', new: 'NEW_DATABASE_URL' };

function missingTable(side: keyof Sides, table: string): FindingPart {
  const make = side === 'new' ? 'create it, ' : '';
  return {
    severity: Severity.ERROR,
    code: CheckCode.TABLE_MISSING,
    side,
    table,
    column: null,
    message: `the ${side} database has no table ${table}, or does not show it to the login`,
    remedy: `${make}let the login of ${LOGINS[side]} read it (GRANT SELECT), or correct the name in its entity class`,
  };
}

function notReadable(side: keyof Sides, table: string, columns: readonly CatalogueColumn[]): FindingPart[] {
  if (columns.length === 0) return [];
  const names = columns.map((column) => column.name).join(', ');
  return [
    {
      severity: Severity.ERROR,
      code: CheckCode.NOT_READABLE,
      side,
      table,
      column: null,
      message: `the login may not read ${names}`,
      remedy: `GRANT SELECT ON ${table} to the login of ${LOGINS[side]}`,
    },
  ];
}

function missingColumn(side: keyof Sides, { table, column }: ReachedColumn): FindingPart {
  const add = `ALTER TABLE ${sqlName(table.name)} ADD COLUMN ${sqlName(column.name)} ${declaredType(column)}`;
  return {
    severity: Severity.ERROR,
    code: CheckCode.COLUMN_MISSING,
    side,
    table: table.name,
    column: column.name,
    message: `the ${side} table ${table.name} has no column ${column.name}, or does not show it to the login`,
    remedy:
      side === 'new'
        ? `${add}, or take it out of the entity class and of the mapping`
        : 'correct the entity class and the rules that read it: the column was renamed or dropped',
  };
}

/** What is read is only misunderstood; what is written is refused, cut or rounded. */
function severityOf(side: keyof Sides, { grade }: Misfit): Severity {
  if (grade === 'UNFIT') return Severity.ERROR;
  return grade === 'NARROW' && side === 'new' ? Severity.ERROR : Severity.WARNING;
}

/** What gives a live new column the type that is declared. */
export function alterType({ table, column }: ReachedColumn, live: CatalogueColumn): string {
  const [name, type] = [sqlName(column.name), declaredType(column)];
  // A cast would take the clock for one of the session's own time zone.
  const using = live.family === 'clock' ? `${name} AT TIME ZONE 'UTC'` : `${name}::${type}`;
  return `ALTER TABLE ${sqlName(table.name)} ALTER COLUMN ${name} TYPE ${type} USING ${using}`;
}

function remedyOf(side: keyof Sides, reached: ReachedColumn, live: CatalogueColumn, misfit: Misfit): string {
  if (side === 'legacy') return misfit.advice ?? 'declare in the entity class the type that it has';
  const alter = alterType(reached, live);
  return misfit.grade === 'LOOSE'
    ? `declare in the entity class the type that it has, or ${alter}`
    : `${alter}, or declare in the entity class the type that it has`;
}

function unfitType(
  side: keyof Sides,
  reached: ReachedColumn,
  live: CatalogueColumn,
  { dialect }: CatalogueTable,
): FindingPart[] {
  const { table, column } = reached;
  const misfit = findMisfit({ column, dialect, side }, live);
  if (misfit === null) return [];
  return [
    {
      severity: severityOf(side, misfit),
      code: CheckCode.TYPE_UNFIT,
      side,
      table: table.name,
      column: column.name,
      message: `${table.name}.${column.name} is ${live.type} and declared as ${declaredType(column)}: it ${misfit.reason}`,
      remedy: remedyOf(side, reached, live, misfit),
    },
  ];
}

function checkTable(side: keyof Sides, reached: readonly ReachedColumn[], live: CatalogueTable): FindingPart[] {
  const found = reached.map((one) => ({ one, column: columnNamed(live, one.column.name) }));
  const hidden = found.flatMap(({ column }) => (column === null || column.isReadable ? [] : [column]));
  return [
    ...notReadable(side, live.name, hidden),
    ...found.flatMap(({ one, column }) =>
      column === null ? [missingColumn(side, one)] : unfitType(side, one, column, live),
    ),
  ];
}

/** Whether all that a mapping reads is there, may be read and is of the kind that is declared. */
export function checkTables({ mapping, find }: Subject): FindingPart[] {
  const reached = { legacy: legacyColumns(mapping), new: newColumns(mapping) };
  return (['legacy', 'new'] as const).flatMap((side) =>
    tableNames(reached[side]).flatMap((name) => {
      const live = find(side, name);
      const columns = reached[side].filter(({ table }) => table.name === name);
      return live === null ? [missingTable(side, name)] : checkTable(side, columns, live);
    }),
  );
}
