import { wrongSideJawIds } from '../faults/fault-ids';
import type { Seed } from '../making/seed';
import { INSTRUCTIONS, lossOf, lostInstructions } from './instruction-kinds';

const JAWS = 39_000;

/** One jaw in so many is named by no instruction: 193 of them. */
const UNNAMED_EVERY = 202;

export const jawIds: readonly string[] = Array.from({ length: JAWS }, (_, index) => String(index + 1));

const isNamed = (id: string): boolean => Number(id) % UNNAMED_EVERY !== 0;

type JawSide = 'upper' | 'lower';

export interface NamedJaw {
  readonly id: string;
  /** The only instruction that names it. */
  readonly instructionId: string;
  readonly side: JawSide;
}

type Place = Omit<NamedJaw, 'id'>;

const bothPlaces = (instructionId: string): Place[] => [
  { instructionId, side: 'upper' },
  { instructionId, side: 'lower' },
];

/** Both jaws of every instruction that was not migrated. */
const lostPlaces: readonly Place[] = lostInstructions.flatMap(({ id }) => bothPlaces(id));

const migratedPlaces = (): Place[] =>
  Array.from({ length: INSTRUCTIONS }, (_, index) => String(index + 1))
    .filter((id) => lossOf(id) === undefined)
    .flatMap(bothPlaces);

/** Which instruction names which jaw. Most orders have both, some only one, a few none. */
export function planJaws(seed: Seed): NamedJaw[] {
  const random = seed.random('jaw plan');
  const free = random.shuffle(jawIds.filter((id) => isNamed(id) && !wrongSideJawIds.includes(id)));
  const migratedIds = [...wrongSideJawIds, ...free.slice(lostPlaces.length)];
  const places = random.shuffle(migratedPlaces()).slice(0, migratedIds.length);
  const pair = (ids: readonly string[], to: readonly Place[]): NamedJaw[] =>
    to.map((place, index) => ({ id: ids[index] ?? '', ...place }));
  return [...pair(free, lostPlaces), ...pair(migratedIds, places)];
}

/** The jaws that an instruction names. */
export class JawsOf {
  private readonly ids: ReadonlyMap<string, string>;

  constructor(plan: readonly NamedJaw[]) {
    this.ids = new Map(plan.map((jaw) => [`${jaw.side}/${jaw.instructionId}`, jaw.id]));
  }

  find(instructionId: string, side: JawSide): string | null {
    return this.ids.get(`${side}/${instructionId}`) ?? null;
  }
}
