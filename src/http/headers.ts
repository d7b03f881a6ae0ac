import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Nothing that is answered here is a page: a browser that takes it for one may load, run and embed nothing. */
const withoutContent = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
  },
  // Said below, where it is true.
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
});

const YEAR_S = 31_536_000;

/** Records must stay in no cache; and only who came by TLS may be told never to come without it. */
const keepNothing: RequestHandler = (request, response, next) => {
  response.set('cache-control', 'no-store');
  if (request.secure) response.set('strict-transport-security', `max-age=${YEAR_S}; includeSubDomains`);
  next();
};

/** The headers of every answer. */
export const setHeaders: readonly RequestHandler[] = [withoutContent, keepNothing];
