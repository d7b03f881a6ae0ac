import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../../resolvers/context';
import type { Metrics } from '../metrics/metrics';
import { currentRequest } from './current-request';

/** Codes are ours and few; what does not look like one is none. */
const CODE = /^[A-Z_]{1,40}$/;

/** Learns what a request turned out to be and how it ended, and counts what it showed of people and what was denied. */
export const watchOperations = (metrics?: Metrics): ApolloServerPlugin<RequestContext> => ({
  async requestDidStart() {
    const record = currentRequest();
    if (record === undefined) return undefined;
    return {
      async didResolveOperation({ operation }) {
        record.type = operation?.operation ?? null;
      },
      async executionDidStart() {
        record.isExecuted = true;
      },
      async willSendResponse({ contextValue, response: { body } }) {
        const errors = (body.kind === 'single' ? body.singleResult : body.initialResult).errors ?? [];
        const codes = errors
          .map(({ extensions }) => String(extensions?.code))
          .map((code) => (CODE.test(code) ? code : 'OTHER'));
        record.code = codes[0] ?? null;
        for (const { dataClass } of contextValue.disclosures.listAll())
          metrics?.personalReads.inc({ class: dataClass });
        if (codes.includes('FORBIDDEN')) metrics?.denied.inc({ action: record.type ?? 'unknown' });
      },
    };
  },
});
