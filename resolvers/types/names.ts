import { registerEnumType } from 'type-graphql';
import { ConstraintKind } from '../../reconciliation/catalogue/constraints';
import { CheckCode, Severity } from '../../reconciliation/checking/finding';
import { FieldState, MovedSide, Verdict } from '../../reconciliation/comparing/verdict';
import { mappings } from '../../reconciliation/mappings/all';
import { RunAction } from '../../reconciliation/runs/allowed-actions';
import { CauseCode } from '../../reconciliation/tracing/cause';
import { RemedyKind } from '../../reconciliation/tracing/remedies';
import { RefusalCode } from '../../reconciliation/writing/refusal';
import { ROLE_WORDS, Role } from '../access/role';

/** The names of the mappings, made from their list. */
export const MappingName: Record<string, string> = Object.fromEntries(
  mappings.map((mapping) => [mapping.name, mapping.name]),
);

registerEnumType(MappingName, {
  name: 'MappingName',
  description: 'How records of one legacy table become records of one new table.',
  valuesConfig: Object.fromEntries(mappings.map((mapping) => [mapping.name, { description: mapping.description }])),
});

registerEnumType(Verdict, {
  name: 'Verdict',
  description: 'The outcome for a pair. The verdicts of a mapping, without EXTRA, add up to its base.',
  valuesConfig: {
    MATCHED: { description: 'Both present, every rule satisfied.' },
    DIFFERENT: { description: 'Both present, at least one difference.' },
    MISSING: { description: 'Legacy only, and nothing stands in the way: it can be migrated now.' },
    BLOCKED: { description: 'Legacy only, and a rule cannot be satisfied: it has causes.' },
    EXCLUDED: { description: 'Legacy only, left out by the scope of its mapping.' },
    EXTRA: { description: 'A new row that claims a legacy record which does not exist or is out of scope.' },
    AMBIGUOUS: { description: 'The legacy key occurs more than once on the new side.' },
    UNREADABLE: { description: 'A value could not be read or decoded. Never shown as missing or matched.' },
  },
});

registerEnumType(FieldState, { name: 'FieldState', description: 'How one field of a pair stands.' });
registerEnumType(MovedSide, {
  name: 'MovedSide',
  description:
    'Which side changed since the pair last matched. UNKNOWN: it was never seen matching, or neither side changed.',
});
registerEnumType(CauseCode, {
  name: 'CauseCode',
  description: 'Why a pair is not matched. Clients must expect new codes.',
});
registerEnumType(RemedyKind, { name: 'RemedyKind', description: 'What can be done about a root cause.' });
registerEnumType(RefusalCode, {
  name: 'UserErrorCode',
  description: 'Why a write was not done. Clients must expect new codes.',
});
registerEnumType(Role, {
  name: 'Role',
  description: 'What a caller may do.',
  valuesConfig: Object.fromEntries(Object.entries(ROLE_WORDS).map(([role, description]) => [role, { description }])),
});
registerEnumType(RunAction, {
  name: 'RunAction',
  description: 'What the state of a run allows.',
  valuesConfig: {
    PAUSE: { description: 'pauseRun.' },
    RESUME: { description: 'resumeRun.' },
    CANCEL: { description: 'cancelRun.' },
    APPROVE: { description: 'approveRun, by somebody else than who started it.' },
    REVERT: { description: 'startRun of the kind REVERT: it is over, and wrote something.' },
  },
});

export enum RecordAction {
  DIFF = 'DIFF',
  MIGRATE = 'MIGRATE',
  RECONCILE = 'RECONCILE',
  REMOVE = 'REMOVE',
  WAIVE = 'WAIVE',
}

registerEnumType(RecordAction, { name: 'RecordAction', description: 'What the verdict of a record allows.' });

export enum Provenance {
  MIGRATED = 'MIGRATED',
  DERIVED = 'DERIVED',
  NATIVE = 'NATIVE',
}

registerEnumType(Provenance, {
  name: 'Provenance',
  description: 'MIGRATED: from legacy rows. DERIVED: made from other records. NATIVE: of the new side alone.',
});

export enum Side {
  LEGACY = 'LEGACY',
  NEW = 'NEW',
}

registerEnumType(Side, { name: 'Side', description: 'Which of the two databases.' });

registerEnumType(ConstraintKind, {
  name: 'ConstraintKind',
  description: 'UNIQUE_INDEX: a unique index that no constraint stands for; it may hold for some rows only.',
});
registerEnumType(Severity, {
  name: 'CheckSeverity',
  description: 'How much a finding matters.',
  valuesConfig: {
    ERROR: { description: 'Comparing or migrating fails, or may say something wrong.' },
    WARNING: { description: 'It works, and something that should protect or tell does not.' },
  },
});
registerEnumType(CheckCode, {
  name: 'CheckCode',
  description: 'In what a mapping and a live database do not fit. Clients must expect new codes.',
  valuesConfig: {
    TABLE_MISSING: { description: 'There is no such table, or the login does not see it.' },
    COLUMN_MISSING: { description: 'There is no such column, or the login does not see it.' },
    NOT_READABLE: { description: 'The login may not read what a mapping reads.' },
    TYPE_UNFIT: { description: 'The live type holds something else or less than is declared.' },
    NULLABILITY: { description: 'The live column demands a value that no rule promises.' },
    KEY_NOT_UNIQUE: { description: 'No key of the database keeps the records of a mapping apart.' },
    ENUM_LABEL_MISSING: { description: 'The live enum lacks a declared label.' },
    ENUM_LABEL_UNKNOWN: { description: 'The live enum has a label that nobody declared.' },
    CODE_UNMAPPED: { description: 'Legacy records hold a code that a rule has no answer for.' },
    TRIGGER_DISABLED: { description: 'A trigger of the new table, or those of a foreign key, are switched off.' },
    FOREIGN_KEY_MISSING: { description: 'No foreign key guards a reference.' },
  },
});
