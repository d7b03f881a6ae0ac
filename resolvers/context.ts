import { classesOf } from '../reconciliation/data-classes';
import { Access } from './access/access';
import type { Caller } from './access/caller';
import { Disclosures } from './access/disclosures';
import { Sight } from './access/masking';
import { Loaders } from './loaders';
import type { Service } from './service';

/** What one request carries. Loaders live as long as it does, so that nobody is answered from somebody else's cache. */
export interface RequestContext {
  readonly viewer: Caller;
  readonly access: Access;
  readonly disclosures: Disclosures;
  /** What the caller sees of values. */
  readonly sight: Sight;
  readonly service: Service;
  readonly loaders: Loaders;
  /** By which the request is found in the logs and in the access log. */
  readonly requestId: string;
  /** Fires when nobody waits for an answer any more; absent where that is not told. */
  readonly ended?: AbortSignal;
}

export function createContext(
  service: Service,
  viewer: Caller,
  requestId: string,
  ended?: AbortSignal,
): RequestContext {
  const access = new Access(viewer, service.mappings);
  const disclosures = new Disclosures();
  return {
    viewer,
    access,
    disclosures,
    sight: new Sight(access, disclosures, classesOf(service.mappings)),
    service,
    loaders: new Loaders(service),
    requestId,
    ...(ended === undefined ? {} : { ended }),
  };
}
