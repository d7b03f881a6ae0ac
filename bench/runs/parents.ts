import { PARENTS, parentId } from './records';

/** Parents of the generated records. The new ones have ids that follow from their keys, so that nobody looks them up. */

const one = (table: string): string => parentId(table, '0');

export const LEGACY_PARENTS: readonly string[] = [
  `INSERT INTO django_content_type (id, app_label, model) VALUES (1, 'dispatch', 'instruction'), (2, 'dispatch', 'patient')`,
  `INSERT INTO auth_user (id, password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined)
   SELECT seq, '', 0, concat('user', seq), 'Ada', 'Example', '', 0, 1, '2018-01-01' FROM seq_1_to_${PARENTS}`,
  `INSERT INTO dispatch_instruction (id, patient_id, course_id, \`order\`, notes, scanner_notes, exports, conditions, complaint,
     objective, price, status, cbct, deleted, suffix, submitted_at)
   SELECT seq, 1, 1, 1, '', '', '{}', '', '', '', 1490.00, 1, 0, 0, 'A', '2021-05-05' FROM seq_1_to_${PARENTS}`,
];

export const NEW_PARENTS: readonly string[] = [
  `INSERT INTO profiles (id, legacy_user_id, profile_type, first_name, last_name)
   SELECT ${parentId('profiles', 'n')}, n, 'doctor', 'Ada', 'Example' FROM generate_series(0, ${PARENTS}) n`,
  `INSERT INTO doctors (id, profile_id) VALUES (${one('doctors')}, ${one('profiles')})`,
  `INSERT INTO patients (id, profile_id) VALUES (${one('patients')}, ${one('profiles')})`,
  `INSERT INTO orders (id, legacy_instruction_id, order_number, course_type, doctor_id, patient_id)
   SELECT ${parentId('orders', 'n')}, n, 'A-' || n, 'main', ${one('doctors')}, ${one('patients')}
   FROM generate_series(1, ${PARENTS}) n`,
];
