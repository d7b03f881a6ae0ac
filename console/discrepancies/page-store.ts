import type { CombinedError } from 'urql';
import type { DiscrepancyPageQuery } from '../generated/operations';
import { type Failure, failureOf } from '../graphql/failure';

export type Row = DiscrepancyPageQuery['discrepancies']['nodes'][number];

export interface PageAnswer {
  readonly data?: DiscrepancyPageQuery | undefined;
  readonly error?: CombinedError | undefined;
}

/** Asks for the rows after so many. What it gives back takes the question back. */
export type AskPage = (skip: number, onAnswer: (answer: PageAnswer) => void) => () => void;

export const PAGE_SIZE = 100;

/** Of the six questions that one person may have open, the rest of the view needs some. */
const AT_ONCE = 2;

/** Pages kept around what is looked at; what is further off is dropped and asked for again. */
const KEPT = 40;

/** A scrollbar that is being dragged passes thousands of pages: asked is where it rests, or now and then. */
const REST_MS = 70;
const PATIENCE_MS = 300;

interface Page {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
}

/**
 * The pages of one list, wherever one looks: fetched by how many rows come before, kept, dropped when far off. Answers
 * to what nobody looks at any more are not waited for.
 */
export class PageStore {
  private readonly pages = new Map<number, Page>();
  private readonly asked = new Map<number, () => void>();
  private readonly stale = new Set<number>();
  private readonly failed = new Set<number>();
  private readonly listeners = new Set<() => void>();
  private wanted: readonly number[] = [];
  private wantedSince: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private version = 0;
  failure: Failure | null = null;

  constructor(private readonly ask: AskPage) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Another number whenever something changed. */
  readonly versionOf = (): number => this.version;

  rowAt(index: number): Row | undefined {
    return this.pages.get(Math.floor(index / PAGE_SIZE))?.rows[index % PAGE_SIZE];
  }

  /** How many rows there are, where a page said that none follows it. */
  get end(): number | null {
    const ends = [...this.pages].flatMap(([page, { rows, hasNextPage }]) =>
      hasNextPage ? [] : [page * PAGE_SIZE + rows.length],
    );
    return ends.length === 0 ? null : Math.min(...ends);
  }

  /** Rows that are known to be there: those of all pages, and one more where another follows. */
  get atLeast(): number {
    const counts = [...this.pages].map(([page, { rows, hasNextPage }]) =>
      rows.length === 0 ? 0 : page * PAGE_SIZE + rows.length + (hasNextPage ? 1 : 0),
    );
    return Math.max(0, ...counts);
  }

  /** Whether anything was answered yet. */
  get isEmpty(): boolean {
    return this.pages.size === 0;
  }

  /** What is looked at; asked for once the eye rests. The pages beside it come after it. */
  want(first: number, last: number): void {
    const [from, to] = [Math.floor(first / PAGE_SIZE), Math.floor(last / PAGE_SIZE)];
    const visible = Array.from({ length: to - from + 1 }, (_, step) => from + step);
    this.wanted = [...visible, to + 1, from - 1].filter((page) => page >= 0 && !this.isBeyond(page));
    if (this.isEmpty && this.asked.size === 0) this.pump();
    else if (this.wanted.some((page) => this.isMissing(page))) this.wait();
  }

  /** Everything may have changed: what is looked at is asked for again, and shown as it was until it comes. */
  refresh(): void {
    for (const page of this.pages.keys()) this.stale.add(page);
    this.retry();
  }

  retry(): void {
    this.failed.clear();
    this.stopAsking();
    this.pump();
  }

  /** Nobody looks any more. */
  stop(): void {
    clearTimeout(this.timer);
    this.wantedSince = null;
    this.stopAsking();
  }

  private stopAsking(): void {
    for (const stop of this.asked.values()) stop();
    this.asked.clear();
  }

  private isBeyond(page: number): boolean {
    const { end } = this;
    return end !== null && page > 0 && page * PAGE_SIZE >= end;
  }

  private isMissing(page: number): boolean {
    return (!this.pages.has(page) || this.stale.has(page)) && !this.failed.has(page) && !this.asked.has(page);
  }

  private wait(): void {
    const now = performance.now();
    this.wantedSince ??= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.pump(), Math.max(0, Math.min(REST_MS, this.wantedSince + PATIENCE_MS - now)));
  }

  private pump(): void {
    clearTimeout(this.timer);
    this.wantedSince = null;
    for (const [page, stop] of this.asked) {
      if (this.wanted.includes(page)) continue;
      stop();
      this.asked.delete(page);
    }
    for (const page of this.wanted) if (this.asked.size < AT_ONCE && this.isMissing(page)) this.askFor(page);
  }

  private askFor(page: number): void {
    // An answer may come before the question is kept.
    this.asked.set(page, () => {});
    const stop = this.ask(page * PAGE_SIZE, (answer) => this.take(page, answer));
    if (this.asked.has(page)) this.asked.set(page, stop);
  }

  private take(page: number, { data, error }: PageAnswer): void {
    this.asked.delete(page);
    if (data === undefined || error !== undefined) this.fail(page, error);
    else {
      const { nodes, pageInfo } = data.discrepancies;
      this.pages.set(page, { rows: nodes, hasNextPage: pageInfo.hasNextPage });
      this.stale.delete(page);
      if (this.failed.size === 0) this.failure = null;
      this.dropFarOff();
    }
    this.version += 1;
    for (const listener of this.listeners) listener();
    this.pump();
  }

  private fail(page: number, error: CombinedError | undefined): void {
    this.failed.add(page);
    this.failure =
      error === undefined ? { code: 'UNKNOWN', message: 'No answer came.', errorId: null } : failureOf(error);
  }

  private dropFarOff(): void {
    const middle = this.wanted[0] ?? 0;
    const far = [...this.pages.keys()].toSorted((one, other) => Math.abs(other - middle) - Math.abs(one - middle));
    for (const page of far.slice(0, Math.max(0, this.pages.size - KEPT))) {
      this.pages.delete(page);
      this.stale.delete(page);
    }
  }
}
