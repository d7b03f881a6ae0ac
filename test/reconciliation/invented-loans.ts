import { Instant, Integer, LegacyId, LegacyTable, NewId, NewTable, Parent, Text, Uuid } from '../../entities/column';
import { companion, mapping } from '../../reconciliation/declaration';
import { type Mapping, PRESENT } from '../../reconciliation/mapping';
import { copy, integer } from '../../reconciliation/rules/copy';
import { constant, constantAll } from '../../reconciliation/rules/made';
import { map } from '../../reconciliation/rules/map';
import { reference } from '../../reconciliation/rules/reference';

/** An invented library: books that belong to readers and are lent, in which records stand beside and before others. */

@LegacyTable('invented_reader', 'A reader of an invented library.')
class InventedReader {
  @LegacyId() id!: string;
  @Text('INTERNAL', { length: 10 }) kind!: string;
}

@LegacyTable('invented_book', 'A book of an invented library.')
class InventedBook {
  @LegacyId() id!: string;
  @Integer('INTERNAL', { nullable: true }) ownerId!: string | null;
  @Parent(() => InventedReader, 'ownerId') owner?: InventedReader | null;
}

@LegacyTable('invented_loan', 'A book of an invented library that was lent.')
export class InventedLoan {
  @LegacyId() id!: string;
  @Integer('INTERNAL', { nullable: true }) bookId!: string | null;
  @Parent(() => InventedBook, 'bookId') book?: InventedBook | null;
  @Integer('INTERNAL', { nullable: true }) readerId!: string | null;
  @Parent(() => InventedReader, 'readerId') reader?: InventedReader | null;
  @Instant('INTERNAL', { nullable: true }) at!: string | null;
  @Text('INTERNAL', { length: 10 }) kind!: string;
}

@NewTable('invented_cards', 'A reader of an invented library.')
class InventedCard {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true }) legacyReaderId!: string | null;
  @Text('INTERNAL') label!: string;
}

/** Filled by two mappings. */
@NewTable('invented_events', 'Something that happened in an invented library.')
class InventedEvent {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true }) legacyId!: string | null;
  @Text('INTERNAL') source!: string;
  @Uuid('INTERNAL', { nullable: true }) bookEventId!: string | null;
  @Parent(() => InventedEvent, 'bookEventId') bookEvent?: InventedEvent | null;
  @Integer('INTERNAL', { nullable: true }) firstId!: string | null;
  @Integer('INTERNAL', { nullable: true }) lastId!: string | null;
  @Integer('INTERNAL', { nullable: true }) previousId!: string | null;
  @Integer('INTERNAL', { nullable: true }) lastOfOwnerId!: string | null;
}

@NewTable('invented_slips', 'What a reader signed in an invented library.')
class InventedSlip {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true }) legacyLoanId!: string | null;
  @Uuid('INTERNAL') bookEventId!: string;
  @Parent(() => InventedEvent, 'bookEventId') bookEvent?: InventedEvent | null;
  @Text('INTERNAL') kind!: string;
}

const about = (name: string) => ({
  name,
  system: 'Invented',
  title: name,
  description: 'Part of an invented library.',
});

export const readers: Mapping = mapping({
  ...about('inventedReaders'),
  legacy: { entity: InventedReader },
  new: { entity: InventedCard, key: 'legacyReaderId' },
  rules: { legacyReaderId: integer('id'), label: map('kind', { a: 'adult', c: 'child' }) },
});

export const books: Mapping = mapping({
  ...about('inventedBooks'),
  legacy: { entity: InventedBook },
  new: { entity: InventedEvent, key: 'legacyId', where: { source: 'book' } },
  rules: {
    legacyId: integer('id'),
    source: constant('book', 'what the row is'),
    ...constantAll(null, 'a book is no loan', ['bookEventId', 'firstId', 'lastId', 'previousId', 'lastOfOwnerId']),
  },
});

/** Only what a book was lent for; with the first and the last loan of the same book, and others around it. */
export const loans: Mapping = mapping({
  ...about('inventedLoans'),
  legacy: {
    entity: InventedLoan,
    population: { bookId: PRESENT },
    companions: {
      first: companion(InventedLoan, 'bookId', { of: 'bookId', where: { kind: 'lent' } }),
      last: companion(InventedLoan, 'bookId', { of: 'bookId', where: { kind: 'lent' }, pick: 'highest' }),
      previous: companion(InventedLoan, 'bookId', { of: 'bookId', pick: { before: 'at' } }),
      lastOfOwner: companion(InventedLoan, 'book.ownerId', { of: 'book.ownerId', pick: 'highest' }),
    },
  },
  new: { entity: InventedEvent, key: 'legacyId', where: { source: 'loan' } },
  rules: {
    legacyId: integer('id'),
    source: constant('loan', 'what the row is'),
    bookEventId: reference('bookId', () => books, { required: true }),
    firstId: integer('first.id'),
    lastId: integer('last.id'),
    previousId: integer('previous.id'),
    lastOfOwnerId: integer('lastOfOwner.id'),
  },
});

/** Names its book in a column, and its reader in none. */
export const slips: Mapping = mapping({
  ...about('inventedSlips'),
  legacy: { entity: InventedLoan },
  new: { entity: InventedSlip, key: 'legacyLoanId' },
  requires: {
    reader: reference('readerId', () => readers, {
      eligible: { where: { label: 'adult' }, because: 'children sign nothing' },
    }),
  },
  rules: {
    legacyLoanId: integer('id'),
    bookEventId: reference('bookId', () => books),
    kind: copy('kind'),
  },
});

/** All mappings of the library, parents first. */
export const lending: readonly Mapping[] = [readers, books, loans, slips];
