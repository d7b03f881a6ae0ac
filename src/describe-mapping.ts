import { tableOf } from '../entities/table';
import {
  type Companion,
  type Conditions,
  isCompared,
  isRequiredReference,
  type MappedField,
  type Mapping,
  type Measure,
  PRESENT,
  variantsOf,
} from '../reconciliation/mapping';

/** A mapping told to somebody who knows the business and no code: what becomes of what, and why. */
export interface MappingDescription {
  readonly title: string;
  readonly name: string;
  readonly description: string;
  /** What is to be known of the records as a whole, each by a word or two. */
  readonly facts: readonly (readonly [about: string, words: string])[];
  /** What each new field holds. */
  readonly fields: readonly (readonly [field: string, words: string])[];
  /** The new fields that nothing is said about, and why. */
  readonly notCompared: readonly (readonly [field: string, words: string])[];
}

const PROVENANCE: Record<Mapping['provenance'], string> = {
  MIGRATED: 'came from a legacy record',
  DERIVED: 'was made from other records: the legacy side has no such thing',
  NATIVE: 'is of the new side alone',
};

const conditionWords = (conditions: Conditions): string[] =>
  Object.entries(conditions).map(([path, text]) =>
    text === PRESENT ? `${path} is set` : `${path} is ${[text].flat().join(' or ')}`,
  );

const PICKS = { lowest: 'the first', highest: 'the last' } as const;

function companionWords(name: string, companion: Companion): string {
  const { pick } = companion;
  const which = typeof pick === 'string' ? PICKS[pick] : `the last before this one, by ${pick.before} and then id,`;
  const owner = companion.of === null ? `${companion.by} names the record` : `${companion.by} is its ${companion.of}`;
  const where = conditionWords(companion.where);
  const and = where.length === 0 ? '' : ` and ${where.join(' and ')}`;
  return `${name} is ${which} of ${tableOf(companion.entity).name} whose ${owner}${and}`;
}

const MEASURES: Record<Measure['kind'], string> = { sum: 'sum', average: 'average', breakdown: 'how many have which' };

function fieldWords(mapping: Mapping, field: MappedField): string {
  const parents = variantsOf(field).flatMap((variant) => variant.rule.reference?.mapping().title ?? []);
  const of = parents.length === 0 ? '' : ` (${parents.join(' or ')})`;
  const isNeeded = parents.length > 0 && variantsOf(field).every(isRequiredReference);
  const need = isNeeded ? '; without it the record cannot be created' : '';
  const isKey = field.property === mapping.new.keyColumn || mapping.new.naturalKey.includes(field.property);
  return `${field.rule.words}${of}${need}${isKey ? '; the record is found by it' : ''}`;
}

function factsOf(mapping: Mapping): MappingDescription['facts'] {
  const { legacy, provenance, requirements, measures } = mapping;
  const companions = Object.entries(legacy.companions);
  const only = [
    ...conditionWords(legacy.population),
    ...companions.flatMap(([name, { presence }]) => (presence === 'required' ? [`${name} is there`] : [])),
    ...companions.flatMap(([name, { presence }]) => (presence === 'absent' ? [`${name} is not there`] : [])),
  ];
  return [
    ['belongs to', mapping.system],
    ['from', `${legacy.table.name}, on the legacy side`],
    ['to', `${mapping.new.table.name}, on the new side`],
    ['each row', PROVENANCE[provenance]],
    ...companions.map(([name, entry]): [string, string] => ['beside it', companionWords(name, entry)]),
    ...(only.length === 0 ? [] : [['records are', `only those where ${only.join(' and ')}`] as const]),
    ...(legacy.scope === null ? [] : [['left out', legacy.scope.because] as const]),
    ...requirements.map((field): [string, string] => [
      'needs',
      `${field.property}: ${field.rule.words} (${field.rule.reference?.mapping().title ?? ''}); no new field names it`,
    ]),
    ...measures.map(({ kind, field }): [string, string] => ['in the report', `${MEASURES[kind]} of ${field}`]),
  ];
}

export function describeMapping(mapping: Mapping): MappingDescription {
  const compared = mapping.fields.filter((field) => isCompared(field.rule));
  const others = mapping.fields.filter((field) => !isCompared(field.rule));
  return {
    title: mapping.title,
    name: mapping.name,
    description: mapping.description,
    facts: factsOf(mapping),
    fields: compared.map((field) => [field.property, fieldWords(mapping, field)]),
    notCompared: others.map((field) => [field.property, field.rule.words.replace(/^not compared: /, '')]),
  };
}
