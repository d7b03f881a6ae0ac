import { RunKind } from '../../entities/ledger/run';
import type { Mapping } from '../mapping';

/** What needs a second person, and for how long their word holds. */
export interface ApprovalPolicy {
  /** Hours in which a request can be decided about; and in which a run that was approved may write. */
  readonly hours: number;
  /** Systems, mappings and mutations by name, beside what always needs a second person. */
  readonly requiredFor: readonly string[];
}

export const PLAIN_POLICY: ApprovalPolicy = { hours: 24, requiredFor: [] };

/** What cannot be made good by the rules: they would not make the row again. */
const ALWAYS: readonly string[] = ['removeRecord'];

/** The mutations that a policy may name. */
export const GOVERNED_MUTATIONS: readonly string[] = [
  'migrateRecord',
  'reconcileRecord',
  'removeRecord',
  'revertChange',
  'startRun',
  'waiveDiscrepancy',
  'withdrawWaiver',
];

const names = ({ requiredFor }: ApprovalPolicy, name: string): boolean => requiredFor.includes(name);

const isNamed = (policy: ApprovalPolicy, mapping: Mapping): boolean =>
  names(policy, mapping.name) || names(policy, mapping.system);

/** Whether a write needs a second person. `written`: the mappings whose rows it changes. */
export const needsSecondPerson = (policy: ApprovalPolicy, mutation: string, written: readonly Mapping[]): boolean =>
  ALWAYS.includes(mutation) || names(policy, mutation) || written.some((mapping) => isNamed(policy, mapping));

/** What a run does to its records is what these mutations do to one: naming one of them names the run. */
const SAME_AS: Readonly<Record<RunKind, readonly string[]>> = {
  [RunKind.COMPARE]: [],
  [RunKind.MIGRATE]: ['startRun', 'migrateRecord'],
  [RunKind.RECONCILE]: ['startRun', 'migrateRecord', 'reconcileRecord'],
  [RunKind.REVERT]: ['startRun', 'revertChange'],
};

/** Whether a run that writes needs a second person whatever its size. `written`: the mappings that it may write to. */
export const namesRun = (policy: ApprovalPolicy, kind: RunKind, written: readonly Mapping[]): boolean =>
  SAME_AS[kind].some((mutation) => names(policy, mutation)) || written.some((mapping) => isNamed(policy, mapping));
