import { isCompared, type MappedField, type Mapping } from '../../mapping';
import type { Sides } from '../../reading/database';
import { pairedPages } from '../paired-pages';
import { project } from '../projection';
import { isQuotable, isSecret } from '../sensitivity';
import { fieldAmong } from '../unanswerable';
import type { CodeEntry } from './code-entry';
import { listFindings } from './code-findings';
import { Tally } from './tally';
import { masked, plain } from './wording';

/** Legacy codes against new values, for one field. */
export interface CodeMap {
  readonly mapping: Mapping;
  readonly field: MappedField;
  /** Whether pseudonyms stand for the values, because they may not be quoted. */
  readonly isMasked: boolean;
  /** The commonest code first. */
  readonly entries: readonly CodeEntry[];
  /** Records that the scope leaves out; they are in no entry. */
  readonly excluded: number;
  /** Records and rows with a value that cannot be read; they are in no entry. */
  readonly unreadable: number;
  readonly findings: readonly string[];
}

/** Draws the cross-tab of what the legacy side says and what the new side holds, over all records of a mapping. */
export async function createCodeMap(sides: Sides, mapping: Mapping, name: string): Promise<CodeMap> {
  const isCode = ({ rule }: MappedField): boolean =>
    isCompared(rule) && rule.reference === undefined && rule.variants === undefined;
  const codes = mapping.fields.filter((field) => isCode(field) && !isSecret(mapping, field));
  const field = fieldAmong(codes, name, 'one that is compared, names no parent and is not secret');
  const projected = project(mapping, [field]);
  const tally = new Tally(projected, field);
  for await (const page of pairedPages(sides, projected)) for (const paired of page) tally.count(paired);
  const isMasked = !isQuotable(mapping, field);
  const entries = tally.list(isMasked ? masked(field) : plain);
  const { excluded, unreadable } = tally;
  return { mapping, field, isMasked, entries, excluded, unreadable, findings: listFindings(entries, isMasked) };
}
