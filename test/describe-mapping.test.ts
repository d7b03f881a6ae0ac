import { isCompared } from '../reconciliation/mapping';
import { mappings } from '../reconciliation/mappings/all';
import { describeMapping } from '../src/describe-mapping';

/** What a business reader is told of a mapping must be all of it, and in words. */

const described = mappings.map((mapping) => [mapping.name, mapping, describeMapping(mapping)] as const);
const find = (name: string) => {
  const found = described.find(([candidate]) => candidate === name);
  if (found === undefined) throw new Error(`there is no mapping ${name}`);
  return found[2];
};
const factsOf = (name: string, about: string): string[] =>
  find(name).facts.flatMap(([first, words]) => (first === about ? [words] : []));

test.each(described)('%s: every field is told once, what is not compared with its reason', (_, mapping, told) => {
  const compared = mapping.fields.filter((field) => isCompared(field.rule)).map((field) => field.property);
  const others = mapping.fields.filter((field) => !isCompared(field.rule)).map((field) => field.property);
  expect(told.fields.map(([field]) => field)).toEqual(compared);
  expect(told.notCompared.map(([field]) => field)).toEqual(others);
  for (const [, words] of [...told.facts, ...told.fields, ...told.notCompared]) {
    expect(words).not.toMatch(/undefined|\[object|Symbol|^\s*$/);
  }
});

test('parents are named by their title, and whether the record can do without them', () => {
  const fields = new Map(find('orders').fields);
  expect(fields.get('patientId')).toBe(
    'new id of the record that patientId names (Patients); without it the record cannot be created',
  );
  expect(fields.get('officeId')).toBe('new id of the record that patient.officeId names (Offices)');
  expect(new Map(find('messages').fields).get('recipientId')).toContain('(Patients or Profiles)');
});

test('companions, populations, scopes, requirements and measures are told', () => {
  expect(factsOf('orderStates', 'beside it')).toEqual([
    'before is the last before this one, by changedAt and then id, of dispatch_state whose instructionId is its instructionId',
  ]);
  expect(factsOf('technicians', 'records are')).toEqual(['only those where role is there']);
  expect(factsOf('orderFiles', 'records are')).toEqual(['only those where instructionId is set']);
  expect(factsOf('orders', 'left out')).toEqual(['a deleted order was withdrawn and is not migrated']);
  expect(factsOf('discounts', 'needs')).toEqual([
    'offer: new id of the record that offerId names (Offers); no new field names it',
  ]);
  expect(factsOf('offers', 'in the report')).toEqual(['sum of offerAmount', 'average of offerAmount']);
});

test('what the new side has no place for is said', () => {
  expect(find('teams').description).toMatch(/auth_user_groups.*has no counterpart/);
  expect(find('roles').description).toMatch(/auth_group_permissions.*has no counterpart/);
});
