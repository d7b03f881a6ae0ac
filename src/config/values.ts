import { readFileSync } from 'node:fs';
import { messageOf } from '../failure';

/** Variables by name. An empty one counts as not set, which is how shells and compose files switch one off. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads values and keeps every problem, so that one start shows all that has to be mended. */
export class Values {
  readonly problems: string[] = [];

  constructor(private readonly environment: Environment) {}

  /** `example` is a right value, for whoever has to mend a wrong one. */
  reject(name: string, problem: string, example: string): undefined {
    this.problems.push(`${name} ${problem}. Example: ${name}=${example}`);
    return undefined;
  }

  text(name: string): string | undefined {
    const text = this.environment[name]?.trim();
    return text === '' ? undefined : text;
  }

  /** A value that may stand in a file instead, named by `<name>_FILE`, as secrets often do in containers. */
  secret(name: string): string | undefined {
    const file = this.text(`${name}_FILE`);
    if (file === undefined) return this.text(name);
    if (this.text(name) !== undefined)
      return this.reject(`${name}_FILE`, `and ${name} are both set: only one may be`, '/run/secrets/database-url');
    try {
      const content = readFileSync(file, 'utf8').trim();
      return content === '' ? this.reject(`${name}_FILE`, 'names an empty file', '/run/secrets/database-url') : content;
    } catch (error) {
      return this.reject(
        `${name}_FILE`,
        `names a file that cannot be read (${messageOf(error)})`,
        '/run/secrets/database-url',
      );
    }
  }

  whole(name: string, { least, most, otherwise }: { least: number; most: number; otherwise: number }): number {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    this.reject(name, `must be a whole number from ${least} to ${most}, and is "${text}"`, String(otherwise));
    return otherwise;
  }

  /** A whole number, or null when none is given. */
  optionalWhole(name: string, range: { least: number; most: number; example: number }): number | null {
    return this.text(name) === undefined ? null : this.whole(name, { ...range, otherwise: range.example });
  }

  flag(name: string): boolean {
    return this.oneOf(name, ['true', 'false'], 'false') === 'true';
  }

  oneOf<T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) this.reject(name, `must be one of ${choices.join(', ')}, and is "${text}"`, otherwise);
    return choice ?? otherwise;
  }

  /**
   * Names that start like ours and that nobody reads are misspellings, and would be passed over in silence. `foreign`
   * ones are read by others: the test suite hands some to the programs that it starts.
   */
  rejectUnknown(prefix: string, known: readonly string[], foreign: string): void {
    for (const name of Object.keys(this.environment)) {
      if (!name.startsWith(prefix) || name.startsWith(foreign) || known.includes(name) || this.text(name) === undefined)
        continue;
      this.problems.push(`${name} is not a setting of Counterpart. Those with this beginning are: ${known.join(', ')}`);
    }
  }
}
