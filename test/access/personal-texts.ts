import type { DataSource } from 'typeorm';
import { type Column, listTables, type Side } from '../../entities/table';
import { classesOf, isPersonal } from '../../reconciliation/data-classes';
import { mappings } from '../../reconciliation/mappings/all';

/** Shorter texts turn up by chance. */
const SHORTEST = 5;

async function listTexts(source: DataSource, side: Side, isWanted: (column: Column) => boolean): Promise<string[]> {
  const type = source.options.type === 'postgres' ? 'text' : 'char';
  const found = new Set<string>();
  for (const table of listTables(side)) {
    for (const { name } of table.columns.filter((column) => column.kind !== 'boolean' && isWanted(column))) {
      const sql = `SELECT DISTINCT cast(t.${name} AS ${type}) AS value FROM ${table.name} t`;
      const rows: { value: string | null }[] = await source.query(sql);
      for (const { value } of rows) found.add(value ?? '');
    }
  }
  return [...found];
}

/** Every personal or medical text that the sides hold, but for what also stands where everybody may see it. */
export async function listPersonalTexts(sides: Readonly<Record<'legacy' | 'new', DataSource>>): Promise<string[]> {
  const classes = classesOf(mappings);
  const isHidden = (column: Column): boolean => isPersonal(classes.of(column));
  const list = async (isWanted: (column: Column) => boolean): Promise<string[]> => [
    ...(await listTexts(sides.legacy, 'legacy', isWanted)),
    ...(await listTexts(sides.new, 'new', isWanted)),
  ];
  const open = new Set(await list((column) => !isHidden(column) && column.dataClass !== 'SECRET'));
  return (await list(isHidden)).filter((text) => text.length >= SHORTEST && !open.has(text));
}
