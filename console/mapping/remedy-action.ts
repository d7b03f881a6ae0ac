import type { MappingRootCausesQuery } from '../generated/operations';
import { counted, countText } from '../parts/number';
import { placeOfRecord } from '../places';
import type { RunRequest } from '../runs/run-request';
import { verbOf } from '../runs/run-words';
import type { WriteRequest } from '../writing/write-request';
import type { About } from './about';
import { placeOfField } from './mapping-place';

export type RootCause = MappingRootCausesQuery['rootCauses'][number];
export type Remedy = RootCause['remedies'][number];

/** What a press does about a root cause. */
export type RemedyAction = { readonly label: string } & (
  | { readonly does: 'RUN'; readonly request: RunRequest }
  | { readonly does: 'WRITE'; readonly request: WriteRequest }
  | { readonly does: 'GO'; readonly place: string }
);

export interface Circumstances {
  readonly mapping: string;
  /** Null: the declaration is not known yet. */
  readonly about: About | null;
  readonly may: (field: string) => boolean;
}

/** The action of a remedy; null: the viewer may not do it, or it is done outside this page. */
export function actionOf(remedy: Remedy, cause: RootCause, circumstances: Circumstances): RemedyAction | null {
  switch (remedy.kind) {
    case 'MIGRATE':
    case 'MIGRATE_PARENTS':
      return start('MIGRATE', remedy, cause, circumstances);
    case 'RECONCILE':
      return start('RECONCILE', remedy, cause, circumstances);
    case 'WAIVE':
      return waive(cause, circumstances);
    case 'EXTEND_CODE_MAP':
      return openCodeMap(remedy, circumstances);
    case 'REMOVE':
      return openExtra(cause, circumstances);
    default:
      return openFirst('Give it in record', remedy, cause, circumstances);
  }
}

/** As a run over all that the cause blocks; whoever may write single records only begins with the first. */
function start(
  kind: 'MIGRATE' | 'RECONCILE',
  remedy: Remedy,
  cause: RootCause,
  circumstances: Circumstances,
): RemedyAction | null {
  const { mapping, may } = circumstances;
  const verb = verbOf(kind);
  if (!may('startRun')) return openFirst(`${verb} record`, remedy, cause, circumstances);
  const withParents = remedy.kind === 'MIGRATE_PARENTS';
  const label = `${verb} ${counted(cause.blocks, 'record')}${withParents ? ' with parents' : ''}`;
  return { does: 'RUN', label, request: { kind, title: label, mapping, rootCause: cause.id, withParents } };
}

function waive({ id, message, blocks }: RootCause, { mapping, may }: Circumstances): RemedyAction | null {
  if (!may('waiveDiscrepancy')) return null;
  const label = blocks === 1 ? 'Waive it' : `Waive all ${countText(blocks)}`;
  return { does: 'WRITE', label, request: { kind: 'WAIVE', mapping, rootCause: id, message, blocks } };
}

/** The code may stand in the table of a parent's rule: that is where the cause comes from then. */
function openCodeMap({ field }: Remedy, { mapping, about }: Circumstances): RemedyAction | null {
  if (field === null || about === null) return null;
  const hasMap = (rules: readonly { readonly field: string; readonly kind: string }[]): boolean =>
    rules.some((rule) => rule.field === field && rule.kind === 'map');
  const label = 'Code map';
  if (hasMap(about.rules)) return { does: 'GO', label, place: placeOfField(mapping, field, 'code-map') };
  const parent = about.parents.find(({ rules }) => hasMap(rules));
  if (parent === undefined) return null;
  return {
    does: 'GO',
    label: `${label} in ${parent.title}`,
    place: placeOfField(parent.name, field, 'code-map'),
  };
}

function openExtra({ record, sample }: RootCause, { mapping, may }: Circumstances): RemedyAction | null {
  const [first] = sample;
  const row = record?.mapping === mapping ? record : first;
  if (row === undefined || !may('removeRecord')) return null;
  return { does: 'GO', label: 'Open the record', place: placeOfRecord({ ...row, mapping }) };
}

/** There a person sees the record and gives what is missing. What has no mutation is done outside this service. */
function openFirst(
  says: string,
  { mutation }: Remedy,
  { sample }: RootCause,
  { mapping, may }: Circumstances,
): RemedyAction | null {
  const [first] = sample;
  if (first === undefined || mutation === null || !may(mutation)) return null;
  const place = placeOfRecord({ ...first, mapping });
  return { does: 'GO', label: `${says} ${first.legacyId ?? first.newId ?? ''}`, place };
}
