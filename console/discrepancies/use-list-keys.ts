import { useSingleKeys } from '../keyboard/single-keys';
import type { Wish } from './wish';

interface ListKeys {
  readonly move: (step: number) => void;
  readonly open: () => void;
  readonly select: () => void;
  readonly clear: () => void;
  readonly search: () => void;
  readonly wish: (wish: Wish) => void;
}

/** A button or a link in focus has the key for itself; a row does it itself, keys switched on or not. */
const isFree = (): boolean => document.activeElement === null || document.activeElement === document.body;

export function useListKeys({ move, open, select, clear, search, wish }: ListKeys): void {
  useSingleKeys('Discrepancies', [
    { key: 'j', does: 'The next record; the arrow down in the list', run: () => move(1) },
    { key: 'k', does: 'The record before; the arrow up in the list', run: () => move(-1) },
    { key: 'Enter', does: 'Open the record', run: () => isFree() && open() },
    { key: 'x', does: 'Select the record, or take it back', run: select },
    { key: 'u', does: 'Clear the selection', run: clear },
    { key: 'w', does: 'Waive the record: shows what would be', run: () => wish('WAIVE') },
    { key: 'm', does: 'Migrate the record or those selected: shows what would be', run: () => wish('MIGRATE') },
    { key: 'r', does: 'Reconcile the record or those selected: shows what would be', run: () => wish('RECONCILE') },
    { key: '/', does: 'Search', run: search },
  ]);
}
