import type { DataClass } from '../../entities/table';
import type { Pair } from '../../reconciliation/comparing/pair';
import { type DataClasses, isPersonal } from '../../reconciliation/data-classes';
import type { Mapping } from '../../reconciliation/mapping';
import { type Access, forbidden } from './access';
import type { Disclosure, Disclosures } from './disclosures';

/** What stands for a secret that is there: that two secrets differ may be seen, the secrets may not. */
export const SECRET = '(secret)';

/** What stands for a personal or medical value where nothing is compared with it. */
export const MASKED = '(masked)';

/** Whose value is shown, as the access log names it. */
export type Subject = Omit<Disclosure, 'dataClass'>;

/** The record of a pair, or its row where no legacy record stands behind it. */
export function subjectOfPair({ mapping, legacy, rows }: Pair): Subject {
  if (legacy !== null) return { mapping: mapping.name, table: mapping.legacy.table.name, recordId: legacy.key };
  return { mapping: mapping.name, table: mapping.new.table.name, recordId: rows[0]?.id ?? '' };
}

/** A row that was written, by its mapping's name. */
export function subjectOfRow(
  mappings: readonly Mapping[],
  row: { mapping: string; table: string; legacyId: string | null; newId: string },
): Subject {
  const legacy = mappings.find((candidate) => candidate.name === row.mapping)?.legacy.table.name ?? row.table;
  return row.legacyId === null
    ? { mapping: row.mapping, table: row.table, recordId: row.newId }
    : { mapping: row.mapping, table: legacy, recordId: row.legacyId };
}

/**
 * Names for the masked values of one comparison, by which it can be told which of them are alike. They begin anew with
 * each comparison: a name that stood for the same value everywhere would be looked up with a value that is known.
 */
export class MaskedNames {
  private readonly names = new Map<string, string>();

  of(text: string): string {
    const name = this.names.get(text) ?? `(masked ${this.names.size + 1})`;
    this.names.set(text, name);
    return name;
  }
}

/**
 * What one caller sees of values. NULL and the empty text are no values of anybody and are seen by all: that one side
 * lacks what the other has is what most differences are about, and no list can be searched by it.
 */
export class Sight {
  private isDimmed = false;

  constructor(
    private readonly access: Access,
    private readonly disclosures: Disclosures,
    readonly classes: DataClasses,
  ) {}

  /** The same caller's, for one part of an answer that is masked apart from the rest; what it shows is noted elsewhere. */
  apart(isMasked: boolean, disclosures: Disclosures): Sight {
    const sight = new Sight(this.access, disclosures, this.classes);
    if (isMasked) sight.dim();
    return sight;
  }

  /** From now on this answer is masked, whoever the caller is. */
  dim(): void {
    this.isDimmed = true;
  }

  get isClear(): boolean {
    return this.access.seesPersonal && !this.isDimmed;
  }

  isHidden(dataClass: DataClass): boolean {
    return dataClass === 'SECRET' || (isPersonal(dataClass) && !this.isClear);
  }

  /** Whether something else stands for this very value. */
  hides(text: string | null, dataClass: DataClass): boolean {
    return text !== null && (text !== '' || dataClass === 'SECRET') && this.isHidden(dataClass);
  }

  /** A value as the caller may see it. What is shown of a person is noted for the access log. */
  show(text: string | null, dataClass: DataClass, subject: Subject, masked = MASKED): string | null {
    if (this.hides(text, dataClass)) return dataClass === 'SECRET' ? SECRET : masked;
    if (text !== null && text !== '' && isPersonal(dataClass)) this.disclosures.note({ ...subject, dataClass });
    return text;
  }

  /** For values that no text can stand for: an error of the field, because null would read like SQL NULL. */
  refuse(property: string, dataClass: DataClass): void {
    if (!this.isHidden(dataClass)) return;
    const kind = { SECRET: 'secret', HEALTH: 'medical', PERSONAL: 'personal', INTERNAL: '', PUBLIC: '' }[dataClass];
    throw forbidden(`${property} is ${kind}: your role does not see it`);
  }
}
