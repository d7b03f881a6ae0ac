import { Change, type RowImage } from '../../entities/ledger/change';
import { listTables, type Table } from '../../entities/table';
import type { RequestContext } from '../context';
import { MaskedNames, type Sight, type Subject, subjectOfRow } from './masking';

interface Images {
  readonly table: string;
  readonly before: RowImage | null;
  readonly after: RowImage | null;
}

/** A row before and after a write, as the caller may see it. */
export class SeenImages {
  private readonly live: Table | undefined;

  constructor(
    private readonly sight: Sight,
    private readonly subject: Subject,
    private readonly images: Images,
  ) {
    this.live = listTables('new').find((candidate) => candidate.name === images.table);
  }

  /** The whole row; null: there is none. */
  row(side: 'before' | 'after'): RowImage | null {
    const image = this.images[side];
    if (image === null) return null;
    return Object.fromEntries(Object.keys(image).map((name) => [name, this.value(side, name)]));
  }

  /** Whether something else stands for the column's value before or after. */
  isMasked(name: string): boolean {
    const dataClass = this.sight.classes.ofLive(this.live, name);
    const texts = [this.images.before?.[name] ?? null, this.images.after?.[name] ?? null];
    return texts.some((text) => this.sight.hides(text, dataClass));
  }

  /** One column. Its masked names are of this column alone: that two columns are alike is nobody's business. */
  value(side: 'before' | 'after', name: string): string | null {
    const text = this.images[side]?.[name] ?? null;
    const dataClass = this.sight.classes.ofLive(this.live, name);
    if (text === null || !this.sight.isHidden(dataClass)) return this.sight.show(text, dataClass, this.subject);
    const names = new MaskedNames();
    const before = this.images.before?.[name];
    if (before != null && before !== '') names.of(before);
    return this.sight.show(text, dataClass, this.subject, names.of(text));
  }
}

/** Makes a property that is worked out when it is asked for, so that only what an answer shows is noted. */
export function define(target: object, properties: Readonly<Record<string, () => unknown>>): void {
  for (const [name, get] of Object.entries(properties)) Object.defineProperty(target, name, { get, enumerable: true });
}

/** A change as the caller may see it. */
export function redactChange(change: Change, { sight, service }: RequestContext): Change {
  const images = new SeenImages(sight, subjectOfRow(service.mappings, change), change);
  const { before: _before, after: _after, ...rest } = change;
  const seen = Object.assign(new Change(), rest);
  define(seen, { before: () => images.row('before'), after: () => images.row('after') });
  return seen;
}
