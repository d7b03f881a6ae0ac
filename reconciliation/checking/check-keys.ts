import { type Column, columnOf, primaryColumn, type Table, tableOf } from '../../entities/table';
import { type CatalogueTable, columnNamed, uniqueKeys } from '../catalogue/catalogue';
import { type CatalogueConstraint, ConstraintKind } from '../catalogue/constraints';
import type { Mapping } from '../mapping';
import { CheckCode, type FindingPart, Severity, type Subject, sqlName, sqlText } from './finding';
import { legacyColumns } from './reached-columns';

/** The legacy tables in which two rows of one id would be taken for one record, or multiply those that name them. */
function checkLegacyKeys({ mapping, find }: Subject): FindingPart[] {
  const tables = new Set(legacyColumns(mapping).map(({ table }) => table));
  return [...tables].flatMap((table): FindingPart[] => {
    const live = find('legacy', table.name);
    const { name } = primaryColumn(table);
    if (live === null || columnNamed(live, name) === null) return [];
    if (uniqueKeys(live).some((key) => key.condition === null && key.columns.join() === name)) return [];
    return [
      {
        severity: Severity.ERROR,
        code: CheckCode.KEY_NOT_UNIQUE,
        side: 'legacy',
        table: table.name,
        column: name,
        message: `no key keeps ${table.name}.${name} unique: two rows of one id would be taken for one record`,
        remedy: 'read a table with a primary key, or give it one on the legacy side',
      },
    ];
  });
}

const keyColumns = ({ new: { table, keyColumn, naturalKey } }: Mapping): Column[] =>
  (keyColumn === null ? naturalKey : [keyColumn]).map((property) => columnOf(table, property));

/** Whether the rows that a partial index leaves out are none of the mapping's: those without a key, and those of others. */
function coversOwnRows(mapping: Mapping, { condition }: CatalogueConstraint): boolean {
  if (condition === null) return true;
  const parts = condition.replace(/[()]/g, '').split(/ AND /i);
  const present = keyColumns(mapping).map(({ name }) => `${sqlName(name)} IS NOT NULL`);
  const own = ownConditions(mapping);
  // The server writes out of what type a text is: status = 'open'::status_type.
  return parts.every((part) => present.includes(part) || own.some((start) => part.startsWith(start)));
}

/** In SQL, which rows of the table are the mapping's own. */
function ownConditions({ new: { table, where } }: Mapping): string[] {
  return Object.entries(where).map(
    ([property, text]) => `${sqlName(columnOf(table, property).name)} = ${sqlText(text)}`,
  );
}

function checkNewKey({ mapping, find }: Subject): FindingPart[] {
  const live = find('new', mapping.new.table.name);
  const names = keyColumns(mapping).map(({ name }) => name);
  if (live === null || names.some((name) => columnNamed(live, name) === null)) return [];
  const isKept = (key: CatalogueConstraint): boolean =>
    key.columns.every((column) => names.includes(column)) && coversOwnRows(mapping, key);
  if (uniqueKeys(live).some(isKept)) return [];
  const list = names.map(sqlName).join(', ');
  const own = ownConditions(mapping);
  const where = own.length === 0 ? '' : ` WHERE ${own.join(' AND ')}`;
  return [
    {
      severity: Severity.WARNING,
      code: CheckCode.KEY_NOT_UNIQUE,
      side: 'new',
      table: live.name,
      column: names.length === 1 ? (names[0] ?? null) : null,
      message: `no key keeps ${list} of ${live.name} unique: a load that runs twice would bring a record twice`,
      remedy: `CREATE UNIQUE INDEX ON ${sqlName(live.name)} (${list})${where}, once no value stands there twice`,
    },
  ];
}

function missingForeignKey(table: Table, column: Column, parent: Table, live: CatalogueTable): FindingPart {
  const other = foreignKeys(live, column.name).find((key) => key.target !== parent.name);
  const points = other === undefined ? '' : ` (${other.name} leads to ${other.target ?? ''})`;
  const references = `REFERENCES ${sqlName(parent.name)} (${sqlName(primaryColumn(parent).name)})`;
  return {
    severity: Severity.WARNING,
    code: CheckCode.FOREIGN_KEY_MISSING,
    side: 'new',
    table: table.name,
    column: column.name,
    message: `no foreign key leads from ${table.name}.${column.name} to ${parent.name}${points}: a parent can be removed under its children`,
    remedy: `ALTER TABLE ${sqlName(table.name)} ADD FOREIGN KEY (${sqlName(column.name)}) ${references}, once integrityChecks finds no orphans`,
  };
}

const foreignKeys = (live: CatalogueTable, column: string): CatalogueConstraint[] =>
  live.constraints.filter((key) => key.kind === ConstraintKind.FOREIGN_KEY && key.columns.includes(column));

function checkForeignKeys({ mapping, find }: Subject): FindingPart[] {
  const { table } = mapping.new;
  const live = find('new', table.name);
  if (live === null) return [];
  return table.parents.flatMap((link): FindingPart[] => {
    const column = columnOf(table, link.column);
    const parent = tableOf(link.target());
    if (columnNamed(live, column.name) === null) return [];
    const key = foreignKeys(live, column.name).find(({ target }) => target === parent.name);
    if (key === undefined) return [missingForeignKey(table, column, parent, live)];
    return key.isEnforced ? [] : [idleForeignKey(table.name, column.name, parent.name, key)];
  });
}

function idleForeignKey(table: string, column: string, parent: string, key: CatalogueConstraint): FindingPart {
  const [child, other] = [sqlName(table), sqlName(parent)];
  return {
    severity: Severity.WARNING,
    code: CheckCode.TRIGGER_DISABLED,
    side: 'new',
    table,
    column,
    message: `the foreign key ${key.name} of ${table} is not enforced: its triggers were switched off`,
    remedy: `ALTER TABLE ${child} ENABLE TRIGGER ALL; ALTER TABLE ${other} ENABLE TRIGGER ALL; then look for orphans with integrityChecks`,
  };
}

function checkTriggers({ mapping, find }: Subject): FindingPart[] {
  const live = find('new', mapping.new.table.name);
  const idle = live?.triggers.filter((trigger) => !trigger.isEnabled) ?? [];
  return idle.map(({ name }) => ({
    severity: Severity.WARNING,
    code: CheckCode.TRIGGER_DISABLED,
    side: 'new',
    table: mapping.new.table.name,
    column: null,
    message: `the trigger ${name} does not fire: what it sees to is not seen to`,
    remedy: `ALTER TABLE ${sqlName(mapping.new.table.name)} ENABLE TRIGGER ${sqlName(name)}, or drop it when nobody needs it`,
  }));
}

/** Whether the databases themselves keep keys unique, references whole and triggers awake. */
export function checkKeys(subject: Subject): FindingPart[] {
  return [
    ...checkLegacyKeys(subject),
    ...checkNewKey(subject),
    ...checkForeignKeys(subject),
    ...checkTriggers(subject),
  ];
}
