import type { Command } from 'commander';
import { isRequiredReference, type Mapping } from '../../reconciliation/mapping';
import { print } from '../output';
import { chooseMappings } from './compare';

export function addDescribe(program: Command): void {
  program
    .command('describe')
    .description('print mappings in words: what becomes of each field, and why')
    .argument('[mappings...]', 'names such as teamCommunications')
    .action((names: string[]) => print(chooseMappings(names).map(describe).join('\n\n')));
}

function describe(mapping: Mapping): string {
  const { legacy } = mapping;
  const key = mapping.new.keyColumn ?? mapping.new.naturalKey.join(' and ');
  const rules = mapping.fields.map((field) => {
    const need = field.rule.reference !== undefined && isRequiredReference(field) ? ' (required)' : '';
    return `  ${field.property}${need}: ${field.rule.words}`;
  });
  return [
    `${mapping.title} (${mapping.name}, ${mapping.system})`,
    `  ${mapping.description}`,
    `  ${legacy.table.name} → ${mapping.new.table.name}, found by ${key}`,
    ...(legacy.scope === null ? [] : [`  left out: ${legacy.scope.because}`]),
    ...rules,
  ].join('\n');
}
