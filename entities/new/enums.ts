// Labels of the native enum types of the new database.

export const PROFILE_TYPE = ['patient', 'doctor', 'technician', 'master', 'sales_person', 'agent', 'client'] as const;

export const GENDER = ['male', 'female', 'other', 'unknown'] as const;

export const PATIENT_STATUS_TYPE = [
  'active',
  'consultation',
  'treatment_plan',
  'in_treatment',
  'retention',
  'completed',
  'on_hold',
  'cancelled',
  'transferred',
  'archived',
  'prospect',
] as const;

export const DOCTOR_STATUS_TYPE = [
  'active',
  'pending',
  'training',
  'on_leave',
  'suspended',
  'retired',
  'transferred',
  'inactive',
  'locum',
  'consultant',
] as const;

export const ORDER_STATUS = [
  'no_product',
  'submitted',
  'approved',
  'in_production',
  'shipped',
  'add_plan',
  'on_hold',
  'cancelled',
] as const;

export const COURSE_TYPE = ['main', 'refinement', 'any', 'replacement', 'invoice', 'merchandise'] as const;

export const PAYMENT_STATUS = ['pending', 'processing', 'completed', 'failed', 'refunded', 'cancelled'] as const;

export const TEAM_COMMUNICATION_TYPE = [
  'status_update',
  'approval_request',
  'approval_granted',
  'approval_denied',
  'task_assignment',
  'quality_check',
  'production_note',
  'team_announcement',
] as const;
