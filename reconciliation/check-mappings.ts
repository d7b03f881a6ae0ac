import { type CatalogueTable, type FindTable, listCatalogue } from './catalogue/catalogue';
import { checkCodes } from './checking/check-codes';
import { checkKeys } from './checking/check-keys';
import { checkLengths } from './checking/check-lengths';
import { checkTables } from './checking/check-tables';
import { checkValues } from './checking/check-values';
import { CheckCode, type Finding, type FindingPart, type Subject } from './checking/finding';
import { legacyColumns, newColumns, tableNames } from './checking/reached-columns';
import type { Mapping } from './mapping';
import type { Database, Sides } from './reading/database';

/** Reads what both catalogues hold of the tables that these mappings need: three statements a side. */
async function readCatalogues(sides: Sides, mappings: readonly Mapping[]): Promise<FindTable> {
  const [legacy, current] = await Promise.all([
    listCatalogue(sides.legacy, tableNames(mappings.flatMap(legacyColumns))),
    listCatalogue(sides.new, tableNames(mappings.flatMap(newColumns))),
  ]);
  const found: Record<keyof Sides, ReadonlyMap<string, CatalogueTable | null>> = { legacy, new: current };
  return (side, name) => found[side].get(name) ?? null;
}

/** What a statement would fail at. */
const UNREADABLE: readonly CheckCode[] = [CheckCode.TABLE_MISSING, CheckCode.COLUMN_MISSING, CheckCode.NOT_READABLE];

const canRead = (findings: readonly FindingPart[]): boolean =>
  !findings.some((finding) => finding.side === 'legacy' && UNREADABLE.includes(finding.code));

/** What only the legacy records themselves can tell, beside what the catalogues told. */
async function checkData(subject: Subject, legacy: Database, parts: readonly FindingPart[]): Promise<FindingPart[]> {
  return [...(await checkLengths(subject, legacy, parts)), ...(await checkCodes(subject, legacy))];
}

/**
 * Holds mappings against both live databases: where they do not fit, and what to do about it. `onMapping` is told of
 * each mapping before its turn, because looking for codes may take a while.
 */
export async function checkMappings(
  sides: Sides,
  mappings: readonly Mapping[],
  onMapping: (mapping: Mapping, index: number) => void = () => undefined,
): Promise<Finding[]> {
  const find = await readCatalogues(sides, mappings);
  const findings: Finding[] = [];
  for (const [index, mapping] of mappings.entries()) {
    onMapping(mapping, index);
    const subject = { mapping, find };
    const parts = [...checkTables(subject), ...checkValues(subject), ...checkKeys(subject)];
    const checked = canRead(parts) ? await checkData(subject, sides.legacy, parts) : parts;
    findings.push(...checked.map((part) => ({ ...part, mapping })));
  }
  return findings;
}

/** What keeps records of these mappings from being read at all, on either side: found in the catalogues alone. */
export async function findUnreadable(sides: Sides, mappings: readonly Mapping[]): Promise<Finding[]> {
  const find = await readCatalogues(sides, mappings);
  return mappings.flatMap((mapping) =>
    checkTables({ mapping, find })
      .filter((part) => UNREADABLE.includes(part.code))
      .map((part) => ({ ...part, mapping })),
  );
}
