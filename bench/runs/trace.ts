import { PairLoader } from '../../reconciliation/comparing/pair-loader';
import { LedgerMemory } from '../../reconciliation/ledger/memory';
import { mappings } from '../../reconciliation/mappings/all';
import { paymentOperations } from '../../reconciliation/mappings/payment-operations';
import { type Cause, CauseCode } from '../../reconciliation/tracing/cause';
import { Tracer } from '../../reconciliation/tracing/tracer';
import { compareRanges } from './compare-ranges';
import { countDiscrepancies, forgetAll } from './ledger';
import { formatGoal, formatTable, formatTimes } from './markdown';
import { runRounds, secondsOf, timesOf } from './rounds';
import type { World } from './world';

/**
 * The causes of blocked records, each with a chain of its own: operation, payment, order, patient, and an account whose
 * profile did not come over. The patient's doctor did, so that nothing else is in the way.
 */

const BLOCKED = 10_000;
const DEPTH = 5;
/** As a comparison looks at them. */
const BATCH = 1_000;
const GOAL = { most: 10, unit: ' s' };
/** Far from the keys of other records. */
const FIRST = 1_000_000;

const KEYS = `seq_${FIRST + 1}_to_${FIRST + BLOCKED}`;

const CHAIN = [
  `INSERT INTO auth_user (id, password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined)
   SELECT seq, '', 0, concat('blocked', seq), 'Ada', 'Example', '', 0, 1, '2018-01-01' FROM ${KEYS}`,
  `INSERT INTO dispatch_patient (id, user_id, doctor_id, archived, suspended, schemes, suffix)
   SELECT seq, seq, 1, 0, 0, '{}', 'A' FROM ${KEYS}`,
  `INSERT INTO dispatch_instruction (id, patient_id, course_id, \`order\`, notes, scanner_notes, exports, conditions, complaint,
     objective, price, status, cbct, deleted, suffix, submitted_at)
   SELECT seq, seq, 1, 1, '', '', '{}', '', '', '', 1490.00, 1, 0, 0, 'A', '2021-05-05' FROM ${KEYS}`,
  `INSERT INTO dispatch_payment (id, free, tax_rate, tax_value, paid_price, instruction_id, used_credit, canceled, paid,
     subtotal_price, installments, additional_price, netsuite, total_price)
   SELECT seq, 0, 0, 0, 100, seq, 0, 0, 1, 100, '[]', 0, 0, 100 FROM ${KEYS}`,
  `INSERT INTO dispatch_operation (id, type, made_at, price, sq_order_id, sq_payment_id, sq_refund_id, card_brand, card_bin,
     card_last, office_card, payment_id, attempts)
   SELECT seq, 1, '2021-05-05', 100, '', '', '', '', '', '', 0, seq, 1 FROM ${KEYS}`,
];
const TABLES = ['auth_user', 'dispatch_patient', 'dispatch_instruction', 'dispatch_payment', 'dispatch_operation'];

const ALL_OF_IT = 'looked at, traced and remembered';
const TRACED = 'traced';

/** Throws when a cause does not lead through the whole chain to its end. */
function check(causes: readonly (readonly Cause[])[]): void {
  const isWhole = (cause: Cause): boolean =>
    cause.path.length === DEPTH && cause.root.code === CauseCode.PARENT_MISSING;
  const whole = causes.filter(([cause, ...others]) => cause !== undefined && others.length === 0 && isWhole(cause));
  if (whole.length !== causes.length)
    throw new Error(`${causes.length - whole.length} chains were not walked: ${JSON.stringify(causes[0])}`);
}

/** Seconds of the tracer alone. */
async function trace({ databases: { sides } }: World): Promise<number> {
  const loader = new PairLoader(sides, new LedgerMemory(sides.new));
  const tracer = new Tracer(loader, mappings);
  let seconds = 0;
  for (let first = FIRST + 1; first <= FIRST + BLOCKED; first += BATCH) {
    const ids = Array.from({ length: BATCH }, (_, index) => String(first + index));
    const pairs = await loader.listByLegacyIds(paymentOperations, ids);
    let causes: (readonly Cause[])[] = [];
    seconds += await secondsOf(async () => {
      causes = await tracer.trace(pairs);
    });
    check(causes);
  }
  return seconds;
}

async function checkLedger({ databases }: World): Promise<void> {
  const found = await countDiscrepancies(databases.sides.new);
  if (found.BLOCKED !== BLOCKED) throw new Error(`${JSON.stringify(found)} instead of ${BLOCKED} blocked records`);
}

/** Measures the tracer, and answers a table. */
export async function benchTrace(world: World, rounds: number): Promise<string> {
  for (const statement of CHAIN) await world.legacy.query(statement);
  for (const table of TABLES) await world.legacy.query(`ANALYZE TABLE ${table}`);
  await world.databases.new.query('UPDATE doctors SET legacy_user_id = 1');
  const times = await runRounds(rounds, [
    { name: TRACED, run: () => trace(world) },
    {
      name: ALL_OF_IT,
      prepare: () => forgetAll(world.databases.sides.new),
      run: () => secondsOf(() => compareRanges(world, paymentOperations.name)),
      finish: () => checkLedger(world),
    },
  ]);
  for (const table of TABLES) await world.legacy.query(`DELETE FROM ${table} WHERE id > ${FIRST}`);
  return formatTable(
    ['', 'median', 'least – most', 'goal'],
    [TRACED, ALL_OF_IT].map((name) => {
      const own = timesOf(times, name);
      return [name, ...formatTimes(own), name === TRACED ? formatGoal(GOAL, own.median) : ''];
    }),
  );
}
