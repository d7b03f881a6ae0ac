import { serverAudits } from 'graphql-http';
import { shareWorld } from '../support/world';
import { type OpenApi, openApi } from './api-world';

/** S01: what the authors of GraphQL over HTTP ask of a server, one by one, with the answer that this one gives. */

const world = shareWorld('postgres');
let api: OpenApi;

beforeAll(async () => {
  api = await openApi(world());
});
afterAll(() => api.stop());

/** A GET is never taken, though three audits would like it; and a broken query is no success, whatever a client accepts. */
const EXPECTED = [
  '5A70 notice: MAY accept application/x-www-form-urlencoded formatted GET requests',
  'D6D5 notice: MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  '6A70 notice: MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
  '572B warn: SHOULD use 200 status code on document parsing failure when accepting application/json',
  'FDE2 warn: SHOULD use 200 status code on document validation failure when accepting application/json',
  '7B9B warn: SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
];

test('S01: every audit gives what it gave before', async () => {
  const audits = serverAudits({ url: () => api.url, fetchFn: fetch });
  const results = await Promise.all(audits.map(({ fn }) => fn()));
  expect(results.filter(({ status }) => status === 'error')).toEqual([]);
  const found = results
    .filter(({ status }) => status !== 'ok')
    .map(({ id, name, status }) => `${id} ${status}: ${name}`);
  expect(found).toEqual(EXPECTED);
  expect(results).toHaveLength(61);
});
