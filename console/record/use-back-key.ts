import { useLocation } from 'wouter';
import { useSingleKeys } from '../keyboard/single-keys';
import { placeOfList } from '../places';

/** `u`: back to where one came from; a page that was come to from outside goes to the mapping's discrepancies. */
export function useBackKey(mapping: string): void {
  const [, go] = useLocation();
  useSingleKeys('The way back', [
    {
      key: 'u',
      does: 'Back to where you came from',
      run: () => (hasOwnBefore() ? window.history.back() : go(placeOfList({ mapping }))),
    },
  ]);
}

/** The browser's history counts pages of others, too; older browsers do not tell them apart, and go to the list. */
const hasOwnBefore = (): boolean => (window.navigation as Navigation | undefined)?.canGoBack ?? false;
