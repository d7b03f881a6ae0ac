import { pino } from 'pino';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PLAIN_POLICY } from '../../reconciliation/approvals/approval-policy';
import { mappings } from '../../reconciliation/mappings/all';
import type { Role } from '../../resolvers/access/role';
import { Service } from '../../resolvers/service';
import { createToken } from '../../resolvers/sign-in/token-store';
import { findClaims } from '../../src/claims-file';
import { readConfig } from '../../src/config';
import { type Databases, openDatabases } from '../../src/databases';
import { USUAL_LIMITS } from '../../src/http/limits';
import { type RunningServer, startServer } from '../../src/http/server';
import { createPage } from '../../src/page/page';
import { openWorkshop, type Workshop } from '../../src/run-workshop';
import { createSignIn } from '../../src/sign-in/sign-in';
import { useSample } from '../support/sample';
import type { Engine } from '../support/servers';
import { startChromium } from './chromium';
import { type Tab, watchTab } from './tab';

export interface TabOptions {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** The person of the token; by default the role's name. */
  readonly owner?: string;
  readonly systems?: readonly string[];
  /** Statuses of refusals that the test asks for. */
  readonly expects?: readonly number[];
}

/** The sample behind the real server with the page, a worker for runs, and a browser. */
export interface ConsoleWorld {
  /** Without a path: http://127.0.0.1:… */
  readonly url: string;
  readonly databases: Databases;
  readonly legacyUrl: string;
  readonly newUrl: string;
  /** A token of somebody with this role. */
  tokenOf(role: Role, options?: TabOptions): Promise<string>;
  /** A tab of somebody with this role, at a path of the page; null: of nobody. */
  open(role: Role | null, path?: string, options?: TabOptions): Promise<Tab>;
}

const LIMITS = { poolSize: 6, statementTimeout: 30_000 };

/** Everything in it is new for the file's tests and gone after them. */
export function useConsole(engine: Engine = 'postgres'): () => ConsoleWorld {
  let world: (ConsoleWorld & { close(): Promise<void> }) | undefined;
  beforeAll(async () => {
    world = await openConsole(engine);
  }, 900_000);
  afterAll(async () => world?.close());
  return () => {
    if (world === undefined) throw new Error('the console is open during tests only');
    return world;
  };
}

async function openConsole(engine: Engine): Promise<ConsoleWorld & { close(): Promise<void> }> {
  const sample = await useSample(engine);
  const connections = { legacy: { ...LIMITS, url: sample.legacyUrl }, new: { ...LIMITS, url: sample.newUrl } };
  const databases = await openDatabases(connections);
  const server = await serve(databases);
  const workshop = await openRuns(databases, connections);
  const browser = await startChromium();
  const contexts: BrowserContext[] = [];
  const url = new URL(server.url).origin;
  const tokenOf = (role: Role, options: TabOptions = {}): Promise<string> => makeToken(databases, role, options);
  return {
    url,
    databases,
    legacyUrl: sample.legacyUrl,
    newUrl: sample.newUrl,
    tokenOf,
    async open(role, path = '/', options = {}) {
      const context = await newContext(browser, options);
      contexts.push(context);
      if (role !== null) await signIn(context, await tokenOf(role, options));
      const page: Page = await context.newPage();
      const tab = watchTab(page, options.expects);
      await page.goto(`${url}${path}`);
      return tab;
    },
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
      await workshop.close();
      await server.stop();
      await databases.close();
      await sample.drop();
    },
  };
}

const newContext = (browser: Browser, { scheme = 'light', width = 1280, height = 800 }: TabOptions) =>
  browser.newContext({
    colorScheme: scheme,
    viewport: { width, height },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });

/** As if the token had been pasted: it lies where the page keeps it. */
const signIn = (context: BrowserContext, token: string): Promise<unknown> =>
  context.addInitScript((text) => sessionStorage.setItem('counterpart.token', text), token);

function serve(databases: Databases): Promise<RunningServer> {
  const { claims } = findClaims(null, 78);
  const service = new Service(databases.sides, databases.new, databases.rows, mappings, claims, false, PLAIN_POLICY);
  const log = pino({ level: 'silent' });
  return startServer({
    service,
    host: '127.0.0.1',
    port: 0,
    signIn: createSignIn(databases.sides.new, null, log),
    log,
    limits: { ...USUAL_LIMITS, requestsPerMinute: 10_000 },
    page: createPage({ needsSignIn: true, provider: null }),
  });
}

function openRuns(databases: Databases, connections: Parameters<typeof openWorkshop>[1]): Promise<Workshop> {
  const { runs } = readConfig({ demo: true, environment: { COUNTERPART_OPERATOR: 'worker' } });
  const settings = { runs, isReadOnly: false, approvals: PLAIN_POLICY };
  return openWorkshop(databases, connections, settings).then((workshop) => {
    workshop.worker.start();
    return workshop;
  });
}

async function makeToken(databases: Databases, role: Role, { owner, systems }: TabOptions): Promise<string> {
  const person = owner ?? `${role.toLowerCase()}.person`;
  const name = `tab ${process.hrtime.bigint()}`;
  const made = await createToken(databases.new, 'operator', {
    owner: person,
    name,
    roles: [role],
    systems: systems ?? null,
    days: 1,
  });
  return made.text;
}
