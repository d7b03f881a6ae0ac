import { type IncomingHttpHeaders, request as sendRequest } from 'node:http';

/** A request down to its bytes: `fetch` mends or refuses some of what is tried here. */
export interface RawRequest {
  readonly path?: string;
  readonly method?: string;
  /** Added to those of an ordinary request; null leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: string | Buffer;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly milliseconds: number;
}

const USUAL = { 'content-type': 'application/json', accept: 'application/json' };

export function sendRaw(
  url: string,
  { path = '', method = 'POST', headers = {}, body }: RawRequest,
): Promise<RawAnswer> {
  const given = Object.entries({ ...USUAL, ...headers }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const request = sendRequest(`${url}${path}`, { method, headers: { ...Object.fromEntries(given), ...length } });
    request.once('error', reject);
    request.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: text,
          milliseconds: performance.now() - began,
        }),
      );
    });
    request.end(body);
  });
}
