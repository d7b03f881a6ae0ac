import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Client } from 'urql';
import { DiscrepancyPageDocument } from '../generated/operations';
import { asUnmasked, createListApi } from '../graphql/client';
import type { Session } from '../sign-in/session';
import { type Conditions, placeOf, whereOf } from './conditions';
import { createMemory, type ListMemory, recall } from './list-memory';
import { type AskPage, PageStore } from './page-store';

/** Only a text is looked for in values: it is asked with what the person's role sees, and is in the access log. */
const contextOf = (session: Session, text: string) => (text === '' ? {} : asUnmasked(session));

function createAsk(api: Client, session: Session, conditions: Conditions, text: string): AskPage {
  const where = whereOf(conditions, text);
  return (skip, onAnswer) => {
    const variables = { where, orderBy: conditions.orderBy, skip };
    const asking = api
      .query(DiscrepancyPageDocument, variables, contextOf(session, text))
      .subscribe((answer) => onAnswer(answer));
    return () => asking.unsubscribe();
  };
}

/** The list's pages with where one was in it: as it was left, or new where the conditions are others. */
export function useListMemory(session: Session, conditions: Conditions, text: string): ListMemory {
  const place = placeOf(conditions);
  const key = JSON.stringify([place, text]);
  return useMemo(
    () =>
      recall(session, key, () => {
        const pages = new PageStore(createAsk(createListApi(session), session, conditions, text));
        return createMemory({ key, place, text, pages });
      }),
    [session, key, place, conditions, text],
  );
}

/** Draws again whenever a page comes. What was kept from before is asked for again. */
export function usePages(pages: PageStore): PageStore {
  useSyncExternalStore(pages.subscribe, pages.versionOf);
  useEffect(() => {
    if (pages.isEmpty) pages.want(0, 0);
    else pages.refresh();
    return () => pages.stop();
  }, [pages]);
  return pages;
}
