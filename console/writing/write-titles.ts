import type { WriteRequest } from './write-request';

/** What the dialog is about, as its heading; ids and names only. */
export function titleOfWrite(request: WriteRequest, titleOf: (mapping: string) => string): string {
  const mapping = titleOf(request.mapping);
  switch (request.kind) {
    case 'MIGRATE':
      return `Migrate ${mapping} ${request.legacyId}`;
    case 'RECONCILE':
      return `Reconcile ${mapping} ${request.legacyId}`;
    case 'REMOVE':
      return `Remove row ${request.newId} of ${mapping}`;
    case 'WAIVE':
      return `Waive ${waivedOf(request, mapping)}`;
    case 'WITHDRAW':
      return `Withdraw a waiver of ${mapping}`;
    default:
      return `Take back change ${request.changeId} of ${mapping}`;
  }
}

function waivedOf(request: WriteRequest & { readonly kind: 'WAIVE' }, mapping: string): string {
  if ('rootCause' in request) return `a root cause of ${mapping}`;
  const record = `${mapping} ${'legacyId' in request ? request.legacyId : request.newId}`;
  return request.field === undefined ? record : `${request.field} of ${record}`;
}
