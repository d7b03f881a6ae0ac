import { DispatchCategory } from '../../entities/legacy/dispatch-category';
import { DispatchCourse } from '../../entities/legacy/dispatch-course';
import { DispatchInstruction } from '../../entities/legacy/dispatch-instruction';
import { DispatchNote } from '../../entities/legacy/dispatch-note';
import { DispatchOperation } from '../../entities/legacy/dispatch-operation';
import { DispatchPayment } from '../../entities/legacy/dispatch-payment';
import { DispatchProduct } from '../../entities/legacy/dispatch-product';
import { DispatchTemplate } from '../../entities/legacy/dispatch-template';
import { DispatchTemplateProducts } from '../../entities/legacy/dispatch-template-products';
import { DispatchTemplateViewGroups } from '../../entities/legacy/dispatch-template-view-groups';
import { type Row, rowsOf, type TableRows } from '../../sample/making/row';
import { MOMENT } from './world-people';

const note = (id: string, text: string, authorId: string | null, doctorId: string): Row<DispatchNote> => ({
  id,
  createdAt: MOMENT,
  text,
  authorId,
  doctorId,
});

/** Read by two mappings: as notes about doctors and as communications to a team. */
const notes = [
  note('20', 'hello 😀 ', '1', '1'),
  note('21', 'first missing', '2', '1'),
  note('22', 'by a technician', '4', '1'),
  note('23', 'by a doctor without profile', '6', '2'),
  note('24', 'by a technician without profile', '7', '2'),
  note('25', ' ', '1', '1'),
  note('26', 'by nobody we know', '99', '2'),
  note('27', 'loaded twice as a note', '1', '2'),
  note('28', 'as it should be', '1', '3'),
  note('29', 'second missing', '2', '3'),
  note('30', 'third missing', '3', '3'),
  note('31', 'fourth missing', '1', '3'),
];

const order = (
  id: string,
  patientId: string,
  more: Partial<Row<DispatchInstruction>> = {},
): Row<DispatchInstruction> => ({
  id,
  patientId,
  courseId: '1',
  order: '1',
  model: null,
  scanner: '2',
  upperJawId: null,
  lowerJawId: null,
  notes: '',
  scannerNotes: '',
  exports: '{}',
  conditions: '',
  complaint: 'crowding',
  objective: '',
  price: '255.48',
  status: '1',
  cbct: false,
  acceptExtraction: null,
  comprehensive: null,
  deleted: false,
  suffix: 'X',
  submittedAt: MOMENT,
  updatedAt: MOMENT,
  ...more,
});

const payment = (id: string, instructionId: string | null): Row<DispatchPayment> => ({
  id,
  madeAt: MOMENT,
  free: false,
  taxRate: '0.1025',
  taxValue: '20.00',
  paidPrice: '100.00',
  instructionId,
  usedCredit: '0.00',
  canceled: false,
  paid: true,
  customPrice: null,
  subtotalPrice: '80.00',
  doctorId: '1',
  officeId: '201',
  orderId: null,
  installments: '[]',
  additionalPrice: '0.00',
  netsuite: false,
  totalPrice: '120.10',
});

const operation = (id: string, paymentId: string, type = '1'): Row<DispatchOperation> => ({
  id,
  type,
  madeAt: MOMENT,
  price: '100.00',
  sqOrderId: '',
  sqPaymentId: '',
  sqRefundId: '',
  cardBrand: 'VISA',
  cardBin: '411111',
  cardLast: '1111',
  officeCard: false,
  paymentId,
  attempts: '1',
});

const template = (id: string, taskName: string): Row<DispatchTemplate> => ({
  id,
  taskName,
  actionName: 'act',
  textName: '',
  function: '1',
  status: '1',
  duration: '8',
  categoryId: '402',
  courseId: null,
  predefined: false,
  readOnly: false,
  extensions: '',
  alerts: '',
  separate: false,
});

const product = (id: string, courseId: string): Row<DispatchProduct> => ({
  id,
  name: `Product ${id}`,
  description: '',
  free: false,
  deleted: false,
  customization: '{}',
  type: null,
  substitute: false,
  courseId,
});

export const work: readonly TableRows[] = [
  rowsOf(DispatchNote, notes),
  rowsOf(DispatchCourse, [{ id: '1', name: 'Main', type: '1', customization: '{}' }]),
  rowsOf(DispatchInstruction, [
    order('1001', '101', { status: '4' }),
    order('1002', '102'),
    // Its patient is gone.
    order('1003', '999'),
    order('1004', '101'),
    order('1005', '103'),
    order('1006', '101', { deleted: true }),
  ]),
  rowsOf(DispatchPayment, [
    payment('5001', '1001'),
    payment('5002', '1002'),
    payment('5003', '1003'),
    payment('5004', '1004'),
    payment('5005', '1005'),
    payment('5006', null),
  ]),
  // The last one has a type without a label.
  rowsOf(DispatchOperation, [operation('7001', '5001'), operation('7005', '5005'), operation('7006', '5001', '9')]),
  rowsOf(DispatchCategory, [
    { id: '401', name: 'Production', parentId: null },
    { id: '402', name: 'Printing', parentId: '401' },
  ]),
  rowsOf(DispatchTemplate, [template('301', 'Print'), template('302', 'Polish')]),
  // The last one is of a course that the new side has no label for.
  rowsOf(DispatchProduct, [product('501', '1'), product('502', '2'), product('503', '8')]),
  rowsOf(DispatchTemplateProducts, [
    { id: '601', templateId: '301', productId: '501' },
    { id: '602', templateId: '301', productId: '502' },
    { id: '603', templateId: '302', productId: '503' },
  ]),
  rowsOf(DispatchTemplateViewGroups, [{ id: '701', templateId: '301', groupId: '7' }]),
];
