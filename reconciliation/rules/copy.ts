import type { Expectation, ReadPath, Rule, RuleKind } from '../mapping';
import { isSamePlain, readPlainJson } from '../plain-json';
import { DEEPEST, hasUnstorableString, readJson, Unreadable } from '../value';
import { withShortcut } from './shortcut';

/** A rule that reads one path, leaves NULL alone and makes the expected text from the legacy one. */
function fromOne<P extends string>(
  kind: RuleKind,
  path: P,
  words: string,
  make: (text: string) => Expectation,
): Rule<P> {
  return {
    kind,
    words,
    reads: [path],
    expect: (read: ReadPath) => {
      const text = read(path);
      return text === null ? { value: null } : make(text);
    },
  };
}

const invalid = (message: string): Expectation => ({ problem: { code: 'VALUE_INVALID', message } });

/** The legacy value as it is, to the last character: '' is not NULL and a trailing space is a character. */
export function copy<P extends string>(path: P): Rule<P> {
  const rule = fromOne('copy', path, `copied from ${path}`, (value) => ({ value }));
  return withShortcut({ ...rule, invert: (text: string) => [text] }, { keeps: path });
}

interface TextOptions {
  /** Remove white space at both ends. */
  trim?: true;
  /** Make every run of white space one blank. */
  collapse?: true;
  letters?: 'lower' | 'upper';
  /** Keep digits only. */
  digits?: true;
  /** Keep at most this many characters (code points). */
  limit?: number;
  /** What stands for an empty result; absent: the empty text itself. */
  empty?: string | null;
  /** Texts without this are treated as empty: an e-mail address without an @. */
  mustContain?: string;
}

const STEPS: { [K in keyof TextOptions]-?: (options: TextOptions) => string } = {
  trim: () => 'trimmed',
  collapse: () => 'runs of white space made one blank',
  letters: ({ letters }) => `${letters} case`,
  digits: () => 'digits only',
  limit: ({ limit }) => `cut to ${limit} characters`,
  mustContain: ({ mustContain }) => `empty unless it contains ${mustContain}`,
  empty: ({ empty }) => (empty === null ? 'empty becomes NULL' : `empty becomes '${empty}'`),
};

function shape(text: string, options: TextOptions): string {
  let shaped = options.trim ? text.trim() : text;
  if (options.collapse) shaped = shaped.replace(/\s+/gu, ' ');
  if (options.digits) shaped = shaped.replace(/\D+/g, '');
  if (options.letters === 'lower') shaped = shaped.toLowerCase();
  if (options.letters === 'upper') shaped = shaped.toUpperCase();
  if (options.limit !== undefined) shaped = [...shaped].slice(0, options.limit).join('');
  return options.mustContain !== undefined && !shaped.includes(options.mustContain) ? '' : shaped;
}

/** Text with declared normalisations, each of which is named in every difference. A NULL is empty too. */
export function text<P extends string>(path: P, options: TextOptions): Rule<P> {
  const steps = (Object.keys(STEPS) as (keyof TextOptions)[]).filter((key) => options[key] !== undefined);
  const words = `text of ${path}, ${steps.map((key) => STEPS[key](options)).join(', ')}`;
  return {
    kind: 'text',
    words,
    reads: [path],
    expect: (read) => {
      const raw = read(path);
      if (raw === null && options.empty === undefined) return { value: null };
      const shaped = shape(raw ?? '', options);
      return shaped === '' && options.empty !== undefined ? { value: options.empty } : { value: shaped };
    },
  };
}

/** A whole number. */
export function integer<P extends string>(path: P): Rule<P> {
  const rule = fromOne('integer', path, `whole number from ${path}`, (value) =>
    /^-?\d+$/.test(value) ? { value: BigInt(value).toString() } : invalid('is not a whole number'),
  );
  return withShortcut(rule, { keeps: path });
}

/** Whether a number fits without anything being taken off it. */
function fitsAsItStands(text: string, precision: number, scale: number): boolean {
  const point = text.indexOf('.');
  const whole = point < 0 ? text.length : point;
  return /^-?\d+(?:\.\d+)?$/.test(text) && whole <= precision - scale && text.length - whole - 1 <= scale;
}

/** An exact number that must fit the precision and scale; nothing is rounded. */
export function decimal<P extends string>(path: P, precision: number, scale: number): Rule<P> {
  const rule = fromOne('decimal', path, `exact number from ${path}`, (value) => {
    if (!/^-?\d+(\.\d+)?$/.test(value)) return invalid('is no number');
    const [whole = '', fraction = ''] = value.replace(/^-/, '').split('.');
    const fits = whole.replace(/^0+/, '').length <= precision - scale && fraction.replace(/0+$/, '').length <= scale;
    return fits ? { value } : invalid(`does not fit ${precision} digits with ${scale} decimals`);
  });
  return withShortcut(rule, {
    holds: (read, actual) => read(path) === actual && fitsAsItStands(actual, precision, scale),
  });
}

/** True or false; `inverted` for a column that says the opposite. */
export function flag<P extends string>(path: P, options: { inverted?: true; absent?: 'true' | 'false' } = {}): Rule<P> {
  const words = `flag from ${options.inverted ? 'not ' : ''}${path}${options.absent ? `, ${options.absent} when absent` : ''}`;
  const rule: Rule<P> = {
    kind: 'flag',
    words,
    reads: [path],
    expect: (read) => {
      const value = read(path);
      if (value === null) return { value: options.absent ?? null };
      return { value: options.inverted ? String(value !== 'true') : value };
    },
  };
  return options.inverted === undefined && options.absent === undefined ? withShortcut(rule, { keeps: path }) : rule;
}

/** A point in time, to the microsecond. */
export function instant<P extends string>(path: P): Rule<P> {
  const rule = fromOne('instant', path, `instant from ${path}`, (value) => ({ value }));
  return withShortcut(rule, { keeps: path });
}

/** A calendar day; of an instant, its day in UTC. */
export function date<P extends string>(path: P): Rule<P> {
  const rule = fromOne('date', path, `day of ${path} (UTC)`, (value) => ({
    value: value.slice(0, value.indexOf('T') + 1 || undefined).replace('T', ''),
  }));
  return withShortcut(rule, { keeps: path });
}

/** A JSON document kept as text on the legacy side; compared by meaning. Texts listed as `nothing` become NULL. */
export function json<P extends string>(path: P, options: { nothing?: readonly string[] } = {}): Rule<P> {
  const nothing = options.nothing ?? [];
  const words = `JSON document from ${path}${nothing.length > 0 ? `, ${nothing.map((entry) => `'${entry}'`).join(' and ')} become NULL` : ''}`;
  const rule = fromOne('json', path, words, (value) => {
    if (nothing.includes(value.trim())) return { value: null };
    const checked = readJson(value);
    return checked instanceof Unreadable ? { unreadable: checked.reason } : { value: checked };
  });
  return withShortcut(rule, {
    holds: (read, actual) => {
      const text = read(path);
      return text !== null && !nothing.includes(text.trim()) && isCertainlySame(text, actual);
    },
  });
}

/** Whether two JSON texts are in order and mean the same, as far as that can be said fast. */
function isCertainlySame(expected: string, actual: string): boolean {
  const one = readPlainJson(expected, DEEPEST);
  if (one?.isExact !== true || hasUnstorableString(expected)) return false;
  const other = readPlainJson(actual, DEEPEST);
  return other?.isExact === true && isSamePlain(one.value, other.value);
}
