import { type Column, listTables } from '../../entities/table';
import { isClaimQuotable, isQuotable, isSecret } from '../../reconciliation/answers/sensitivity';
import { classesOf, columnsRead, type DataClasses, isPersonal } from '../../reconciliation/data-classes';
import { fieldOf, isCompared, type MappedField, type Mapping } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';

const classes: DataClasses = classesOf(mappings);

/** What a document without a fixed shape holds is not known. Of these it is, and it is about nobody. */
const OPEN_DOCUMENTS: Readonly<Record<string, string>> = {
  'courses.customization': 'what the lab offers',
  'offers.metadata': 'prices and the id of a product',
  'products.customization': 'what the lab offers',
  'products.metadata': 'the catalogue',
  'messages.metadata': 'kinds and ids of a message, and whether it is public',
  'payments.metadata': 'amounts, flags and ids',
  'templates.metadata': 'settings of a pattern',
  'tasks.metadata': 'ids',
  'teams.metadata': 'an id',
};

const fieldsOf = (column: Column): (readonly [Mapping, MappedField])[] =>
  mappings.flatMap((mapping) =>
    mapping.fields.filter((field) => field.column === column).map((field) => [mapping, field] as const),
  );

describe('columns that hold a document', () => {
  const documents = listTables('new').flatMap((table) =>
    table.columns
      .filter(({ kind }) => kind === 'json')
      .map((column) => [`${table.name}.${column.name}`, column] as const),
  );
  const open = documents.filter(([, { dataClass }]) => !isPersonal(dataClass));

  test('are personal or medical, unless they are listed with what they hold', () => {
    expect(open.map(([name]) => name).sort()).toEqual(Object.keys(OPEN_DOCUMENTS).sort());
  });

  test.each(open)('%s is compared, and nothing that its rule reads is personal', (_, column) => {
    const fields = fieldsOf(column);
    expect(fields).not.toEqual([]);
    for (const [mapping, field] of fields) {
      expect(isCompared(field.rule)).toBe(true);
      expect(columnsRead(mapping, field).map((read) => isPersonal(classes.of(read)))).not.toContain(true);
    }
  });
});

describe('a value that is masked in a record is quoted in no answer about many', () => {
  test.each(mappings.map((mapping) => [mapping.name, mapping] as const))('%s', (_, mapping) => {
    for (const field of mapping.fields) {
      const { legacy, new: current } = classes.ofField(mapping, field);
      const all = [current, ...legacy, classes.of(field.column)];
      const isMasked = all.some((dataClass) => isPersonal(dataClass) || dataClass === 'SECRET');
      expect([field.property, isQuotable(mapping, field)]).toEqual([field.property, !isMasked]);
      expect([field.property, isSecret(mapping, field)]).toEqual([field.property, all.includes('SECRET')]);
      const isNameMasked = isPersonal(classes.ofName(mapping, field));
      if (isNameMasked) expect([field.property, isClaimQuotable(mapping, field)]).toEqual([field.property, false]);
    }
  });

  const named = (name: string, property: string): readonly [Mapping, MappedField] => {
    const mapping = mappings.find((candidate) => candidate.name === name);
    if (mapping === undefined) throw new Error(`there is no mapping ${name}`);
    return [mapping, fieldOf(mapping, property)];
  };

  test.each([
    ['orderStates', 'toStatus'],
    ['orderStates', 'fromStatus'],
    ['treatmentPlans', 'revisionCount'],
    ['treatmentPlans', 'isOriginal'],
    ['doctors', 'joinedPracticeAt'],
  ])('%s.%s, whose own column is declared open', (name, property) => {
    const [mapping, field] = named(name, property);
    expect(field.column.dataClass).toBe('INTERNAL');
    expect(isQuotable(mapping, field)).toBe(false);
  });

  test('a mapping that is not in the list is judged beside those that are', () => {
    const [mapping, field] = named('orderStates', 'toStatus');
    expect(isQuotable({ ...mapping, name: 'another' }, field)).toBe(false);
  });

  test('the kinds of work that the report counts may be named', () => {
    expect(isQuotable(...named('technicians', 'specialty'))).toBe(true);
  });
});
