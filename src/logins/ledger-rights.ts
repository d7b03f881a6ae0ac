/** What the service does with tables of the ledger. */
export interface LedgerRights {
  /** As GRANT names them. */
  readonly rights: string;
  readonly tables: readonly string[];
  /** Why these and no others. */
  readonly because: string;
}

/** Every table of the ledger once. None may be truncated, and none altered: that is for the login that owns them. */
export const LEDGER_RIGHTS: readonly LedgerRights[] = [
  {
    because: 'What was written stays written: the audit trail, what it is about, and who saw what.',
    rights: 'SELECT, INSERT',
    tables: ['access_entry', 'audit_entry', 'bulk_change', 'change'],
  },
  {
    because: 'Made once by "counterpart ledger migrate", and read from then on.',
    rights: 'SELECT',
    tables: ['migration', 'secret_key'],
  },
  {
    because: 'One row from the beginning, which moves on with the audit trail.',
    rights: 'SELECT, UPDATE',
    tables: ['audit_head'],
  },
  { because: 'A list of what went wrong.', rights: 'SELECT, INSERT', tables: ['run_failure'] },
  {
    because: 'States that change and stay.',
    rights: 'SELECT, INSERT, UPDATE',
    tables: [
      'api_token',
      'approval',
      'comparison',
      'comparison_day',
      'discrepancy',
      'field_decision',
      'idempotency_key',
      'rejection',
      'root_cause',
      'run',
      'run_segment',
      'switch',
      'waiver',
      'webhook',
    ],
  },
  {
    because: 'What is remembered as long as it is so.',
    rights: 'SELECT, INSERT, UPDATE, DELETE',
    tables: ['discrepancy_cause', 'discrepancy_field', 'outbox', 'pair_state', 'settled_block'],
  },
  {
    because: 'What people keep for themselves, and throw away.',
    rights: 'SELECT, INSERT, UPDATE, DELETE',
    tables: ['saved_view'],
  },
];
