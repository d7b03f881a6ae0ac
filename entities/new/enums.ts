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

export const TECHNICIAN_TYPE = [
  'sectioning',
  'quality_control',
  'designing',
  'manufacturing',
  'master',
  'remote',
] as const;

export const CASE_STATUS_TYPE = [
  'consultation',
  'diagnosis',
  'treatment_plan',
  'active',
  'refinement',
  'retention',
  'completed',
  'cancelled',
  'on_hold',
  'transferred',
  'revision',
] as const;

export const CASE_STATE_TYPE = [
  'new',
  'consultation_scheduled',
  'consultation_completed',
  'diagnosis_in_progress',
  'awaiting_approval',
  'treatment_approved',
  'impressions_needed',
  'impressions_received',
  'treatment_planning',
  'plan_review',
  'plan_approved',
  'manufacturing',
  'quality_check',
  'ready_for_delivery',
  'delivered',
  'treatment_active',
  'mid_treatment_review',
  'refinement_needed',
  'refinement_active',
  'retention_phase',
  'follow_up',
  'case_closed',
  'discontinued',
] as const;

export const CASE_COMPLEXITY_TYPE = [
  'simple',
  'moderate',
  'complex',
  'comprehensive',
  'extraction',
  'surgical',
  'interceptive',
  'retention_only',
] as const;

export const CASE_MESSAGE_TYPE = [
  'clinical_note',
  'patient_question',
  'doctor_response',
  'lab_communication',
  'appointment_reminder',
  'treatment_update',
  'administrative',
  'emergency',
  'prescription',
  'insurance_note',
  'billing_note',
  'system_message',
  'internal_note',
] as const;

export const COMMENT_TYPE_ENUM = [
  'treatment_discussion',
  'doctor_note',
  'task_note',
  'notification_context',
  'record_annotation',
] as const;

export const TASK_STATUS = ['pending', 'in_progress', 'completed', 'approved', 'rejected', 'cancelled'] as const;

export const PROJECT_TYPE = [
  'treatment_plan',
  'stl_upper',
  'stl_lower',
  'clinical_photo',
  'xray',
  'cbct_scan',
  'simulation',
  'aligner_design',
  'document',
  'other',
] as const;

export const PROJECT_STATUS = [
  'draft',
  'in_review',
  'approved',
  'in_progress',
  'completed',
  'archived',
  'deleted',
] as const;

export const DISCOUNT_TYPE = ['percentage', 'fixed_amount', 'free_shipping', 'bundle'] as const;
