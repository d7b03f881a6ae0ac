import { type CallerLimits, USUAL_LIMITS, USUAL_REVEALS_PER_HOUR } from '../http/limits';
import type { Values } from './values';

/** What the API lets callers do. */
export interface HttpSettings extends CallerLimits {
  /** Whether everybody who signed in may ask for the schema; administrators may always. */
  readonly isIntrospectionOpen: boolean;
  /** Masked fields that one caller may have revealed in an hour. */
  readonly revealsPerHour: number;
}

export function readHttpSettings(values: Values): HttpSettings {
  return Object.freeze({
    isIntrospectionOpen: values.flag('INTROSPECTION'),
    revealsPerHour: values.whole('REVEALS_PER_HOUR', { least: 1, most: 1_000_000, otherwise: USUAL_REVEALS_PER_HOUR }),
    requestsPerMinute: values.whole('REQUESTS_PER_MINUTE', {
      least: 1,
      most: 1_000_000,
      otherwise: USUAL_LIMITS.requestsPerMinute,
    }),
    operationsAtOnce: values.whole('OPERATIONS_AT_ONCE', {
      least: 1,
      most: 1_000,
      otherwise: USUAL_LIMITS.operationsAtOnce,
    }),
    streamsAtOnce: values.whole('STREAMS_AT_ONCE', { least: 1, most: 1_000, otherwise: USUAL_LIMITS.streamsAtOnce }),
  });
}
