import type { Loaders } from './loaders';
import type { Role } from './role';
import type { Service } from './service';

export interface Caller {
  /** The name that the audit trail carries. */
  readonly name: string;
  readonly roles: readonly Role[];
}

/** What one request carries. Loaders live as long as it does, so that nobody is answered from somebody else's cache. */
export interface RequestContext {
  readonly viewer: Caller;
  readonly service: Service;
  readonly loaders: Loaders;
  /** Fires when nobody waits for an answer any more; absent where the answer is a single one. */
  readonly ended?: AbortSignal;
}
