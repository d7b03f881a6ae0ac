import { listReferences } from '../integrity-checks';
import { fieldOf, type Mapping } from '../mapping';
import { type Claim, ClaimsError } from './claims';
import type { Figure, Names, RowFigure, Where } from './figure';
import { misfit } from './misfit';

const NUMBERS = ['decimal', 'integer', 'bigint'];

/** What a figure names that there is not, or that it cannot be computed of. */
class NameChecker {
  readonly problems: string[] = [];

  constructor(
    private readonly mappings: readonly Mapping[],
    private readonly place: string,
  ) {}

  check(figure: Figure): void {
    switch (figure.kind) {
      case 'sumOf':
      case 'difference':
        return;
      case 'meanOfRates':
      case 'medianOfRates':
        for (const name of figure.rates.flat()) this.find(name);
        return;
      case 'due':
      case 'migrated':
      case 'lost':
      case 'rate':
        this.checkMappings(figure);
        return;
      default:
        this.checkRows(figure);
    }
  }

  private checkMappings({ mappings, except }: Names): void {
    for (const name of [...(mappings === 'all' ? [] : mappings), ...except]) this.find(name);
    if (mappings === 'all' && this.mappings.every(({ name }) => except.includes(name)))
      this.reject('all mappings are excepted, so there is none left');
  }

  private checkRows(figure: RowFigure): void {
    const mapping = this.find(figure.mapping);
    if (mapping === undefined) return;
    if ('where' in figure) this.checkWhere(mapping, figure.where);
    if ('among' in figure) this.checkWhere(mapping, figure.among);
    if (!('field' in figure) || !this.hasField(mapping, figure.field)) return;
    const { column } = fieldOf(mapping, figure.field);
    if ((figure.kind === 'sum' || figure.kind === 'average') && !NUMBERS.includes(column.kind))
      this.reject(`${mapping.name}.${figure.field} is no number: it has no ${figure.kind}`);
    const references = listReferences(mapping).map(({ field }) => field.property);
    if (figure.kind === 'orphans' && !references.includes(figure.field))
      this.reject(`${mapping.name}.${figure.field} is no reference; there are ${references.join(', ') || 'none'}`);
  }

  private checkWhere(mapping: Mapping, where: Where): void {
    for (const [property, text] of Object.entries(where)) {
      if (!this.hasField(mapping, property)) continue;
      const wanted = text === null ? null : misfit(fieldOf(mapping, property).column, text);
      if (wanted !== null) this.reject(`${mapping.name}.${property} is ${wanted}, and never "${text}"`);
    }
  }

  private hasField(mapping: Mapping, property: string): boolean {
    // Not even a count may say anything about a secret.
    const known = mapping.fields.filter(({ column }) => column.dataClass !== 'SECRET').map((field) => field.property);
    if (known.includes(property)) return true;
    this.reject(`${mapping.name} has no field ${property}; it has ${known.join(', ')}`);
    return false;
  }

  private find(name: string): Mapping | undefined {
    const found = this.mappings.find((mapping) => mapping.name === name);
    if (found === undefined)
      this.reject(`there is no mapping ${name}; there are ${this.mappings.map((mapping) => mapping.name).join(', ')}`);
    return found;
  }

  private reject(problem: string): void {
    this.problems.push(`${this.place}: ${problem}`);
  }
}

/** Refuses claims that name mappings or fields which there are not. */
export function checkNames(claims: readonly Claim[], mappings: readonly Mapping[]): void {
  const problems = claims.flatMap((claim, index) => {
    const checker = new NameChecker(mappings, `claim ${index + 1} ("${claim.name}")`);
    for (const { figure } of [claim, ...claim.alternatives]) checker.check(figure);
    return checker.problems;
  });
  if (problems.length > 0) throw new ClaimsError([...new Set(problems)]);
}
