import { DispatchState } from '../../entities/legacy/dispatch-state';
import { CaseState } from '../../entities/new/case-state';
import { companion, mapping } from '../declaration';
import { instant, integer } from '../rules/copy';
import { constant, constantAll, ignored } from '../rules/made';
import { map } from '../rules/map';
import { reference } from '../rules/reference';
import { isOneOf } from '../scopes';
import { cases } from './cases';
import { orders } from './orders';
import { profiles } from './profiles';

const STATES = { 11: 'treatment_active', 12: 'case_closed' };
const CODES = Object.keys(STATES);

export const caseStates = mapping({
  name: 'caseStates',
  system: 'Medical Records',
  title: 'States of cases',
  description: 'The same changes as the states of orders, seen from the case that the order belongs to.',
  legacy: {
    entity: DispatchState,
    companions: {
      before: companion(DispatchState, 'instruction.patientId', {
        of: 'instruction.patientId',
        where: { status: CODES },
        pick: { before: 'changedAt' },
      }),
    },
    scope: isOneOf('status', CODES, 'only the codes 11 and 12 say something about a case'),
  },
  new: { entity: CaseState, key: 'legacyStateId' },
  // A state reaches its case through the order.
  requires: { order: reference('instructionId', () => orders) },
  rules: {
    legacyStateId: integer('id'),
    caseId: reference('instruction.patientId', () => cases),
    currentState: map('status', STATES),
    previousState: map('before.status', STATES, { otherwise: null }),
    changedById: reference('actorId', () => profiles),
    changedAt: instant('changedAt'),
    automated: constant('true', 'no person chose the state of a case'),
    ...constantAll(null, 'the legacy side keeps no words about a state', ['notes', 'reason']),
    metadata: ignored('notes of the load'),
  },
});
