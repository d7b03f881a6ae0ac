import { request as ask } from 'node:http';
import { networkInterfaces } from 'node:os';
import { pino } from 'pino';
import { type RunningServer, startServer } from '../../src/http/server';
import { createDemoSignIn } from '../../src/sign-in/demo';
import { shareWorld } from '../support/world';
import { askAs, askViewer } from './signed-server';

const world = shareWorld('postgres');
const servers: RunningServer[] = [];

async function start(host: string): Promise<string> {
  const signIn = createDemoSignIn('sam');
  const log = pino({ enabled: false });
  const server = await startServer({ service: world().service, host, port: 0, signIn, log });
  servers.push(server);
  return server.url;
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

/** Asks under a name of the host that `fetch` would not send; answers the status and the body. */
function askUnder(url: string, host: string): Promise<[number | undefined, string]> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', host };
    const request = ask(url, { method: 'POST', headers }, (response) => {
      let body = '';
      response.on('data', (part: Buffer) => {
        body += part.toString('utf8');
      });
      response.once('end', () => resolve([response.statusCode, body]));
    });
    request.once('error', reject);
    request.end(JSON.stringify({ query: '{ viewer { name } }' }));
  });
}

const otherAddress = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe('the demo', () => {
  test('takes whoever connects from this machine for the operator, an administrator', async () => {
    const { status, viewer } = await askViewer(await start('127.0.0.1'));
    expect([status, viewer]).toEqual([200, { name: 'sam', roles: ['ADMIN'], systems: null }]);
  });

  test('A12 whatever headers say', async () => {
    const headers = { 'x-user-id': 'eve', 'x-forwarded-for': '198.51.100.7', forwarded: 'for=198.51.100.7' };
    expect((await askViewer(await start('127.0.0.1'), headers)).viewer?.name).toBe('sam');
    expect((await askAs(await start('127.0.0.1'), 'some-token')).viewer?.name).toBe('sam');
  });

  test.each(['localhost', 'LOCALHOST', 'localhost:4000', '127.0.0.1', '[::1]:4000'])('answers as %s', async (host) => {
    expect((await askUnder(await start('127.0.0.1'), host))[0]).toBe(200);
  });

  test.each(['evil.example', 'evil.example:4000', 'localhost.evil.example', '127.0.0.1.nip.example', '10.0.0.7'])(
    'does not answer as "%s", which may have been made to lead here',
    async (host) => {
      const [status, body] = await askUnder(await start('127.0.0.1'), host);
      expect(status).toBe(403);
      expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    },
  );

  (otherAddress === undefined ? test.skip : test)(
    'does not answer another machine, whatever host it names',
    async () => {
      const { port } = new URL(await start('0.0.0.0'));
      const url = `http://${otherAddress}:${port}/graphql`;
      expect((await askUnder(url, 'localhost'))[0]).toBe(403);
      expect((await askViewer(`http://127.0.0.1:${port}/graphql`)).status).toBe(200);
    },
  );

  test('a token in the address is refused here too: who tries it will do so elsewhere', async () => {
    expect((await askViewer(`${await start('127.0.0.1')}?access_token=1`)).status).toBe(400);
  });
});
