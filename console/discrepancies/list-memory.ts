import type { Session } from '../sign-in/session';
import type { PageStore } from './page-store';

/**
 * Where somebody was in the list, to find it so when coming back from a record. It is kept in memory, for the session:
 * a text that was looked for may be a name, and is written nowhere.
 */
export interface ListMemory {
  /** The conditions and the text that all of this is about. */
  readonly key: string;
  /** The address alone, without the text. */
  readonly place: string;
  readonly text: string;
  readonly pages: PageStore;
  readonly where: () => Whereabouts;
  readonly keep: (change: Partial<Whereabouts>) => void;
}

interface Whereabouts {
  /** Of the scrollbar, in pixels. */
  readonly offset: number;
  /** The row in focus; null: none was yet. */
  readonly active: number | null;
  /** Whether the list was left by opening a record: the focus goes back to that row. */
  readonly wasOpened: boolean;
}

export function createMemory(about: Pick<ListMemory, 'key' | 'place' | 'text' | 'pages'>): ListMemory {
  let where: Whereabouts = { offset: 0, active: null, wasOpened: false };
  return {
    ...about,
    where: () => where,
    keep(change) {
      where = { ...where, ...change };
    },
  };
}

/** Lists that are kept: on the way to a record and back one passes others, if only for a moment. */
const KEPT = 4;

const memories = new WeakMap<Session, readonly ListMemory[]>();

const memoriesOf = (session: Session): readonly ListMemory[] => memories.get(session) ?? [];

/** The text that was looked for last at an address; empty: none was. */
export const recallText = (session: Session, place: string): string =>
  memoriesOf(session).find((memory) => memory.place === place)?.text ?? '';

/** How the list was left, or as new. The one that is asked for is the last to be forgotten. */
export function recall(session: Session, key: string, create: () => ListMemory): ListMemory {
  const before = memoriesOf(session);
  const memory = before.find((one) => one.key === key) ?? create();
  memories.set(session, [memory, ...before.filter((one) => one !== memory)].slice(0, KEPT));
  return memory;
}
