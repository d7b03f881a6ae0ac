import { setTimeout as sleep } from 'node:timers/promises';
import type { Mapping } from '../mapping';
import { type Pair, recordKey } from './pair';
import type { PairLoader } from './pair-loader';
import { isDiscrepancy } from './verdict';

/** What was settled of some records, and what was still moving when it was looked at for the last time. */
export interface ComparedPage {
  readonly pairs: readonly Pair[];
  readonly moving: readonly Pair[];
}

/** A write that both sides are to see takes that long at most between the two, as a rule. */
const PAUSE_MS = 250;

/** Looks after the first one: one to confirm what was seen, and three more for what keeps moving. */
const LOOKS = 4;

/** A record that is looked at: by its legacy id, or by its row where it claims none that is one value. */
const subjectOf = (pair: Pair): string => pair.legacyId ?? `new:${pair.rows[0]?.id ?? ''}`;

/** All that was seen of each record: an id may be claimed by several rows. */
function bySubject(pairs: readonly Pair[]): Map<string, Pair[]> {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const subject = subjectOf(pair);
    const group = groups.get(subject);
    if (group === undefined) groups.set(subject, [pair]);
    else group.push(pair);
  }
  return groups;
}

const stateOf = (pairs: readonly Pair[]): string =>
  pairs
    .map((pair) => `${recordKey(pair)} ${pair.fingerprint.text}`)
    .sort()
    .join('\n');

async function lookAt(loader: PairLoader, mapping: Mapping, subjects: Iterable<string>): Promise<Map<string, Pair[]>> {
  const all = [...subjects];
  const newIds = all.filter((subject) => subject.startsWith('new:')).map((subject) => subject.slice('new:'.length));
  const legacyIds = all.filter((subject) => !subject.startsWith('new:'));
  const pairs = [
    ...(legacyIds.length === 0 ? [] : await loader.listByLegacyIds(mapping, legacyIds)),
    ...(newIds.length === 0 ? [] : await loader.listByNewIds(mapping, newIds)),
  ];
  return bySubject(pairs);
}

/** A page that was looked at once, and when. */
interface Seen {
  readonly groups: Map<string, Pair[]>;
  readonly at: number;
}

const isSettled = (group: readonly Pair[]): boolean => !group.some((pair) => isDiscrepancy(pair.verdict));

/** Looks until two looks one after the other agree. What still changes then is for the next comparison to tell. */
async function confirm(loader: PairLoader, mapping: Mapping, { groups, at }: Seen): Promise<ComparedPage> {
  const pairs = [...groups.values()].filter(isSettled).flat();
  let open = new Map([...groups].filter(([, group]) => !isSettled(group)));
  let last = at;
  for (let look = 1; look <= LOOKS && open.size > 0; look += 1) {
    await sleep(Math.max(0, last + PAUSE_MS - performance.now()));
    last = performance.now();
    const again = await lookAt(loader, mapping, open.keys());
    const moved = new Map<string, Pair[]>();
    for (const [subject, group] of open) {
      const now = again.get(subject) ?? [];
      const isSure = (now.length > 0 && isSettled(now)) || stateOf(now) === stateOf(group);
      if (isSure) pairs.push(...now);
      else moved.set(subject, now);
    }
    open = moved;
  }
  return { pairs, moving: [...open.keys()].flatMap((subject) => groups.get(subject)?.slice(0, 1) ?? []) };
}

/**
 * Looks a second time, a moment later, at every pair that does not match: what still changes between two looks is never
 * recorded as a difference. The next page is looked at in the meantime, so that the moment costs little.
 */
export async function* lookAgain(
  loader: PairLoader,
  mapping: Mapping,
  pages: AsyncIterable<readonly Pair[]>,
): AsyncGenerator<ComparedPage> {
  let before: Seen | null = null;
  for await (const page of pages) {
    const seen: Seen = { groups: bySubject(page), at: performance.now() };
    if (before !== null) yield await confirm(loader, mapping, before);
    before = seen;
  }
  if (before !== null) yield await confirm(loader, mapping, before);
}
