import type { DataClass } from '../../entities/table';

/** One record or row whose personal or medical values an answer shows. No values: only whose they are. */
export interface Disclosure {
  /** The mapping of a record, or null for a row that was reached as an entity. */
  readonly mapping: string | null;
  readonly table: string;
  /** The legacy id, or the UUID of a row that only the new side has. */
  readonly recordId: string;
  readonly dataClass: DataClass;
}

/** What one answer shows of people, gathered while it is made and written to the access log before it is sent. */
export class Disclosures {
  private readonly seen = new Map<string, Disclosure>();
  private readonly logged: Disclosure[] = [];

  note(disclosure: Disclosure): void {
    const { mapping, table, recordId, dataClass } = disclosure;
    this.seen.set(`${mapping ?? ''}/${table}/${recordId}/${dataClass}`, disclosure);
  }

  /** What the answer shows and the access log already says. */
  addLogged(disclosures: readonly Disclosure[]): void {
    this.logged.push(...disclosures);
  }

  /** What has still to be logged before the answer may be sent. */
  list(): readonly Disclosure[] {
    return [...this.seen.values()];
  }

  listAll(): readonly Disclosure[] {
    return [...this.logged, ...this.seen.values()];
  }
}
