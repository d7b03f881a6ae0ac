import { Role } from '../../resolvers/access/role';
import { type Api, startApi } from './api';
import type { World } from './world';

export interface ApprovalView {
  readonly id: string;
  readonly state: string;
  readonly mutation: string;
  readonly mapping: string;
  readonly legacyId: string | null;
  readonly newId: string | null;
  readonly requestedBy: string;
  readonly reason: string;
  readonly askedAt: string;
  readonly expiresAt: string;
  readonly decidedBy: string | null;
  readonly decidedBecause: string | null;
  readonly usedAt: string | null;
  readonly changes: readonly {
    readonly table: string;
    readonly kind: string;
    readonly before: Record<string, string | null> | null;
    readonly after: Record<string, string | null> | null;
  }[];
}

export const APPROVAL = `id state mutation mapping legacyId newId requestedBy reason askedAt expiresAt decidedBy decidedBecause usedAt
  changes { table kind before after }`;

interface ApprovalPayload {
  readonly approval: ApprovalView | null;
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly field: string | null;
    readonly retryable: boolean;
  }[];
}

type DecisionMutation = 'approveWrite' | 'rejectWrite';

const INPUTS = { approveWrite: 'ApproveWriteInput', rejectWrite: 'RejectWriteInput' } as const;

/** Decides about a write as whoever is signed in, whether or not that is allowed to happen. */
export async function decide(
  api: Api,
  mutation: DecisionMutation,
  id: string,
  reason = 'looked at it',
): Promise<ApprovalPayload> {
  const query = `mutation($input: ${INPUTS[mutation]}!) { ${mutation}(input: $input) { approval { ${APPROVAL} } userErrors { code message field retryable } } }`;
  return (await api.ask<Record<DecisionMutation, ApprovalPayload>>(query, { input: { id, reason } }))[mutation];
}

/** Lets a second person agree to a write; throws when that is refused. */
export async function agree(world: World, id: string): Promise<void> {
  const api = await startApi(world.service, { name: 'vera', roles: [Role.APPROVER], systems: null });
  try {
    const { userErrors } = await decide(api, 'approveWrite', id);
    if (userErrors.length > 0) throw new Error(`approveWrite was refused: ${JSON.stringify(userErrors)}`);
  } finally {
    await api.stop();
  }
}
