import { pino } from 'pino';
import { asDatabase } from '../../src/databases';
import { type Deliveries, type DeliveryOptions, startDeliveries } from '../../src/webhooks/deliveries';
import { useWorld, type World } from '../support/world';
import { Receiver } from './receiver';

export interface Row {
  readonly event_id: string;
  readonly type: string;
  readonly mapping: string;
  readonly state: string;
  readonly attempts: number;
  readonly last_problem: string | null;
  readonly body: string;
  readonly wait: number;
}

export interface OutboxWorld {
  readonly world: World;
  readonly receiver: Receiver;
  /** What the operator's log was told, one line of JSON each. */
  readonly lines: readonly string[];
  /** Sends events like one more process, until the test is over. */
  deliver(options?: DeliveryOptions): Promise<Deliveries>;
  /** Every event of the outbox in the order of writing; `wait`: seconds to its next attempt. */
  outbox(): Promise<Row[]>;
  /** Lets every pending event be tried now. */
  hurry(): Promise<void>;
}

/** A world with a receiver beside it, both as new for each test of the block. */
export function useOutbox(): () => OutboxWorld {
  const world = useWorld('postgres');
  let open: OutboxWorld | undefined;
  const running: Deliveries[] = [];
  beforeEach(async () => {
    const receiver = await Receiver.open();
    const lines: string[] = [];
    const log = pino({ base: null }, { write: (line: string) => lines.push(line) });
    open = {
      world: world(),
      receiver,
      lines,
      async deliver(options = {}) {
        const deliveries = await startDeliveries(asDatabase(world().new), receiver.settings, log, {
          pollMs: 20,
          ...options,
        });
        running.push(deliveries);
        return deliveries;
      },
      outbox: () =>
        world().rows<Row>(
          `SELECT *, extract(epoch FROM next_attempt_at - clock_timestamp())::float8 AS wait FROM counterpart.outbox ORDER BY id`,
        ),
      async hurry() {
        await world().rows('UPDATE counterpart.outbox SET next_attempt_at = clock_timestamp()');
      },
    };
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((deliveries) => deliveries.stop()));
    await open?.receiver.stop();
  });
  return () => {
    if (open === undefined) throw new Error('an outbox is open during tests only');
    return open;
  };
}
