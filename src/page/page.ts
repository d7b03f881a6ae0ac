import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import express, { type RequestHandler, type Router } from 'express';
import serveCompressed from 'express-static-gzip';
import { refuse } from '../http/refuse';
import { fillDocument, type PageSettings, readDocument } from './document';
import { editorPolicyOf, policyOf } from './policy';

/** Where `npm run build` puts the console. */
export const BUILT = join(__dirname, '../../console/dist');

/** The first parts of the page's addresses. Whatever else is asked for is no place here. */
const PLACES = ['mappings', 'discrepancies', 'records', 'runs', 'approvals', 'report', 'claims', 'audit', 'sign-in'];

const PATHS = ['/', ...PLACES.flatMap((place) => [`/${place}`, `/${place}/*rest`])];

/** The query page, which is a document of its own. */
const QUERY = '/query';

const NOT_BUILT = 'The console is not built: run "npm run build" and start again. The API is at /graphql.\n';

const YEAR_S = 31_536_000;

type PolicyOf = (nonce: string) => string;

/** The document, made anew for every answer: a nonce that comes twice is none. */
const answerDocument =
  (document: string, settings: PageSettings, policy: PolicyOf): RequestHandler =>
  (_request, response) => {
    const nonce = randomBytes(18).toString('base64url');
    response.set('content-security-policy', policy(nonce));
    response.type('html').send(fillDocument(document, settings, nonce));
  };

const sayNotBuilt: RequestHandler = (_request, response) => {
  response.status(503).type('text').send(NOT_BUILT);
};

/** Files as they were compressed when the page was built: whoever loads the page costs next to nothing. */
const serveFiles = (folder: string, name: string, caching: string): RequestHandler =>
  serveCompressed(join(folder, name), {
    enableBrotli: true,
    orderPreference: ['br', 'gzip'],
    index: false,
    serveStatic: {
      redirect: false,
      // Every answer was told to be kept nowhere: that holds for records, not for files that are the same for everybody.
      setHeaders: (response) => response.setHeader('cache-control', caching),
    },
  });

const refuseMethod: RequestHandler = (_request, response) => {
  response.set('allow', 'GET, HEAD');
  refuse(response, 405, 'METHOD_NOT_ALLOWED', 'this is a page: GraphQL is at /graphql');
};

/** The routes of the page; only GET and HEAD. */
export function createPage(settings: PageSettings, folder = BUILT): Router {
  const page = express.Router({ strict: true, caseSensitive: true });
  const document = readDocument(folder);
  if (document === null) return page.get([...PATHS, QUERY], sayNotBuilt);
  page.get(
    PATHS,
    answerDocument(document, settings, (nonce) => policyOf(settings, nonce)),
  );
  page.get(
    QUERY,
    answerDocument(document, settings, () => editorPolicyOf(settings)),
  );
  page.all([...PATHS, QUERY], refuseMethod);
  // Their names carry a digest of what is in them.
  page.use('/files', serveFiles(folder, 'files', `public, max-age=${YEAR_S}, immutable`));
  page.use('/assets', serveFiles(folder, 'assets', 'no-cache'));
  return page;
}
