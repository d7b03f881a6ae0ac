import type { Mapping } from '../mapping';
import { categories } from './categories';
import { doctorNotes } from './doctor-notes';
import { doctors } from './doctors';
import { offices } from './offices';
import { orders } from './orders';
import { patients } from './patients';
import { paymentOperations } from './payment-operations';
import { payments } from './payments';
import { products } from './products';
import { profiles } from './profiles';
import { shipments } from './shipments';
import { teamCommunications } from './team-communications';
import { teams } from './teams';
import { technicians } from './technicians';
import { templateProducts } from './template-products';
import { templateViewGroups } from './template-view-groups';
import { templates } from './templates';

/** Parents before children: in this order a record's references can be resolved when its turn comes. */
export const mappings: readonly Mapping[] = [
  // People and places, which nearly everything else names.
  offices,
  profiles,
  doctors,
  patients,
  technicians,
  // The catalogue: a template needs its category, the pairs need both of their ends.
  categories,
  products,
  templates,
  templateProducts,
  templateViewGroups,
  // Orders need a patient and a doctor; parcels and payments need the order.
  orders,
  shipments,
  payments,
  paymentOperations,
  // Notes need their doctor and their author, communications a team as well.
  doctorNotes,
  teams,
  teamCommunications,
];
