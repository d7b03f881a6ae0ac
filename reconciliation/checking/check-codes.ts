import { isQuotable } from '../answers/sensitivity';
import type { Database } from '../reading/database';
import { CheckCode, type FindingPart, Severity, type Subject } from './finding';
import { columnsOnPath } from './reached-columns';
import { codePaths, listUnmappedCodes, refusesCodes, type UnmappedCode } from './unmapped-codes';

/** A longer list says nothing that its beginning does not. */
const SHOWN = 20;

function describe(codes: readonly UnmappedCode[], isShown: boolean): string {
  if (!isShown) return `${codes.length} code${codes.length === 1 ? '' : 's'} that are personal or medical`;
  const shown = codes.slice(0, SHOWN).map(({ code, count }) => `${code} (${count} record${count === 1 ? '' : 's'})`);
  const more = codes.length > SHOWN ? [`and ${codes.length - SHOWN} more`] : [];
  return [...shown, ...more].join(', ');
}

/** The live legacy codes that have no label, for every rule that refuses such codes. Reads the data, not the catalogue. */
export async function checkCodes({ mapping }: Subject, legacy: Database): Promise<FindingPart[]> {
  const { table: root, companions } = mapping.legacy;
  const findings: FindingPart[] = [];
  for (const field of [...mapping.fields, ...mapping.requirements].filter(refusesCodes)) {
    const codes = await listUnmappedCodes(legacy, mapping, field);
    const [path, ...others] = codePaths(field.rule);
    if (codes.length === 0 || path === undefined) continue;
    const { table, column } = columnsOnPath(root, companions, path).at(-1) ?? { table: root, column: field.column };
    findings.push({
      severity: Severity.ERROR,
      code: CheckCode.CODE_UNMAPPED,
      side: 'legacy',
      table: table.name,
      column: others.length === 0 ? column.name : null,
      message: `${field.property} ${field.rule.variants === undefined ? 'has no label for' : 'leads nowhere for'} ${describe(codes, isQuotable(mapping, field))}: these records are blocked`,
      remedy: `add the code to the table of ${field.property} in the mapping, or say there what stands for any other`,
    });
  }
  return findings;
}
