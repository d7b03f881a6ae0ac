import type { DispatchState } from '../../entities/legacy/dispatch-state';
import type { CaseState } from '../../entities/new/case-state';
import type { OrderState } from '../../entities/new/order-state';
import { ORDER_WITHOUT_CASE_ID, wrongStatusStateIds } from '../faults/fault-ids';
import { jsonNumber, jsonObject } from '../making/json';
import type { Random } from '../making/random';
import { groupBy, type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import { Spread } from '../making/spread';
import { pickActor } from '../people/actors';
import { profileOf } from '../people/profiles';
import { lossOf, lostIds } from './instruction-kinds';
import type { Instruction } from './instructions';
import { isMigrated } from './orders';

type LegacyState = Row<DispatchState>;

/** The states by their codes: in all, and of orders that were lost. */
const CODES = { 11: { all: 2_599, lost: 172 }, 12: { all: 2_152, lost: 27 } } as const;

const lost = Object.entries(CODES).flatMap(([code, counts]) => Array<string>(counts.lost).fill(code));
const migrated = Object.entries(CODES).flatMap(([code, { all, lost: not }]) => Array<string>(all - not).fill(code));

const STATES = lost.length + migrated.length;
export const LOST_STATES = lost.length;

/** Which states are those of lost orders, by their places in the table. */
const lostPlaces = new Spread(STATES, LOST_STATES);

/** Orders that have states; the others were placed before the application kept them. */
const ORDERS_WITH_STATES = 1_900;

/** Moments in order, but for some that were entered late; and of two states of one order, some have the same. */
function makeMoments(random: Random): string[] {
  const moments = Array.from({ length: STATES }, () => random.instant('2019-03-01', '2025-08-14')).sort();
  for (let place = 0; place + 200 < STATES; place += 29) {
    const [early = '', late = ''] = [moments[place], moments[place + 200]];
    [moments[place], moments[place + 200]] = [late, early];
  }
  return moments;
}

/** One state in 41 came at the same moment as the one before it, and is of the same order. */
const isTwin = (place: number): boolean => place % 41 === 40 && !lostPlaces.has(place) && !lostPlaces.has(place - 1);

export function makeLegacyStates(seed: Seed, instructions: readonly Instruction[]): LegacyState[] {
  const random = seed.random('states');
  const candidates = instructions.filter((entry) => isMigrated(entry) && entry.id !== ORDER_WITHOUT_CASE_ID);
  const orderIds = random.shuffle(candidates.map((entry) => entry.id)).slice(0, ORDERS_WITH_STATES);
  const codes = { lost: random.shuffle(lost), migrated: random.shuffle(migrated) };
  const moments = makeMoments(random);
  const states: LegacyState[] = [];
  for (let place = 0; place < STATES; place += 1) {
    const isLost = lostPlaces.has(place);
    const twin = isTwin(place) ? states[place - 1] : undefined;
    states.push({
      id: String(place + 1),
      status: codes[isLost ? 'lost' : 'migrated'].pop() ?? '',
      on: random.happens(55),
      changedAt: twin?.changedAt ?? moments[place] ?? '',
      actorId: pickActor(random),
      instructionId: twin?.instructionId ?? random.pick(isLost ? lostIds : orderIds),
    });
  }
  return states;
}

/** Each state's predecessor among those that share something: by the moment, and by id where moments are equal. */
function predecessors(
  states: readonly LegacyState[],
  keyOf: (state: LegacyState) => string,
): ReadonlyMap<LegacyState, LegacyState> {
  const found = new Map<LegacyState, LegacyState>();
  for (const group of groupBy(states, keyOf).values()) {
    const inOrder = [...group].sort((one, other) =>
      one.changedAt === other.changedAt ? Number(one.id) - Number(other.id) : one.changedAt < other.changedAt ? -1 : 1,
    );
    for (const [index, state] of inOrder.entries()) {
      const before = inOrder[index - 1];
      if (before !== undefined) found.set(state, before);
    }
  }
  return found;
}

function orderStatusOf({ status, on }: LegacyState): string {
  if (status === '11') return on ? 'submitted' : 'approved';
  return on ? 'approved' : 'shipped';
}

/** How another script reads the codes: as places in a production line that was never deployed. */
const otherStatusOf = ({ status }: LegacyState): string => (status === '11' ? 'in_production' : 'on_hold');

export function makeOrderStates(seed: Seed, legacy: readonly LegacyState[]): Row<OrderState>[] {
  const before = predecessors(legacy, (state) => state.instructionId);
  return legacy
    .filter((state) => lossOf(state.instructionId) === undefined)
    .map((state) => {
      const last = before.get(state);
      return {
        id: seed.newId('order_states', state.id),
        legacyStateId: state.id,
        actorId: profileOf(seed, state.actorId),
        changedAt: state.changedAt,
        fromStatus: last === undefined ? null : orderStatusOf(last),
        isActive: state.on,
        metadata: jsonObject({ legacy_status: jsonNumber(state.status) }),
        orderId: seed.newId('orders', state.instructionId),
        toStatus: wrongStatusStateIds.includes(state.id) ? otherStatusOf(state) : orderStatusOf(state),
      };
    });
}

const caseStateOf = ({ status }: LegacyState): string => (status === '11' ? 'treatment_active' : 'case_closed');

export function makeCaseStates(
  seed: Seed,
  legacy: readonly LegacyState[],
  instructions: readonly Instruction[],
): Row<CaseState>[] {
  const byId = new RowIndex(instructions);
  const patientOf = (state: LegacyState): string => byId.find(state.instructionId)?.patientId ?? '';
  const before = predecessors(legacy, patientOf);
  return legacy
    .filter((state) => lossOf(state.instructionId) === undefined)
    .map((state) => {
      const last = before.get(state);
      return {
        id: seed.newId('case_states', state.id),
        legacyStateId: state.id,
        automated: true,
        caseId: seed.newId('cases', patientOf(state)),
        changedAt: state.changedAt,
        changedById: profileOf(seed, state.actorId),
        currentState: caseStateOf(state),
        metadata: null,
        notes: null,
        previousState: last === undefined ? null : caseStateOf(last),
        reason: null,
      };
    });
}
