import { cut, type Size } from '../making/size';
import { deletedIds } from '../orders/instruction-kinds';
import { type BulkFault, bulkFaultsOf } from './bulk-faults';
import { type PlantedFault, plantedFaults } from './planted-faults';

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
const basesOf = (size: Size): Readonly<Record<string, { base: number; excluded?: number }>> => ({
  offices: { base: 894, excluded: 371 },
  profiles: { base: 9_123 },
  doctors: { base: 1_213 },
  doctorOffices: { base: 1_668 },
  patients: { base: 7_854 },
  technicians: { base: 32 },
  technicianRoles: { base: 32 },
  roles: { base: 46 },
  rolePermissions: { base: 1_244 },
  categories: { base: 40 },
  courses: { base: 6 },
  products: { base: 14, excluded: 1 },
  templates: { base: 152 },
  templatePredecessors: { base: 191 },
  templateProducts: { base: 166 },
  templateViewGroups: { base: 183 },
  templateViewRoles: { base: 1_036 },
  templateEditRoles: { base: 603 },
  orders: { base: 23_284, excluded: 12 },
  orderStates: { base: 4_751 },
  // 193 that no order names, and two of each order that was deleted.
  jaws: { base: 39_000, excluded: 193 + 2 * deletedIds.length },
  tasks: { base: size.of(768_962) },
  shipments: { base: 2_453 },
  payments: { base: 16_014 },
  paymentOperations: { base: 3_522 },
  wares: { base: 16_552 },
  offers: { base: 788 },
  discounts: { base: 151 },
  cases: { base: 7_854 },
  orderCases: { base: 23_272 },
  caseStates: { base: 4_751 },
  projects: { base: size.of(66_000) },
  treatmentPlans: { base: size.of(67_000) },
  comments: { base: 15_074, excluded: 74 },
  treatmentDiscussions: { base: 15_074, excluded: 74 },
  caseMessages: { base: 15_074, excluded: 74 },
  doctorNotes: { base: 963 },
  teams: { base: 11, excluded: 2 },
  teamCommunications: { base: 963 },
  messages: { base: size.of(60_976) },
  files: { base: size.of(294_818) },
  orderFiles: { base: size.of(146_523) + size.of(250) },
  messageAttachments: { base: size.of(8_703) },
  storages: { base: 1 },
  systemMessages: { base: size.of(5_102_536), excluded: size.of(5_102_536) - size.of(2_039_588) },
});

/** Which faults are in the databases. */
interface Planted {
  readonly single: readonly PlantedFault[];
  readonly bulk: readonly BulkFault[];
}

function count(mapping: string, verdict: string, { single, bulk }: Planted): number {
  const isOne = (fault: PlantedFault | BulkFault): boolean => fault.mapping === mapping && fault.verdict === verdict;
  return bulk.filter(isOne).reduce((sum, fault) => sum + fault.count, single.filter(isOne).length);
}

function figuresOf(mapping: string, base: number, excluded: number, planted: Planted): Figures {
  const [different = 0, missing = 0, blocked = 0, ambiguous = 0, unreadable = 0] = [
    'DIFFERENT',
    'MISSING',
    'BLOCKED',
    'AMBIGUOUS',
    'UNREADABLE',
  ].map((verdict) => count(mapping, verdict, planted));
  return {
    base,
    matched: base - excluded - different - missing - blocked - ambiguous - unreadable,
    different,
    missing,
    blocked,
    excluded,
    ambiguous,
    unreadable,
    extra: count(mapping, 'EXTRA', planted),
  };
}

/** What a comparison of the whole sample must find, after the changes that follow the load. */
export function figuresFor(single: readonly PlantedFault[], size: Size): Readonly<Record<string, Figures>> {
  const planted = { single, bulk: bulkFaultsOf(size) };
  return Object.fromEntries(
    Object.entries(basesOf(size)).map(([mapping, { base, excluded = 0 }]) => [
      mapping,
      figuresOf(mapping, base, excluded, planted),
    ]),
  );
}

/** With every fault planted, in the size that is made unless the whole is asked for. */
export const expectedFigures = figuresFor(plantedFaults, cut);
