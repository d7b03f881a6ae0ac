import type { Mapping } from '../mapping';
import { caseMessages } from './case-messages';
import { caseStates } from './case-states';
import { cases } from './cases';
import { categories } from './categories';
import { comments } from './comments';
import { courses } from './courses';
import { discounts } from './discounts';
import { doctorNotes } from './doctor-notes';
import { doctorOffices } from './doctor-offices';
import { doctors } from './doctors';
import { files } from './files';
import { jaws } from './jaws';
import { messageAttachments } from './message-attachments';
import { messages } from './messages';
import { offers } from './offers';
import { offices } from './offices';
import { orderCases } from './order-cases';
import { orderFiles } from './order-files';
import { orderStates } from './order-states';
import { orders } from './orders';
import { patients } from './patients';
import { paymentOperations } from './payment-operations';
import { payments } from './payments';
import { products } from './products';
import { profiles } from './profiles';
import { projects } from './projects';
import { rolePermissions } from './role-permissions';
import { roles } from './roles';
import { shipments } from './shipments';
import { storages } from './storages';
import { systemMessages } from './system-messages';
import { tasks } from './tasks';
import { teamCommunications } from './team-communications';
import { teams } from './teams';
import { technicianRoles } from './technician-roles';
import { technicians } from './technicians';
import { templateEditRoles } from './template-edit-roles';
import { templatePredecessors } from './template-predecessors';
import { templateProducts } from './template-products';
import { templateViewGroups } from './template-view-groups';
import { templateViewRoles } from './template-view-roles';
import { templates } from './templates';
import { treatmentDiscussions } from './treatment-discussions';
import { treatmentPlans } from './treatment-plans';
import { wares } from './wares';

/** Parents before children: in this order a record's references can be resolved when its turn comes. */
export const mappings: readonly Mapping[] = [
  // People and places, which nearly everything else names.
  offices,
  profiles,
  doctors,
  doctorOffices,
  patients,
  technicians,
  technicianRoles,
  // The catalogue: a template needs its category, the pairs need both of their ends.
  roles,
  rolePermissions,
  categories,
  courses,
  products,
  templates,
  templatePredecessors,
  templateProducts,
  templateViewGroups,
  templateViewRoles,
  templateEditRoles,
  // Orders need a patient and a doctor; parcels, jaws, states, tasks and payments need the order.
  orders,
  orderStates,
  jaws,
  tasks,
  shipments,
  payments,
  paymentOperations,
  wares,
  offers,
  discounts,
  // A case is a patient's whole treatment: its orders and what happened to it follow from them.
  cases,
  orderCases,
  caseStates,
  // Plans need their project; what was said about a plan needs the plan, and reaches the case through its order.
  projects,
  treatmentPlans,
  comments,
  treatmentDiscussions,
  caseMessages,
  // Notes need their doctor and their author, communications a team as well.
  doctorNotes,
  teams,
  teamCommunications,
  // Messages are about people; files hang on orders and messages.
  messages,
  files,
  orderFiles,
  messageAttachments,
  storages,
  // What the system itself told people, sometimes about an order.
  systemMessages,
];
