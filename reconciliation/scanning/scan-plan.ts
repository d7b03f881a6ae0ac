import { type Column, columnOf, primaryColumn, type ValueKind } from '../../entities/table';
import { expectReadable } from '../comparing/expectation';
import { digest } from '../comparing/fingerprint';
import {
  fieldOf,
  isCompared,
  isRequiredReference,
  type MappedField,
  type Mapping,
  readsOf,
  variantsOf,
} from '../mapping';
import { Joins } from '../reading/joins';
import { keyColumnOf, meaningOf } from '../reading/new-reader';
import { Statement } from '../reading/statement';
import { shortcutOf } from '../rules/shortcut';

/** A field whose value the rule keeps: compared within the frame, the one text that both servers make of all these. */
export interface FramedField {
  readonly field: MappedField;
  readonly path: string;
  /** Whether any character may stand in it, even the one that ends it. */
  readonly isFree: boolean;
}

/** A field with the same value in every row, which the server of the new side compares by itself. */
export interface ConstantField {
  readonly field: MappedField;
  readonly text: string | null;
}

/** A value of a new row that comes over the wire for itself. */
export interface NewCell {
  /** As it is for one kind of parent, where it names one. */
  readonly field: MappedField;
}

/** What a scan asks the servers for, and what of it is compared how. */
export interface ScanPlan {
  readonly mapping: Mapping;
  readonly framed: readonly FramedField[];
  readonly constants: readonly ConstantField[];
  /** Compared here, one by one. */
  readonly judged: readonly MappedField[];
  /** The legacy paths that come over the wire for themselves. */
  readonly paths: readonly string[];
  readonly cells: readonly NewCell[];
  /** Digests of one basis are of the same texts. */
  readonly basis: string;
}

const isWhole = (kind: ValueKind): boolean => kind === 'integer' || kind === 'bigint';

/** Kinds whose canonical texts hold neither the mark between two values of a frame nor that of NULL. */
const isNarrow = (kind: ValueKind): boolean => isWhole(kind) || ['boolean', 'instant', 'date', 'uuid'].includes(kind);

const isOneKind = (one: ValueKind, other: ValueKind): boolean =>
  isNarrow(one) && (one === other || (isWhole(one) && isWhole(other)));

/** Whether both sides of a mapping can be read in the order of one and the same number. */
export function canScan(mapping: Mapping): boolean {
  const { keyColumn, table } = mapping.new;
  return (
    keyColumn !== null &&
    isWhole(columnOf(table, keyColumn).kind) &&
    isWhole(primaryColumn(mapping.legacy.table).kind) &&
    fieldOf(mapping, keyColumn).rule.reference === undefined
  );
}

/** The column at the end of a legacy path. */
export const columnAt = (mapping: Mapping, path: string): Column =>
  new Joins(new Statement('postgres'), mapping.legacy).column(path).column;

/**
 * A field whose legacy text is, character by character, what the new side should hold or mean. Texts without a limit
 * come for themselves, because of one that is too large nobody sends more than a mark.
 */
function frame(mapping: Mapping, field: MappedField): FramedField | null {
  const path = shortcutOf(field.rule).keeps;
  if (path === undefined) return null;
  const { reference } = field.rule;
  const { kind, length } = reference === undefined ? field.column : keyColumnOf(reference.mapping());
  const legacy = columnAt(mapping, path);
  if (isOneKind(legacy.kind, kind)) return { field, path, isFree: false };
  const isFree = reference === undefined && kind === 'text' && legacy.kind === 'text';
  return isFree && legacy.length !== undefined && length === undefined ? { field, path, isFree } : null;
}

/** The value of a field that reads nothing; undefined: it reads something, or has no value, or not of the simple kind. */
function constantOf(field: MappedField): string | null | undefined {
  const isComplex = field.rule.equal !== undefined || ['json', 'decimal'].includes(field.column.kind);
  if (field.rule.reads.length > 0 || field.rule.variants !== undefined || isComplex) return undefined;
  const { outcome } = expectReadable(field, () => null);
  return 'value' in outcome ? outcome.value : undefined;
}

/** Says that the row has the key which the two were brought together by. */
const isKey = (mapping: Mapping, { path, field }: FramedField): boolean =>
  field.property === mapping.new.keyColumn && path === primaryColumn(mapping.legacy.table).property;

function makePlan(mapping: Mapping): ScanPlan {
  const framed: FramedField[] = [];
  const constants: ConstantField[] = [];
  const judged: MappedField[] = [];
  const brought: string[] = [];
  for (const field of mapping.fields.filter((candidate) => isCompared(candidate.rule))) {
    const kept = frame(mapping, field);
    const text = constantOf(field);
    if (kept !== null && isKey(mapping, kept)) brought.push(kept.path);
    else if (kept !== null) framed.push(kept);
    else if (text !== undefined) constants.push({ field, text });
    else judged.push(field);
  }
  const seen = new Set([...framed.map(({ path }) => path), ...brought]);
  const needed = new Set([...judged.flatMap((field) => field.rule.reads), ...(mapping.legacy.scope?.reads ?? [])]);
  const paths = readsOf(mapping).filter((path) => needed.has(path) || !seen.has(path));
  const cells = judged.flatMap(variantsOf).map((field) => ({ field }));
  return { mapping, framed, constants, judged, paths, cells, basis: basisOf({ framed, constants, paths, cells }) };
}

/** What a text of the new side stands for: changes with the column, the parent or what is asked of it. */
function formOf(field: MappedField): string {
  const { reference } = field.rule;
  if (reference === undefined) return `${field.column.name} ${field.column.nullable}`;
  return `${meaningOf(field)} ${isRequiredReference(field)} ${JSON.stringify(reference.eligible?.where ?? {})}`;
}

function basisOf({
  framed,
  constants,
  paths,
  cells,
}: Pick<ScanPlan, 'framed' | 'constants' | 'paths' | 'cells'>): string {
  return digest([
    ...framed.flatMap(({ field, path }) => [path, formOf(field)]),
    'constants',
    ...constants.flatMap(({ field, text }) => [formOf(field), text]),
    'paths',
    ...paths,
    'cells',
    ...cells.map(({ field }) => formOf(field)),
  ]).slice(0, 10);
}

const plans = new WeakMap<Mapping, ScanPlan>();

/** The plan of a mapping that can be scanned; worked out once. */
export function scanPlanOf(mapping: Mapping): ScanPlan {
  const known = plans.get(mapping);
  if (known !== undefined) return known;
  const plan = makePlan(mapping);
  plans.set(mapping, plan);
  return plan;
}
