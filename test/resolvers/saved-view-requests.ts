import type { Asking } from '../access/callers';
import type { UserError } from '../writing/mutations';

const VIEW = 'id name owner isShared isOwn at where { mapping verdict state field rootCause } orderBy';

export interface View {
  readonly id: string;
  readonly name: string;
  readonly isOwn: boolean;
}

interface Saved {
  readonly view: View | null;
  readonly userErrors: readonly UserError[];
}

export const SAVE = `mutation($input: SaveViewInput!) { saveView(input: $input) { view { ${VIEW} } userErrors { code message field retryable } } }`;
export const REMOVE =
  'mutation($input: RemoveViewInput!) { removeView(input: $input) { removedId userErrors { code message field } } }';

export const save = async (asking: Asking, input: object): Promise<Saved> =>
  (await asking.ask<{ saveView: Saved }>(SAVE, { input })).saveView;

export async function saved(asking: Asking, input: object): Promise<View> {
  const { view, userErrors } = await save(asking, input);
  if (view === null) throw new Error(`it was not saved: ${JSON.stringify(userErrors)}`);
  return view;
}

export const remove = async (
  asking: Asking,
  id: string,
): Promise<{ removedId: string | null; userErrors: UserError[] }> =>
  (await asking.ask<{ removeView: { removedId: string | null; userErrors: UserError[] } }>(REMOVE, { input: { id } }))
    .removeView;

export const list = async (asking: Asking): Promise<readonly View[]> =>
  (await asking.ask<{ savedViews: View[] }>(`{ savedViews { ${VIEW} } }`)).savedViews;

export const names = async (asking: Asking): Promise<string[]> => (await list(asking)).map(({ name }) => name);

export const WHERE = {
  mapping: 'teamCommunications',
  verdict: ['BLOCKED', 'MISSING'],
  state: ['OPEN'],
  field: 'authorId',
  rootCause: 'abcdefghijklmnopqrst_-',
};
