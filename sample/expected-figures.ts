import { bulkFaults, type PlantedFault, plantedFaults } from './planted-faults';

/** How many records of a mapping have each verdict. The base is their sum, EXTRA standing beside it. */
export interface Figures {
  readonly base: number;
  readonly matched: number;
  readonly different: number;
  readonly missing: number;
  readonly blocked: number;
  readonly excluded: number;
  readonly ambiguous: number;
  readonly unreadable: number;
  readonly extra: number;
}

/** Records of the legacy side by mapping, and those that are left out on purpose: no product of the generator. */
const bases: Readonly<Record<string, { base: number; excluded?: number }>> = {
  offices: { base: 894, excluded: 371 },
  profiles: { base: 9_123 },
  doctors: { base: 1_213 },
  patients: { base: 7_854 },
  technicians: { base: 32 },
  categories: { base: 40 },
  products: { base: 14, excluded: 1 },
  templates: { base: 152 },
  templateProducts: { base: 166 },
  templateViewGroups: { base: 183 },
  orders: { base: 23_284, excluded: 12 },
  shipments: { base: 2_453 },
  payments: { base: 16_014 },
  paymentOperations: { base: 3_522 },
  doctorNotes: { base: 963 },
  teams: { base: 11, excluded: 2 },
  teamCommunications: { base: 963 },
};

function count(mapping: string, verdict: string, faults: readonly PlantedFault[]): number {
  const single = faults.filter((fault) => fault.mapping === mapping && fault.verdict === verdict).length;
  const many = bulkFaults.filter((fault) => fault.mapping === mapping && fault.verdict === verdict);
  return many.reduce((sum, fault) => sum + fault.count, single);
}

function figuresOf(mapping: string, base: number, excluded: number, faults: readonly PlantedFault[]): Figures {
  const [different = 0, missing = 0, blocked = 0, ambiguous = 0, unreadable = 0] = [
    'DIFFERENT',
    'MISSING',
    'BLOCKED',
    'AMBIGUOUS',
    'UNREADABLE',
  ].map((verdict) => count(mapping, verdict, faults));
  return {
    base,
    matched: base - excluded - different - missing - blocked - ambiguous - unreadable,
    different,
    missing,
    blocked,
    excluded,
    ambiguous,
    unreadable,
    extra: count(mapping, 'EXTRA', faults),
  };
}

/** What a comparison of the whole sample must find, after the changes that follow the load. */
export function figuresFor(faults: readonly PlantedFault[]): Readonly<Record<string, Figures>> {
  return Object.fromEntries(
    Object.entries(bases).map(([mapping, { base, excluded = 0 }]) => [
      mapping,
      figuresOf(mapping, base, excluded, faults),
    ]),
  );
}

/** With every fault planted. */
export const expectedFigures = figuresFor(plantedFaults);
