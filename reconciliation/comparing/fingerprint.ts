import { hash } from 'node:crypto';
import { isCompared, type Mapping, readsOf } from '../mapping';
import type { LegacyRecord } from '../reading/legacy-reader';
import type { NewRecord } from '../reading/new-reader';
import { type Cell, Unreadable } from '../value';
import type { Fingerprint } from './pair';

/** Frames each text with its length, so that no two lists of cells give one text. */
function frame(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return '-;';
  if (cell instanceof Unreadable) return `!${cell.reason.length}:${cell.reason}${cell.bytes ?? ''};`;
  return `${cell.length}:${cell};`;
}

export function digest(cells: readonly (Cell | undefined)[]): string {
  let framed = '';
  for (const cell of cells) framed += frame(cell);
  return hash('sha256', framed, 'base64url').slice(0, 22);
}

/** What the digests of a mapping are taken over; worked out once, because they are taken of every pair. */
interface Basis {
  /** Changes whenever a rule of the mapping says something else. */
  readonly rules: string;
  readonly paths: readonly string[];
  readonly compared: readonly string[];
}

const bases = new WeakMap<Mapping, Basis>();

function basisOf(mapping: Mapping): Basis {
  const known = bases.get(mapping);
  if (known !== undefined) return known;
  const rules = [...mapping.fields, ...mapping.requirements];
  const basis = {
    rules: digest(rules.flatMap((field) => [field.property, field.rule.words])).slice(0, 8),
    paths: readsOf(mapping),
    compared: mapping.fields.filter((field) => isCompared(field.rule)).map((field) => field.property),
  };
  bases.set(mapping, basis);
  return basis;
}

export function legacyDigest(mapping: Mapping, record: LegacyRecord | null): string {
  if (record === null) return 'absent';
  return digest([record.key, ...basisOf(mapping).paths.map((path) => record.cells.get(path))]);
}

/** Only compared columns count: a column that no rule fills may change without making a plan stale. */
export function newDigest(mapping: Mapping, rows: readonly NewRecord[]): string {
  if (rows.length === 0) return 'absent';
  const { compared } = basisOf(mapping);
  return digest(rows.flatMap((row) => [row.id, ...compared.map((property) => row.cells.get(property))]));
}

export function fingerprintOf(
  mapping: Mapping,
  legacy: LegacyRecord | null,
  expected: readonly (Cell | undefined)[],
  rows: readonly NewRecord[],
): Fingerprint {
  const parts = {
    rules: basisOf(mapping).rules,
    legacy: legacyDigest(mapping, legacy),
    expected: digest(expected),
    new: newDigest(mapping, rows),
  };
  return { ...parts, text: [parts.rules, parts.legacy, parts.expected, parts.new].join('.') };
}

/** The parts of a fingerprint that somebody sent back; null: it is not one of ours. */
export function parseFingerprint(text: string): Omit<Fingerprint, 'text'> | null {
  const [rules, legacy, expected, after, ...rest] = text.split('.');
  if (rules === undefined || legacy === undefined || expected === undefined || after === undefined || rest.length > 0)
    return null;
  return { rules, legacy, expected, new: after };
}
