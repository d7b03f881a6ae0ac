import { AuthGroup } from '../entities/legacy/auth-group';
import { AuthUser } from '../entities/legacy/auth-user';
import { AuthUserGroups } from '../entities/legacy/auth-user-groups';
import { DispatchCategory } from '../entities/legacy/dispatch-category';
import { DispatchCourse } from '../entities/legacy/dispatch-course';
import { DispatchDoctorsetting } from '../entities/legacy/dispatch-doctorsetting';
import { DispatchInstruction } from '../entities/legacy/dispatch-instruction';
import { DispatchNote } from '../entities/legacy/dispatch-note';
import { DispatchOffice } from '../entities/legacy/dispatch-office';
import { DispatchOfficeDoctors } from '../entities/legacy/dispatch-office-doctors';
import { DispatchOperation } from '../entities/legacy/dispatch-operation';
import { DispatchPatient } from '../entities/legacy/dispatch-patient';
import { DispatchPayment } from '../entities/legacy/dispatch-payment';
import { DispatchProduct } from '../entities/legacy/dispatch-product';
import { DispatchRole } from '../entities/legacy/dispatch-role';
import { DispatchTemplate } from '../entities/legacy/dispatch-template';
import { DispatchTemplateProducts } from '../entities/legacy/dispatch-template-products';
import { DispatchTemplateViewGroups } from '../entities/legacy/dispatch-template-view-groups';
import { Category } from '../entities/new/category';
import { Doctor } from '../entities/new/doctor';
import { DoctorNote } from '../entities/new/doctor-note';
import { Office } from '../entities/new/office';
import { Order } from '../entities/new/order';
import { Patient } from '../entities/new/patient';
import { Payment } from '../entities/new/payment';
import { PaymentOperation } from '../entities/new/payment-operation';
import { Product } from '../entities/new/product';
import { Profile } from '../entities/new/profile';
import { Shipment } from '../entities/new/shipment';
import { Team } from '../entities/new/team';
import { TeamCommunication } from '../entities/new/team-communication';
import { Technician } from '../entities/new/technician';
import { Template } from '../entities/new/template';
import { TemplateProduct } from '../entities/new/template-product';
import { TemplateViewGroup } from '../entities/new/template-view-group';
import { doctorIds, makeDoctors, makeDoctorsettings, makeNewDoctors, makeOfficeLinks } from './doctors';
import { makeGroups, makeMemberships, makeRoles, makeTeams } from './groups';
import { makeInstructions } from './instructions';
import { Names } from './names';
import { makeDoctorNotes, makeNotes, makeTeamCommunications } from './notes';
import { makeLegacyOffices, makeNewOffices } from './offices';
import { makeLegacyOperations, makeNewOperations } from './operations';
import { isMigrated, makeOrders } from './orders';
import { CareOf, makeLegacyPatients, makeNewPatients, makePatientAccounts } from './patients';
import { planPayments } from './payment-plan';
import { makeLegacyPayments, makeNewPayments, PatientOf } from './payments';
import { makeCourses, makeLegacyProducts, makeNewProducts } from './products';
import { makeProfiles } from './profiles';
import { rowsOf, type TableRows } from './row';
import type { Seed } from './seed';
import { makeShipments } from './shipments';
import { makeStaff } from './staff';
import { makeTechnicians } from './technicians';
import { makeLegacyTemplateProducts, makeNewTemplateProducts, makeViewGroups } from './template-links';
import { makeLegacyCategories, makeLegacyTemplates, makeNewCategories, makeNewTemplates } from './templates';

/** The rows of some tables, parents before children. */
export interface Sample {
  readonly legacy: readonly TableRows[];
  readonly new: readonly TableRows[];
}

function makePeople(seed: Seed) {
  const names = new Names(seed);
  const offices = makeLegacyOffices(seed, names, doctorIds);
  const links = makeOfficeLinks(seed, offices);
  const doctors = makeDoctors(seed, names);
  const accounts = [...makeStaff(seed, names), ...doctors, ...makePatientAccounts(seed, names)];
  const patients = makeLegacyPatients(seed, offices, links);
  return { offices, links, doctors, accounts, patients, care: new CareOf(seed, offices) };
}

type People = ReturnType<typeof makePeople>;

const peopleSample = (seed: Seed, { offices, links, doctors, accounts, patients, care }: People): Sample => ({
  legacy: [
    rowsOf(AuthGroup, makeGroups()),
    rowsOf(AuthUser, accounts),
    rowsOf(AuthUserGroups, makeMemberships(patients)),
    rowsOf(DispatchRole, makeRoles(seed)),
    rowsOf(DispatchDoctorsetting, makeDoctorsettings(seed)),
    rowsOf(DispatchOffice, offices),
    rowsOf(DispatchOfficeDoctors, links),
    rowsOf(DispatchPatient, patients),
  ],
  new: [
    rowsOf(Office, makeNewOffices(seed, offices)),
    rowsOf(Profile, makeProfiles(seed, accounts, patients)),
    rowsOf(Doctor, makeNewDoctors(seed, doctors, offices, links)),
    rowsOf(Patient, makeNewPatients(seed, patients, care)),
    rowsOf(Technician, makeTechnicians(seed, accounts)),
    rowsOf(Team, makeTeams(seed)),
  ],
});

function catalogueSample(seed: Seed): Sample {
  const categories = makeLegacyCategories(seed);
  const products = makeLegacyProducts();
  const templates = makeLegacyTemplates(seed);
  const templateIds = templates.map((template) => template.id);
  const pairs = makeLegacyTemplateProducts(seed, templateIds);
  const viewGroups = makeViewGroups(seed, templateIds);
  return {
    legacy: [
      rowsOf(DispatchCategory, categories),
      rowsOf(DispatchCourse, makeCourses()),
      rowsOf(DispatchProduct, products),
      rowsOf(DispatchTemplate, templates),
      rowsOf(DispatchTemplateProducts, pairs),
      rowsOf(DispatchTemplateViewGroups, viewGroups.legacy),
    ],
    new: [
      rowsOf(Category, makeNewCategories(seed, categories)),
      rowsOf(Product, makeNewProducts(seed, products)),
      rowsOf(Template, makeNewTemplates(seed, templates)),
      rowsOf(TemplateProduct, makeNewTemplateProducts(seed, pairs)),
      rowsOf(TemplateViewGroup, viewGroups.new),
    ],
  };
}

function ordersSample(seed: Seed, { patients, offices, care }: People, hasBrokenBytes: boolean): Sample {
  const instructions = makeInstructions(seed, patients);
  const patientOf = new PatientOf(instructions, patients);
  const plan = planPayments(
    seed,
    instructions.filter(isMigrated).map((instruction) => instruction.id),
  );
  const payments = makeLegacyPayments(seed, plan, patientOf);
  const operations = makeLegacyOperations(seed, plan, payments);
  return {
    legacy: [
      rowsOf(DispatchInstruction, instructions),
      rowsOf(DispatchPayment, payments),
      rowsOf(DispatchOperation, operations),
    ],
    new: [
      rowsOf(Order, makeOrders(seed, { instructions, patients, care, hasBrokenBytes })),
      rowsOf(Shipment, makeShipments(seed, instructions, patients, offices)),
      rowsOf(Payment, makeNewPayments(seed, plan, payments, patientOf)),
      rowsOf(PaymentOperation, makeNewOperations(seed, operations)),
    ],
  };
}

function notesSample(seed: Seed): Sample {
  const notes = makeNotes(seed);
  return {
    legacy: [rowsOf(DispatchNote, notes)],
    new: [
      rowsOf(DoctorNote, makeDoctorNotes(seed, notes)),
      rowsOf(TeamCommunication, makeTeamCommunications(seed, notes)),
    ],
  };
}

/** All rows of both sides. */
export function makeSample(seed: Seed, hasBrokenBytes: boolean): Sample {
  const people = makePeople(seed);
  const parts = [
    peopleSample(seed, people),
    catalogueSample(seed),
    ordersSample(seed, people, hasBrokenBytes),
    notesSample(seed),
  ];
  return { legacy: parts.flatMap((part) => part.legacy), new: parts.flatMap((part) => part.new) };
}
