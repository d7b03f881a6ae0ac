import type { Api, ApiError } from './api';

/** One event as it came: what was read, or that nothing more follows. */
export type StreamEvent<Data> =
  | { readonly kind: 'next'; readonly data: Data | null; readonly errors: readonly ApiError[] }
  | { readonly kind: 'complete' };

/** A stream of server-sent events, read by hand so that no library stands between the bytes and the test. */
export interface EventStream<Data> {
  readonly status: number;
  readonly type: string | null;
  /** The next event; throws when the server ended the connection instead. */
  next(): Promise<StreamEvent<Data>>;
  /** All that comes until the server ends the connection. */
  rest(): Promise<StreamEvent<Data>[]>;
  /** The whole body, where it is no stream. */
  body(): Promise<string>;
  /** Leaves, as a page that is closed does. */
  leave(): void;
}

const HEADERS = { 'content-type': 'application/json', accept: 'text/event-stream' };

export async function openStream<Data>(
  api: Pick<Api, 'url'>,
  query: string,
  variables: object = {},
  request: RequestInit = {},
): Promise<EventStream<Data>> {
  const leaving = new AbortController();
  const response = await fetch(`${api.url}/stream`, {
    method: 'POST',
    headers: HEADERS,
    body: JSON.stringify({ query, variables }),
    signal: leaving.signal,
    ...request,
  });
  const events = eventsOf<Data>(response);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    async next() {
      const { value, done } = await events.next();
      if (done === true) throw new Error('the connection was ended');
      return value;
    },
    async rest() {
      const rest: StreamEvent<Data>[] = [];
      for await (const event of events) rest.push(event);
      return rest;
    },
    body: () => response.text(),
    leave: () => leaving.abort(),
  };
}

async function* eventsOf<Data>(response: Response): AsyncGenerator<StreamEvent<Data>, void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parse(block);
      if (event !== null) yield event as StreamEvent<Data>;
    }
  }
}

/** A block without an event is a sign of life. */
function parse(block: string): StreamEvent<unknown> | null {
  const [kind, data] = ['event', 'data'].map((name) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1]);
  if (kind === 'complete') return { kind };
  if (kind !== 'next') return null;
  const { data: read = null, errors = [] } = JSON.parse(data ?? '') as { data?: unknown; errors?: ApiError[] };
  return { kind, data: read, errors };
}

/** The codes of what went wrong, or that nothing more follows. */
export const codesOf = (event: StreamEvent<unknown>): (string | undefined)[] =>
  event.kind === 'next' ? event.errors.map((error) => error.extensions?.code) : [event.kind];
