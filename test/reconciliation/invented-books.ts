import {
  BigInteger,
  Decimal,
  Enum,
  Flag,
  Instant,
  Integer,
  Json,
  LegacyId,
  LegacyTable,
  NewId,
  NewTable,
  Parent,
  Text,
  Uuid,
} from '../../entities/column';
import { companion, mapping } from '../../reconciliation/declaration';
import type { Mapping } from '../../reconciliation/mapping';
import { copy, decimal, flag, instant, integer, json } from '../../reconciliation/rules/copy';
import { contentTypeLabel, genericReference } from '../../reconciliation/rules/generic-reference';
import { constant, ignored } from '../../reconciliation/rules/made';
import { map } from '../../reconciliation/rules/map';
import { reference } from '../../reconciliation/rules/reference';
import { isFalse } from '../../reconciliation/scopes';

/** A pair of libraries that no customer has, with a column of every kind, to be taken apart by tests. */

@LegacyTable('old_author', 'Somebody who wrote books.')
export class OldAuthor {
  @LegacyId() id!: string;
  @Text('INTERNAL', { length: 20 }) name!: string;
}

@LegacyTable('old_kind', 'A kind of things, as an application calls it.')
export class OldKind {
  @LegacyId() id!: string;
  @Text('INTERNAL', { length: 20 }) appLabel!: string;
  @Text('INTERNAL', { length: 20 }) model!: string;
}

@LegacyTable('old_book', 'A book as the old library has it.')
export class OldBook {
  @LegacyId() id!: string;
  @Integer('INTERNAL') authorId!: string;
  @Parent(() => OldAuthor, 'authorId') author?: OldAuthor | null;
  @Text('INTERNAL', { length: 50 }) title!: string;
  @Text('INTERNAL', { length: 10, nullable: true }) genre!: string | null;
  @Decimal('INTERNAL', { precision: 8, scale: 2 }) price!: string;
  @BigInteger('INTERNAL') copies!: string;
  @Instant('INTERNAL') printedAt!: string;
  @Text('INTERNAL') notes!: string;
  @Flag('INTERNAL') lost!: boolean;
  // What the book is about: a row of a table that its kind names.
  @Integer('INTERNAL', { nullable: true }) kindId!: string | null;
  @Parent(() => OldKind, 'kindId') kind?: OldKind | null;
  @Integer('INTERNAL', { nullable: true }) subjectId!: string | null;
}

@LegacyTable('old_loan', 'A book that somebody took home.')
export class OldLoan {
  @LegacyId() id!: string;
  @Integer('INTERNAL') bookId!: string;
  @Text('INTERNAL', { length: 10 }) state!: string;
}

@NewTable('writers', 'Somebody who wrote books.')
export class Writer {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyAuthorId!: string | null;
  @Text('INTERNAL', { length: 20 }) name!: string;
}

@NewTable('volumes', 'A book as the new library has it.')
export class Volume {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyBookId!: string | null;
  @Uuid('INTERNAL') writerId!: string;
  @Parent(() => Writer, 'writerId') writer?: Writer | null;
  @Text('INTERNAL', { length: 50 }) title!: string;
  @Enum('volume_genre', ['novel', 'poems'], 'INTERNAL', { nullable: true }) genre!: string | null;
  @Decimal('INTERNAL', { precision: 8, scale: 2 }) price!: string;
  @BigInteger('INTERNAL') copies!: string;
  @Instant('INTERNAL') printedAt!: string;
  @Json('INTERNAL', { nullable: true }) notes!: string | null;
  @Flag('INTERNAL') lost!: boolean;
  @Text('INTERNAL', { nullable: true }) loanState!: string | null;
  @Text('INTERNAL', { length: 3, nullable: true }) currency!: string | null;
  @Text('INTERNAL', { nullable: true }) shelf!: string | null;
  @Text('INTERNAL', { nullable: true }) about!: string | null;
  @Uuid('INTERNAL', { nullable: true }) subjectId!: string | null;
}

export const writers: Mapping = mapping({
  name: 'writers',
  system: 'Invented',
  title: 'Writers',
  description: 'Everybody who wrote books.',
  legacy: { entity: OldAuthor },
  new: { entity: Writer, key: 'legacyAuthorId' },
  rules: { legacyAuthorId: integer('id'), name: copy('name') },
});

export const volumes: Mapping = mapping({
  name: 'volumes',
  system: 'Invented',
  title: 'Volumes',
  description: 'Every book that is not lost.',
  legacy: {
    entity: OldBook,
    companions: { loan: companion(OldLoan, 'bookId') },
    scope: isFalse('lost', 'a lost book is on no shelf'),
  },
  new: { entity: Volume, key: 'legacyBookId' },
  rules: {
    legacyBookId: integer('id'),
    writerId: reference('authorId', () => writers),
    title: copy('title'),
    genre: map('genre', { n: 'novel', p: 'poems' }),
    price: decimal('price', 8, 2),
    copies: integer('copies'),
    printedAt: instant('printedAt'),
    notes: json('notes'),
    lost: flag('lost'),
    loanState: copy('loan.state'),
    currency: constant('EUR', 'the library buys at home'),
    shelf: ignored('the new library sorts by itself'),
    about: contentTypeLabel('kind', { 'people.author': 'a person' }),
    subjectId: genericReference('kind', 'subjectId', { 'people.author': () => writers }),
  },
});
