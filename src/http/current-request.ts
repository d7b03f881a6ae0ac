import { AsyncLocalStorage } from 'node:async_hooks';

/** What becomes known of a request while it is answered, for its line in the log. */
export interface RequestRecord {
  readonly requestId: string;
  /** Query, mutation or subscription; null: nobody got so far as to know. */
  type: string | null;
  /** The code of its first error; null: none. */
  code: string | null;
  /** Whether it was carried out, at least in part. */
  isExecuted: boolean;
}

const records = new AsyncLocalStorage<RequestRecord>();

/** The request that is answered now; undefined: none is. */
export const currentRequest = (): RequestRecord | undefined => records.getStore();

export const asCurrentRequest = (record: RequestRecord, work: () => void): void => records.run(record, work);
