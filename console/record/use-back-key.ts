import { useLocation } from 'wouter';
import { useSingleKeys } from '../keyboard/single-keys';
import { placeOfList } from '../places';

/** `u`: back to where one came from; a page that was opened by its address goes to the mapping's discrepancies. */
export function useBackKey(mapping: string): void {
  const [, go] = useLocation();
  useSingleKeys('The way back', [
    {
      key: 'u',
      does: 'Back to where you came from',
      run: () => (window.history.length > 1 ? window.history.back() : go(placeOfList({ mapping }))),
    },
  ]);
}
