import { classesOf } from '../reconciliation/data-classes';
import { Access } from './access/access';
import type { Caller } from './access/caller';
import { Disclosures } from './access/disclosures';
import { Sight } from './access/masking';
import { Role } from './access/role';
import { Loaders } from './loaders';
import type { Service } from './service';

/** Who asks, and how. */
export interface Asked {
  readonly viewer: Caller;
  /** By which the request is found in the logs and in the access log. */
  readonly requestId: string;
  /** Fires when nobody waits for an answer any more; absent where that is not told. */
  readonly ended?: AbortSignal;
  /** Whether the answer is to be masked, whoever asks. */
  readonly isMasked: boolean;
}

/** What holds for every request. */
export interface ApiSettings {
  /** Whether everybody who signed in may ask for the schema; administrators always may. */
  readonly isIntrospectionOpen: boolean;
  /** Masked fields that one caller may have revealed in an hour. */
  readonly revealsPerHour: number;
}

/** What one request carries. Loaders live as long as it does, so that nobody is answered from somebody else's cache. */
export interface RequestContext extends Omit<Asked, 'isMasked'>, Pick<ApiSettings, 'revealsPerHour'> {
  readonly access: Access;
  readonly disclosures: Disclosures;
  /** What the caller sees of values. */
  readonly sight: Sight;
  readonly service: Service;
  readonly loaders: Loaders;
  /** Whether the caller may ask for the schema. */
  readonly mayIntrospect: boolean;
}

export function createContext(
  service: Service,
  { isIntrospectionOpen, revealsPerHour }: ApiSettings,
  { isMasked, ...asked }: Asked,
): RequestContext {
  const access = new Access(asked.viewer, service.mappings);
  const disclosures = new Disclosures();
  const sight = new Sight(access, disclosures, classesOf(service.mappings));
  if (isMasked) sight.dim();
  return {
    ...asked,
    access,
    disclosures,
    sight,
    service,
    loaders: new Loaders(service),
    mayIntrospect: isIntrospectionOpen || asked.viewer.roles.includes(Role.ADMIN),
    revealsPerHour,
  };
}
