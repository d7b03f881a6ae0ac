import { type Alternative, type Claim, type Claims, ClaimsError } from './claims';
import { Entry, EntryProblem } from './entry';
import { type Figure, type Unit, unitOf } from './figure';
import { readFigure } from './read-figure';

export const CLAIMS_SCHEMA = 'counterpart.claims/v1';

/** More than any report states; the answer of the API is as long as this list. */
const MOST_CLAIMS = 1_000;

const CLAIM_KEYS = [
  'name',
  'section',
  'stated',
  'wording',
  'unit',
  'comparison',
  'figure',
  'notDerivable',
  'alternatives',
  'note',
];

/** Reads a claims file. Every claim that is wrong is named, so that one look shows all that has to be mended. */
export function readClaims(text: string): Claims {
  const file = readFile(text);
  const reader = new ClaimReader();
  const list = file.list('claims');
  for (const [index, value] of list.entries()) reader.add(value, index);
  if (list.length === 0) reader.problems.push('the file.claims must hold one or more: of none nothing can fail');
  if (list.length > MOST_CLAIMS) reader.problems.push(`there are ${list.length} claims; ${MOST_CLAIMS} are the most`);
  if (reader.problems.length > 0) throw new ClaimsError(reader.problems);
  return { title: file.text('title'), claims: reader.claims };
}

function readFile(text: string): Entry {
  try {
    const file = Entry.read(JSON.parse(text), 'the file', ['$schema', 'schema', 'title', 'claims']);
    file.oneOf('schema', [CLAIMS_SCHEMA]);
    file.text('title');
    file.list('claims');
    return file;
  } catch (error) {
    if (error instanceof SyntaxError) throw new ClaimsError([`the file is no JSON: ${error.message}`]);
    throw asProblem(error);
  }
}

const asProblem = (error: unknown): unknown =>
  error instanceof EntryProblem ? new ClaimsError([error.message]) : error;

class ClaimReader {
  readonly claims: Claim[] = [];
  readonly problems: string[] = [];
  /** Also of claims that are wrong, so that those which build on them are not called wrong as well. */
  private readonly names = new Set<string>();
  private readonly units = new Map<string, Unit>();

  add(value: unknown, index: number): void {
    const name = nameIn(value);
    const place = `claim ${index + 1}${name === null ? '' : ` ("${name}")`}`;
    try {
      const claim = this.read(value, place);
      this.claims.push(claim);
    } catch (error) {
      if (!(error instanceof EntryProblem)) throw error;
      this.problems.push(error.message);
    }
    if (name !== null) this.names.add(name);
  }

  private read(value: unknown, place: string): Claim {
    const entry = Entry.read(value, place, CLAIM_KEYS);
    const name = entry.text('name');
    if (this.names.has(name)) entry.reject('name', 'is the name of a claim before it');
    const figure = readFigure(entry.value('figure'), entry.at('figure'));
    this.check(figure, entry);
    this.units.set(name, this.unit(figure));
    return {
      name,
      section: entry.text('section'),
      stated: readStated(entry),
      wording: entry.optionalText('wording'),
      unit: this.unit(figure) === 'amount' ? entry.optionalText('unit') : refuseUnit(entry),
      comparison: entry.oneOf('comparison', ['EQUAL', 'AT_LEAST'], 'EQUAL'),
      figure,
      notDerivable: entry.optionalText('notDerivable'),
      alternatives: entry.has('alternatives') ? this.readAlternatives(entry) : [],
      note: entry.optionalText('note'),
    };
  }

  private readAlternatives(entry: Entry): Alternative[] {
    return entry.list('alternatives').map((value, index) => {
      const place = entry.at(`alternatives[${index}]`);
      const alternative = Entry.read(value, place, ['words', 'figure']);
      const figure = readFigure(alternative.value('figure'), alternative.at('figure'));
      this.check(figure, alternative);
      return { words: alternative.text('words'), figure };
    });
  }

  /** A figure of other claims stands after them, so that there are no circles, and adds like to like. */
  private check(figure: Figure, entry: Entry): void {
    if (figure.kind !== 'sumOf' && figure.kind !== 'difference') return;
    const missing = figure.claims.filter((name) => !this.names.has(name));
    if (missing.length > 0)
      entry.reject('figure.claims', `must name claims that stand before it, and ${missing.join(', ')} does not`);
    const units = new Set(figure.claims.flatMap((name) => this.units.get(name) ?? []));
    if (units.size > 1) entry.reject('figure.claims', `are of different kinds: ${[...units].join(' and ')}`);
  }

  private unit(figure: Figure): Unit {
    return unitOf(figure, (name) => this.units.get(name) ?? 'records');
  }
}

function nameIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('name' in value)) return null;
  return typeof value.name === 'string' ? value.name : null;
}

const STATED = /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/;

/** Digits with or without commas between the thousands, in quotes: JSON would make 100 of 100.00. */
function readStated(entry: Entry): string | null {
  const value = entry.value('stated');
  if (value === null) return null;
  if (typeof value !== 'string' || !STATED.test(value))
    return entry.reject(
      'stated',
      'must be a number in quotes such as "16,011" or "96.25", or null for one left unsaid',
    );
  return value.replaceAll(',', '');
}

function refuseUnit(entry: Entry): null {
  return entry.has('unit') ? entry.reject('unit', 'is for sums and averages; counts and rates have their own') : null;
}
