import type { Role } from '../../resolvers/access/role';
import { type Api, startApi } from '../support/api';
import { APPROVAL, type ApprovalView } from '../support/approvals';
import { useWorld, type World } from '../support/world';
import { confirmed, type Input, mutate, type Payload, preview } from '../writing/mutations';
import { invented } from '../writing/world-new';

/** A row that should not be there. Its removal always needs a second person. */
export const EXTRA = { mapping: 'offices', newId: invented('extra office') };

export const find = async (api: Api, id: string): Promise<ApprovalView | null> =>
  (await api.ask<{ approval: ApprovalView | null }>(`query($id: ID!) { approval(id: $id) { ${APPROVAL} } }`, { id }))
    .approval;

export const list = async (api: Api, where: object): Promise<readonly ApprovalView[]> => {
  const query = `query($where: ApprovalWhere) { approvals(first: 10, where: $where) { nodes { ${APPROVAL} } } }`;
  return (await api.ask<{ approvals: { nodes: ApprovalView[] } }>(query, { where })).approvals.nodes;
};

/** Entries of the audit trail about a request. */
export const auditOf = async (world: World, id: string): Promise<object[]> => {
  const rows = await world.rows<{ payload: string }>('SELECT payload FROM counterpart.audit_entry ORDER BY sequence');
  const entries = rows.map(({ payload }) => JSON.parse(payload) as { approval?: { id?: string } });
  return entries.filter((entry) => entry.approval?.id === id);
};

/** A world for each test of the file, in which a removal is asked for, and other people. */
export function useRemovals() {
  const world = useWorld('postgres');
  const apis: Api[] = [];
  afterEach(async () => {
    for (const api of apis.splice(0)) await api.stop();
  });
  const as = async (name: string, roles: readonly Role[], systems: readonly string[] | null = null): Promise<Api> => {
    const api = await startApi(world().service, { name, roles, systems });
    apis.push(api);
    return api;
  };
  const removal = async (): Promise<Input> =>
    confirmed(EXTRA, (await preview(world(), 'removeRecord', EXTRA)).fingerprint);
  const again = (input: Input): Promise<Payload> => mutate(world(), 'removeRecord', input);
  /** Asks for the removal and answers the input with the id of its request. */
  const ask = async (): Promise<{ input: Input; id: string }> => {
    const input = await removal();
    const asked = await again(input);
    expect(asked).toMatchObject({
      userErrors: [{ code: 'APPROVAL_REQUIRED', retryable: true }],
      approval: { state: 'PENDING' },
      changes: [],
    });
    return { input, id: asked.approval?.id ?? '' };
  };
  const isThere = async (): Promise<boolean> =>
    (await world().rows('SELECT id FROM offices WHERE legacy_office_id = 299')).length === 1;
  return { world, as, removal, again, ask, isThere };
}
