import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../reconciliation/reading/database';
import type { Log } from '../log';
import { waitAfter } from './back-off';
import { forgetOld, listen, markDelivered, markFailed, type Pending, stopListening, switchOff, take } from './outbox';
import { type PostOptions, post, problemOf, type Receiver } from './post';

export interface Deliveries {
  /** Waits a moment for what is being sent; what is left is sent by whoever comes next. */
  stop(): Promise<void>;
}

export interface DeliveryOptions extends PostOptions {
  /** How often the outbox is looked at when nothing is due. */
  readonly pollMs?: number;
  /** Told of every attempt. */
  readonly onAttempt?: (result: 'delivered' | 'failed') => void;
}

/** Events sent at the same time, each of another mapping. */
const AT_A_TIME = 4;
const POLL_MS = 1_000;
const TIDY_MS = 3_600_000;
/** The ledger is away: others look after that, and the events are where they were. */
const TROUBLE_MS = 5_000;
/** How long the end of a process waits for a receiver; a message that is broken off is sent again. */
const GRACE_MS = 3_000;

const GONE = 410;
const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/**
 * What a server does at its start: it alone decides whether events are written. Without a receiver none are from now on,
 * also when there was one before.
 */
export async function serveWebhook(
  database: Database,
  receiver: Receiver | null,
  log: Log,
  options: DeliveryOptions = {},
): Promise<Deliveries> {
  if (receiver !== null) return startDeliveries(database, receiver, log, options);
  await stopListening(database);
  return { stop: async () => undefined };
}

/**
 * Sends what is in the outbox, beside everything else that the process does, until it is stopped. Any number of processes
 * may do so. Every event is sent at least once: who dies between the receiver's answer and its mark leaves it to be sent
 * again.
 */
export async function startDeliveries(
  database: Database,
  receiver: Receiver,
  log: Log,
  options: DeliveryOptions = {},
): Promise<Deliveries> {
  const { isGone } = await listen(database, receiver.url);
  if (isGone)
    log.warn('the webhook answered that it is gone; set another WEBHOOK_URL, or "counterpart webhooks enable"');
  const stopping = new AbortController();
  const breakingOff = new AbortController();
  const sender = new Sender(database, receiver, log, { ...options, signal: breakingOff.signal });
  const work = keepSending(sender, stopping.signal, log, options);
  return {
    async stop() {
      stopping.abort();
      const grace = setTimeout(() => breakingOff.abort(), GRACE_MS);
      await work;
      clearTimeout(grace);
    },
  };
}

async function keepSending(
  sender: Sender,
  stopped: AbortSignal,
  log: Log,
  { pollMs = POLL_MS }: DeliveryOptions,
): Promise<void> {
  while (!stopped.aborted) {
    let rest = pollMs;
    try {
      if ((await sender.sendDue()) > 0) rest = 0;
    } catch (error) {
      log.warn({ err: error }, 'the outbox could not be looked at for a moment');
      rest = TROUBLE_MS;
    }
    if (rest > 0) await sleep(rest, undefined, { signal: stopped }).catch(() => undefined);
  }
}

class Sender {
  private nextTidyAt = 0;

  constructor(
    private readonly database: Database,
    private readonly receiver: Receiver,
    private readonly log: Log,
    private readonly options: DeliveryOptions,
  ) {}

  /** How many were due. */
  async sendDue(): Promise<number> {
    if (Date.now() >= this.nextTidyAt) {
      await forgetOld(this.database);
      this.nextTidyAt = Date.now() + TIDY_MS;
    }
    const due = await take(this.database, AT_A_TIME);
    await Promise.all(due.map((event) => this.send(event)));
    return due.length;
  }

  private async send(event: Pending): Promise<void> {
    try {
      const status = await post(this.receiver, event, this.options);
      if (!isSuccess(status)) return await this.fail(event, `the receiver answered ${status}`, status);
      this.options.onAttempt?.('delivered');
      await markDelivered(this.database, event);
    } catch (error) {
      await this.fail(event, problemOf(error));
    }
  }

  private async fail(event: Pending, problem: string, status?: number): Promise<void> {
    const { id, type, attempt } = event;
    // Gone is no fault of the event: it waits for whoever switches the webhook on again.
    const wait = waitAfter(status === GONE ? 1 : attempt);
    this.options.onAttempt?.('failed');
    await markFailed(this.database, event, problem, wait);
    this.log.warn({ event: id, type, attempt, problem }, wait === null ? 'a webhook is given up' : 'a webhook failed');
    if (status !== GONE) return;
    await switchOff(this.database, this.receiver.url);
    this.log.warn('the webhook answered that it is gone, and is switched off');
  }
}
