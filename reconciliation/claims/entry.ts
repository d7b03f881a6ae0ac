/** What is wrong with one entry of a claims file, and where. */
export class EntryProblem extends Error {
  override readonly name = 'EntryProblem';
}

const article = (value: unknown): string => {
  if (value === undefined) return 'is missing';
  if (value === null) return 'is null';
  return `is ${Array.isArray(value) ? 'a list' : `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`}`;
};

/** One object of a claims file. What does not fit is thrown with its place; nothing is passed over in silence. */
export class Entry {
  private constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly place: string,
  ) {}

  static read(value: unknown, place: string, known: readonly string[]): Entry {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new EntryProblem(`${place} must be an object and ${article(value)}`);
    const unknown = Object.keys(value).filter((key) => !known.includes(key));
    if (unknown.length > 0)
      throw new EntryProblem(`${place} has no ${unknown.join(', ')}; it may have ${known.join(', ')}`);
    return new Entry(value as Record<string, unknown>, place);
  }

  has(key: string): boolean {
    return this.values[key] !== undefined;
  }

  value(key: string): unknown {
    return this.values[key];
  }

  at(key: string): string {
    return `${this.place}.${key}`;
  }

  reject(key: string, problem: string): never {
    throw new EntryProblem(`${this.at(key)} ${problem}`);
  }

  text(key: string): string {
    const value = this.values[key];
    if (typeof value !== 'string') return this.reject(key, `must be a text and ${article(value)}`);
    if (value.trim() === '') return this.reject(key, 'must not be empty');
    return value;
  }

  optionalText(key: string): string | null {
    return this.has(key) ? this.text(key) : null;
  }

  oneOf<T extends string>(key: string, choices: readonly T[], otherwise?: T): T {
    if (!this.has(key) && otherwise !== undefined) return otherwise;
    const text = this.text(key);
    const choice = choices.find((candidate) => candidate === text);
    return choice ?? this.reject(key, `must be one of ${choices.join(', ')} and is "${text}"`);
  }

  list(key: string): readonly unknown[] {
    const value = this.values[key];
    if (!Array.isArray(value)) return this.reject(key, `must be a list and ${article(value)}`);
    return value;
  }

  /** A list of one text or more, none twice. */
  texts(key: string): readonly string[] {
    const list = this.list(key);
    if (list.length === 0) return this.reject(key, 'must name one or more');
    const texts = list.filter((item) => typeof item === 'string');
    if (texts.length < list.length) return this.reject(key, 'must hold texts only');
    if (new Set(texts).size < texts.length) return this.reject(key, 'names one twice');
    return texts;
  }
}
