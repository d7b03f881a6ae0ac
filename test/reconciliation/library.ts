import { checkMappings } from '../../reconciliation/check-mappings';
import type { Finding } from '../../reconciliation/checking/finding';
import type { Mapping } from '../../reconciliation/mapping';
import { mappings as listed } from '../../reconciliation/mappings/all';
import { type TwoSides, useTwoSides } from '../mappings/two-sides';
import type { Engine } from '../support/servers';
import { volumes, writers } from './invented-books';

export const LIBRARY: readonly Mapping[] = [writers, volumes];

/** What a test needs to know of a finding, in one line. */
export const lineOf = ({ severity, code, side, table, column }: Finding): string =>
  `${severity} ${code} ${side} ${table}${column === null ? '' : `.${column}`}`;

/** Two libraries to be taken apart, and what the check says of them. */
export interface Library {
  readonly sides: () => TwoSides;
  readonly check: (mapping?: Mapping) => Promise<Finding[]>;
  readonly lines: (mapping?: Mapping) => Promise<string[]>;
  readonly onLegacy: (...statements: string[]) => Promise<void>;
  readonly onNew: (...statements: string[]) => Promise<void>;
}

export function useLibrary(engine: Engine): Library {
  const sides = useTwoSides(engine, { mappings: [...listed, ...LIBRARY] });
  const check = (mapping: Mapping = volumes): Promise<Finding[]> => checkMappings(sides().sides, [mapping]);
  return {
    sides,
    check,
    lines: async (mapping) => (await check(mapping)).map(lineOf),
    async onLegacy(...statements) {
      for (const statement of statements) await sides().legacy.query(statement);
    },
    async onNew(...statements) {
      for (const statement of statements) await sides().new.query(statement);
    },
  };
}
