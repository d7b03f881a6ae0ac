import { isQuotable } from '../answers/sensitivity';
import { fieldOf, isCompared, type MappedField, type Mapping, variantsOf } from '../mapping';
import type { LegacyRecord } from '../reading/legacy-reader';
import { meaningOf, type NewRecord } from '../reading/new-reader';
import { compareField, type Decision } from './compare-field';
import { type FieldExpectation, scopeOf } from './expectation';
import { fingerprintOf } from './fingerprint';
import type { ComparedField, Pair, Problem } from './pair';
import type { References } from './resolve-references';
import { FieldState, Verdict } from './verdict';

/** Everything that the comparison of one pair rests on. */
export interface PairInput {
  readonly mapping: Mapping;
  readonly legacy: LegacyRecord | null;
  readonly rows: readonly NewRecord[];
  readonly expectations: readonly FieldExpectation[];
  readonly requirements: readonly FieldExpectation[];
  readonly references: References;
  readonly decisions: readonly Decision[];
  /** Fields whose expected value another row already holds in a unique column. */
  readonly taken: ReadonlySet<string>;
  /** What the new database said when this record was last refused; null: it was not. */
  readonly rejection: Rejection | null;
}

/** The new database's own reason for refusing a record. */
export interface Rejection {
  readonly message: string;
  /** The fingerprint of the pair that was refused: a record that changed since deserves another try. */
  readonly fingerprint: string;
}

/**
 * The one comparator: the authority for verdicts and differences, of single records and of whole mappings alike.
 */
export function comparePair(input: PairInput): Pair {
  const { mapping, legacy, rows } = input;
  const row = rows[0];
  const findings = legacy === null ? [] : input.expectations.map((expectation) => compareOne(input, expectation));
  const fields =
    legacy === null ? mapping.fields.map((field) => onlyNew(field, row)) : findings.map((finding) => finding.compared);
  const fingerprint = lazily(() =>
    fingerprintOf(
      mapping,
      legacy,
      fields.map((field) => field.expected),
      rows,
    ),
  );
  const requirements = input.requirements.map((expectation) => compareOne(input, expectation));
  const problems = [
    ...findings.flatMap((finding) => finding.problem ?? []),
    // A row that is there got over them somehow.
    ...(rows.length > 0 ? [] : requirements.flatMap((requirement) => requirement.problem ?? [])),
    ...(rows.length > 0 ? [] : notUnique(fields, input.taken)),
    ...(rows.length > 0 || input.rejection === null || input.rejection.fingerprint !== fingerprint().text
      ? []
      : rejected(mapping, input.rejection)),
  ];
  return {
    mapping,
    legacy,
    legacyId: legacy?.key ?? (mapping.new.keyColumn === null ? null : (row?.claim?.[0] ?? null)),
    rows,
    verdict: verdictOf(input, fields, problems),
    fields,
    requirements: requirements.map((requirement) => requirement.compared),
    problems,
    get fingerprint() {
      return fingerprint();
    },
  };
}

/** Of most pairs nobody ever asks for the fingerprint, and to work it out takes longer than the comparison. */
function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

type Finding = ReturnType<typeof compareField>;

function compareOne(input: PairInput, expectation: FieldExpectation): Finding {
  const finding = compareField({
    expectation,
    row: input.rows[0],
    decision: input.decisions.find((decision) => decision.property === expectation.field.property),
    references: input.references,
  });
  return finding.problem?.code === 'CODE_UNMAPPED' ? withoutCode(input.mapping, finding, finding.problem) : finding;
}

/** A code that is personal must not travel in causes, failures and logs, nor be told from the id of a root cause. */
function withoutCode(mapping: Mapping, { compared }: Finding, problem: Problem): Finding {
  if (isQuotable(mapping, problem.field)) return { compared, problem };
  const message = `${problem.field.property}: the legacy code has no label`;
  return { compared: { ...compared, because: message }, problem: { ...problem, message, value: null } };
}

/** A field of a row that no legacy record stands behind. */
function onlyNew(field: MappedField, row: NewRecord | undefined): ComparedField {
  const meaning = variantsOf(field)
    .map((variant) => row?.meanings.get(meaningOf(variant)))
    .find((found) => typeof found === 'string');
  return {
    field,
    state: FieldState.NOT_COMPARED,
    legacy: [],
    expected: undefined,
    actual: row?.cells.get(field.property),
    expectedMeaning: null,
    actualMeaning: typeof meaning === 'string' ? meaning : null,
    because: null,
  };
}

/** The database refuses whole rows, so the problem is put to the field that says which record it is. */
function rejected(mapping: Mapping, { message }: Rejection): Problem[] {
  const key = mapping.new.keyColumn ?? mapping.new.naturalKey[0] ?? '';
  return [{ code: 'REJECTED_BY_DATABASE', field: fieldOf(mapping, key), value: message, message }];
}

function notUnique(fields: readonly ComparedField[], taken: ReadonlySet<string>): Problem[] {
  return fields
    .filter((compared) => taken.has(compared.field.property))
    .map(({ field }) => ({
      code: 'NOT_UNIQUE' as const,
      field,
      value: null,
      message: `another row already has the expected ${field.property}, which must be unique`,
    }));
}

function verdictOf(input: PairInput, fields: readonly ComparedField[], problems: readonly Problem[]): Verdict {
  const { mapping, legacy, rows } = input;
  if (legacy === null) return Verdict.EXTRA;
  const scope = scopeOf(mapping, legacy);
  if (scope === 'OUT') return rows.length === 0 ? Verdict.EXCLUDED : Verdict.EXTRA;
  if (scope === 'UNREADABLE' || has(fields, FieldState.UNREADABLE)) return Verdict.UNREADABLE;
  if (rows.length > 1) return Verdict.AMBIGUOUS;
  if (rows.length === 0) return problems.length > 0 ? Verdict.BLOCKED : Verdict.MISSING;
  return has(fields, FieldState.DIFFERENT) ? Verdict.DIFFERENT : Verdict.MATCHED;
}

const has = (fields: readonly ComparedField[], state: FieldState): boolean =>
  fields.some((compared) => compared.state === state && isCompared(compared.field.rule));
