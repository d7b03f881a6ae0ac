/** What somebody wants to have written, before anything is asked of the API. */
export type WriteRequest =
  | {
      readonly kind: 'MIGRATE';
      readonly mapping: string;
      readonly legacyId: string;
      readonly fields: readonly string[];
    }
  | {
      readonly kind: 'RECONCILE';
      readonly mapping: string;
      readonly legacyId: string;
      readonly fields: readonly string[];
    }
  | { readonly kind: 'REMOVE'; readonly mapping: string; readonly newId: string }
  | ({ readonly kind: 'WAIVE'; readonly mapping: string } & WaivedThing)
  | { readonly kind: 'WITHDRAW'; readonly mapping: string; readonly waiverId: string }
  | { readonly kind: 'REVERT'; readonly mapping: string; readonly changeId: string };

/** A record by one of its ids, one field of it, or all that one root cause blocks. */
type WaivedThing =
  | { readonly legacyId: string; readonly field?: string }
  | { readonly newId: string; readonly field?: string }
  | { readonly rootCause: string; readonly message: string; readonly blocks: number };
