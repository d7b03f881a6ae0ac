import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import { TcpProxy } from '../support/tcp-proxy';
import { useOwnWorld } from '../support/world';
import { loadAll, toolsOf } from './load';

describe('the connection is lost while a batch is committed', () => {
  let proxy: TcpProxy | undefined;
  const world = useOwnWorld('postgres', {
    through: async (url, side) => {
      if (side === 'legacy') return url;
      proxy = await TcpProxy.open(url);
      return proxy.url;
    },
  });
  afterEach(() => proxy?.close());

  test.each(['LOSE_ANSWER', 'LOSE_REQUEST'] as const)('%s: its rows are written once', async (fault) => {
    await loadAll(toolsOf(world()), teamCommunications, {}, () => {
      proxy?.breakNextCommit(fault);
      return Promise.resolve();
    });
    const [counts] = await world().rows(
      `SELECT (SELECT count(*)::integer FROM team_communications WHERE legacy_record_id IN (21, 29, 30, 31)) AS rows,
         (SELECT count(*)::integer FROM counterpart.bulk_change) AS changes,
         (SELECT count(*)::integer FROM counterpart.audit_entry) AS entries`,
    );
    expect(counts).toEqual({ rows: 4, changes: 1, entries: 1 });
    expect(await verifyAudit(world().service.sides.new)).toEqual({ entries: 1, problem: null });
  });
});
