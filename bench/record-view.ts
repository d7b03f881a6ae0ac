import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mappings } from '../reconciliation/mappings/all';
import { Role } from '../resolvers/access/role';
import { Service } from '../resolvers/service';
import { readConfig } from '../src/config';
import { type Databases, openDatabases } from '../src/databases';
import { prepareDemo } from '../src/demo';
import { startServer } from '../src/http/server';
import { createLog } from '../src/log';
import { print } from '../src/output';

/** The record view of a support person, warm, beside the bare statements that it cannot do without. */

const ROUNDS = 7;
const REQUESTS = 40;
const STATEMENTS = 8;

const QUERY = `query ($id: ID!) { order(legacyId: $id) {
  verdict fingerprint allowedActions mapping { name title }
  fields { field rule state legacyValue expectedValue actualValue movedSide because }
  causes { code message path { table legacyId state } remedies { kind message } }
  parents { mapping legacyId verdict } children { mapping field count records(first: 5) { legacyId } }
  discrepancy { id state } changes(first: 5) { nodes { id } }
  legacy { notes patient { suffix } } new { orderNumber doctor { doctorNumber profile { profileType } } } } }`;

const milliseconds = (from: bigint): number => Number(process.hrtime.bigint() - from) / 1e6;

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

async function timeEach(count: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = process.hrtime.bigint();
    await work(index);
    times.push(milliseconds(start));
  }
  return times;
}

/** As many single-row statements as the view needs, one after the other: the floor that no view can go below. */
async function bareStatements(databases: Databases, id: string): Promise<void> {
  for (let index = 0; index < STATEMENTS; index += 1) {
    const side = index % 2 === 0 ? databases.sides.legacy : databases.sides.new;
    const sql =
      index % 2 === 0
        ? 'SELECT * FROM dispatch_instruction WHERE id = $1'
        : 'SELECT * FROM orders WHERE legacy_instruction_id = $1';
    await side.query(sql, [id]);
  }
}

async function measure(url: string, databases: Databases): Promise<void> {
  const rows = await databases.sides.legacy.query<{ id: number }>('SELECT id FROM dispatch_instruction ORDER BY id');
  const idAt = (index: number): string => String(rows[(index * 7919) % rows.length]?.id ?? 1);
  const view = async (index: number): Promise<void> => {
    const body = JSON.stringify({ query: QUERY, variables: { id: idAt(index) } });
    const answer = (await (
      await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    ).json()) as { errors?: unknown };
    if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  };
  await timeEach(100, view);
  const views: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    views.push(...(await timeEach(REQUESTS, (index) => view(round * REQUESTS + index))));
    bare.push(...(await timeEach(REQUESTS, (index) => bareStatements(databases, idAt(round * REQUESTS + index)))));
  }
  const figure = (values: readonly number[], share: number): string =>
    `${Math.round(percentile(values, share) * 10) / 10} ms`;
  print(`| ${ROUNDS} rounds of ${REQUESTS} | median | p95 |\n|---|---|---|`);
  print(`| whole record over HTTP | ${figure(views, 0.5)} | ${figure(views, 0.95)} |`);
  print(`| ${STATEMENTS} bare statements | ${figure(bare, 0.5)} | ${figure(bare, 0.95)} |`);
  print(
    `| ratio | ${Math.round((percentile(views, 0.5) / percentile(bare, 0.5)) * 10) / 10} | ${Math.round((percentile(views, 0.95) / percentile(bare, 0.95)) * 10) / 10} |`,
  );
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-bench-'));
  // PostgreSQL never runs as root, and its unprivileged user must reach the folder.
  chmodSync(folder, 0o755);
  const config = readConfig({ demo: true, environment: { COUNTERPART_DATA: folder } });
  const demo = await prepareDemo(config);
  const databases = await openDatabases(demo.connections);
  const service = new Service(databases.sides, databases.new, databases.rows, mappings);
  const server = await startServer({
    service,
    host: '127.0.0.1',
    port: 0,
    signIn: async () => ({ name: 'bench', roles: [Role.ADMIN], systems: null }),
    log: createLog('error'),
  });
  try {
    await measure(server.url, databases);
  } finally {
    await server.stop();
    await databases.close();
    await demo.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

void run();
