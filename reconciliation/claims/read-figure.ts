import { Entry } from './entry';
import { FIGURE_KINDS, type Figure, type FigureKind, type Names, RATE_BASES, type Where } from './figure';

/** What each kind of figure is made of, beside its kind. */
const PARTS: Readonly<Record<FigureKind, readonly string[]>> = {
  due: ['mappings', 'except'],
  migrated: ['mappings', 'except'],
  lost: ['mappings', 'except'],
  rate: ['mappings', 'except', 'of'],
  meanOfRates: ['rates'],
  medianOfRates: ['rates'],
  rows: ['mapping', 'where'],
  distinct: ['mapping', 'field', 'where'],
  sum: ['mapping', 'field', 'where'],
  average: ['mapping', 'field', 'where'],
  share: ['mapping', 'where', 'among'],
  orphans: ['mapping', 'field'],
  sumOf: ['claims'],
  difference: ['claims'],
};

export function readFigure(value: unknown, place: string): Figure {
  const any = Entry.read(value, place, ['kind', ...new Set(Object.values(PARTS).flat())]);
  const kind = any.oneOf('kind', FIGURE_KINDS);
  const entry = Entry.read(value, `${place} (${kind})`, ['kind', ...PARTS[kind]]);
  switch (kind) {
    case 'rate':
      return { kind, ...readNames(entry), of: entry.oneOf('of', RATE_BASES, 'due') };
    case 'meanOfRates':
    case 'medianOfRates':
      return { kind, rates: readRates(entry) };
    case 'rows':
      return { kind, mapping: entry.text('mapping'), where: readWhere(entry, 'where') };
    case 'distinct':
    case 'sum':
    case 'average':
      return { kind, mapping: entry.text('mapping'), field: entry.text('field'), where: readWhere(entry, 'where') };
    case 'share':
      return readShare(entry);
    case 'orphans':
      return { kind, mapping: entry.text('mapping'), field: entry.text('field') };
    case 'sumOf':
      return { kind, claims: entry.texts('claims') };
    case 'difference':
      return { kind, claims: readTwo(entry) };
    default:
      return { kind, ...readNames(entry) };
  }
}

function readNames(entry: Entry): Names {
  const isAll = entry.value('mappings') === 'all';
  const except = entry.has('except') ? entry.texts('except') : [];
  if (!isAll && except.length > 0) entry.reject('except', 'goes with "mappings": "all" only');
  return { mappings: isAll ? 'all' : entry.texts('mappings'), except };
}

/** Each rate is of a mapping or, as a list, of several together. No mapping counts in two of them. */
function readRates(entry: Entry): readonly (readonly string[])[] {
  const list = entry.list('rates');
  if (list.length === 0) entry.reject('rates', 'must name one or more');
  const rates = list.map((item, index): readonly string[] => {
    if (typeof item === 'string') return [item];
    const isNames = Array.isArray(item) && item.length > 0 && item.every((name) => typeof name === 'string');
    if (isNames) return item;
    return entry.reject(`rates[${index}]`, 'must be the name of a mapping or a list of names');
  });
  const names = rates.flat();
  const twice = names.find((name, index) => names.indexOf(name) < index);
  return twice === undefined ? rates : entry.reject('rates', `names ${twice} twice`);
}

/** Flags may be written as such; everything else is text, because JSON numbers lose digits. */
function readWhere(entry: Entry, key: string): Where {
  const value = entry.value(key);
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return entry.reject(key, 'must be an object of fields and their values');
  return Object.fromEntries(
    Object.entries(value).map(([field, wanted]: [string, unknown]) => {
      if (typeof wanted === 'boolean') return [field, String(wanted)];
      const isText = typeof wanted === 'string' && !wanted.includes(String.fromCharCode(0));
      if (isText || wanted === null) return [field, wanted];
      return entry.reject(`${key}.${field}`, 'must be a text, true, false or null; write numbers in quotes');
    }),
  );
}

function readShare(entry: Entry): Figure {
  const where = readWhere(entry, 'where');
  if (Object.keys(where).length === 0) entry.reject('where', 'must name a field: a share of all is everything');
  return { kind: 'share', mapping: entry.text('mapping'), where, among: readWhere(entry, 'among') };
}

function readTwo(entry: Entry): readonly string[] {
  const claims = entry.texts('claims');
  return claims.length === 2 ? claims : entry.reject('claims', 'must name two: what is taken from the first');
}
