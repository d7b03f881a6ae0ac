import { primaryColumn } from '../../entities/table';
import { type ComparedField, type Pair, type Problem, recordKey } from '../comparing/pair';
import { FieldState, Verdict } from '../comparing/verdict';
import { type Cause, CauseCode } from './cause';
import { hopOf } from './hop';
import { createRoot } from './root';

/** The parent is in the way, and not the record's own value. */
export const isParentProblem = (problem: Problem): boolean => problem.code.startsWith('PARENT_');

export function ownProblem(pair: Pair, problem: Problem): Cause {
  const code = CauseCode[problem.code as keyof typeof CauseCode];
  const field = problem.field.property;
  const record = code === CauseCode.NOT_UNIQUE || code === CauseCode.VALUE_INVALID ? hopOf(pair) : null;
  const root = createRoot({
    code,
    message: problem.message,
    mapping: pair.mapping,
    field,
    record,
    value: problem.value,
  });
  return { code, message: problem.message, field, path: [hopOf(pair)], root };
}

export function differs(pair: Pair, compared: ComparedField): Cause {
  const field = compared.field.property;
  const code = CauseCode.VALUE_DIFFERS;
  const message = `${field} is not what its rule gives (${compared.field.rule.words})`;
  const root = createRoot({ code, message, mapping: pair.mapping, field });
  return { code, message, field, path: [hopOf(pair)], root };
}

export function unreadable(pair: Pair): Cause[] {
  const code = CauseCode.VALUE_UNREADABLE;
  const broken = pair.fields.filter((compared) => compared.state === FieldState.UNREADABLE);
  return broken.map((compared) => {
    const field = compared.field.property;
    const root = createRoot({
      code,
      message: `${field} cannot be decoded`,
      mapping: pair.mapping,
      field,
      record: hopOf(pair),
    });
    return { code, message: compared.because ?? `${field} cannot be decoded`, field, path: [hopOf(pair)], root };
  });
}

/** A cause that concerns the record as a whole. */
export function whole(pair: Pair): Cause {
  const [code, message] = wholeFinding(pair);
  const record = code === CauseCode.NOT_MIGRATED ? null : { ...hopOf(pair), legacyId: recordKey(pair) };
  return {
    code,
    message,
    field: null,
    path: [hopOf(pair)],
    root: createRoot({ code, message, mapping: pair.mapping, record }),
  };
}

function wholeFinding(pair: Pair): [CauseCode, string] {
  const { mapping } = pair;
  if (pair.verdict === Verdict.MISSING)
    return [CauseCode.NOT_MIGRATED, 'nothing stands in the way: it can be migrated now'];
  if (pair.verdict === Verdict.AMBIGUOUS)
    return [CauseCode.LOADED_TWICE, `${pair.rows.length} rows of ${mapping.new.table.name} claim this record`];
  if (pair.legacy !== null)
    return [
      CauseCode.OUT_OF_SCOPE,
      `exists although the mapping leaves it out: ${mapping.legacy.scope?.because ?? ''}`,
    ];
  const { table, population, companions } = mapping.legacy;
  const isPart =
    Object.keys(population).length > 0 || Object.values(companions).some((one) => one.presence !== 'optional');
  const otherwise = isPart ? ` or is none of the ${mapping.title}` : '';
  return [
    CauseCode.NOT_IN_LEGACY,
    `claims a ${table.name} ${primaryColumn(table).name} that does not exist${otherwise}`,
  ];
}
