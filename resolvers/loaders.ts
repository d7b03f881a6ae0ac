import DataLoader from 'dataloader';
import type { Change } from '../entities/ledger/change';
import type { Discrepancy } from '../entities/ledger/discrepancy';
import type { RunFailure } from '../entities/ledger/run';
import type { Table } from '../entities/table';
import { countRows, type RowProvenance } from '../reconciliation/answers/row-provenance';
import { type CatalogueTable, type FindTable, listCatalogue } from '../reconciliation/catalogue/catalogue';
import { legacyColumns, tableNames } from '../reconciliation/checking/reached-columns';
import { type Pair, recordKey } from '../reconciliation/comparing/pair';
import type { MovedSide, Verdict } from '../reconciliation/comparing/verdict';
import { listBlocked, type StoredHop } from '../reconciliation/ledger/causes';
import { listDiscrepanciesOfRecords } from '../reconciliation/ledger/discrepancies';
import { type Figures, listFigures, listVerdicts } from '../reconciliation/ledger/figures';
import type { Page } from '../reconciliation/ledger/ledger';
import { type ChangedRecord, listChangesByIds, listChangesOfRecords } from '../reconciliation/ledger/lists';
import { listBaselines, movedSide } from '../reconciliation/ledger/recorder';
import type { Mapping } from '../reconciliation/mapping';
import type { Cells } from '../reconciliation/reading/cells';
import type { Sides } from '../reconciliation/reading/database';
import { listEntities } from '../reconciliation/reading/entity-reader';
import { meaningOf } from '../reconciliation/reading/new-reader';
import { type FailuresAfter, listFailures } from '../reconciliation/runs/list-failures';
import { listNamedIds } from '../reconciliation/runs/list-named-ids';
import type { Cause } from '../reconciliation/tracing/cause';
import { type ChildCount, type ChildReference, countChildren, listChildren } from '../reconciliation/tracing/children';
import type { Service } from './service';

/** Records of one mapping, or rows of one table, that are asked for together. */
function groupBy<Item, Group>(items: readonly Item[], groupOf: (item: Item) => Group): Map<Group, Item[]> {
  const groups = new Map<Group, Item[]>();
  for (const item of items) groups.set(groupOf(item), [...(groups.get(groupOf(item)) ?? []), item]);
  return groups;
}

export interface RecordName {
  readonly mapping: Mapping;
  readonly id: string;
}

interface TableName {
  readonly side: keyof Sides;
  readonly name: string;
}

interface RowName {
  readonly table: Table;
  readonly id: string;
}

const nameKey = ({ mapping, id }: RecordName): string => `${mapping.name}/${id}`;

/** The batched reads of one request: whatever a query asks of a hundred records costs a few statements. */
export class Loaders {
  constructor(private readonly service: Service) {}

  readonly pairs = new DataLoader<RecordName, Pair | null, string>(
    (names) =>
      this.byMapping(names, async (mapping, ids) => {
        const pairs = await this.service.comparison.loader.listByLegacyIds(mapping, ids);
        return new Map(pairs.map((pair) => [pair.legacyId ?? '', pair]));
      }),
    { cacheKeyFn: nameKey, maxBatchSize: 100 },
  );

  readonly pairsByNewId = new DataLoader<RecordName, Pair | null, string>(
    (names) =>
      this.byMapping(names, async (mapping, ids) => {
        const pairs = await this.service.comparison.loader.listByNewIds(mapping, ids);
        return new Map(pairs.flatMap((pair) => pair.rows.map((row) => [row.id, pair] as const)));
      }),
    { cacheKeyFn: nameKey, maxBatchSize: 100 },
  );

  readonly causes = new DataLoader<Pair, readonly Cause[]>(async (pairs) =>
    this.service.comparison.tracer.trace(pairs),
  );

  readonly movedSides = new DataLoader<Pair, MovedSide | null>(async (pairs) => {
    const moved = new Map<Pair, MovedSide | null>();
    for (const group of groupBy(pairs, (pair) => pair.mapping).values()) {
      const baselines = await listBaselines(this.service.sides.new, group);
      for (const pair of group) moved.set(pair, movedSide(pair, baselines.get(pair)));
    }
    return pairs.map((pair) => moved.get(pair) ?? null);
  });

  readonly discrepancies = new DataLoader<Pair, Discrepancy | null>(async (pairs) => {
    const found = await listDiscrepanciesOfRecords(
      this.service.sides.new,
      pairs.map((pair) => ({ mapping: pair.mapping.name, recordKey: recordKey(pair) })),
    );
    return pairs.map((pair) => found.get(`${pair.mapping.name}/${recordKey(pair)}`) ?? null);
  });

  readonly verdicts = new DataLoader<{ mapping: string; legacyId: string }, Verdict | null, string>(
    async (links) => {
      const verdicts = await listVerdicts(this.service.sides.new, links);
      return links.map((link) => verdicts.get(`${link.mapping}/${link.legacyId}`) ?? null);
    },
    { cacheKeyFn: (link) => `${link.mapping}/${link.legacyId}` },
  );

  readonly childCounts = new DataLoader<RecordName, ChildCount[], string>(
    async (names) => {
      const counts = new Map<string, ChildCount[]>();
      for (const [mapping, group] of groupBy(names, (name) => name.mapping)) {
        const found = await countChildren(
          this.service.sides.legacy,
          this.service.mappings,
          mapping,
          group.map((name) => name.id),
        );
        for (const count of found)
          counts.set(`${mapping.name}/${count.key}`, [...(counts.get(`${mapping.name}/${count.key}`) ?? []), count]);
      }
      return names.map((name) => counts.get(nameKey(name)) ?? []);
    },
    { cacheKeyFn: nameKey },
  );

  readonly rows = new DataLoader<RowName, Cells | null, string>(
    async (names) => {
      const found = new Map<Table, Map<string, Cells>>();
      for (const [table, group] of groupBy(names, (name) => name.table)) {
        const database = table.side === 'legacy' ? this.service.sides.legacy : this.service.sides.new;
        found.set(
          table,
          await listEntities(
            database,
            table,
            group.map((name) => name.id),
          ),
        );
      }
      return names.map((name) => found.get(name.table)?.get(name.id) ?? null);
    },
    { cacheKeyFn: (name) => `${name.table.name}/${name.id}`, maxBatchSize: 500 },
  );

  readonly figures = new DataLoader<string, Figures | null>(async (names) => {
    const figures = await listFigures(this.service.sides.new, names);
    return names.map((name) => figures.get(name) ?? null);
  });

  readonly rowProvenance = new DataLoader<Mapping, RowProvenance>(async (mappings) => {
    const counts = await countRows(this.service.sides.new, mappings);
    return mappings.map((mapping) => counts.get(mapping.name) ?? new Error(`${mapping.name} was not counted`));
  });

  readonly changes = new DataLoader<string, Change | null>(async (ids) => {
    const changes = new Map((await listChangesByIds(this.service.sides.new, ids)).map((change) => [change.id, change]));
    return ids.map((id) => changes.get(id) ?? null);
  });

  readonly recentChanges = new DataLoader<ChangedRecord & { first: number }, Change[]>(async (wanted) => {
    const found = new Map<object, Change[]>();
    for (const [first, group] of groupBy(wanted, (record) => record.first)) {
      const lists = await listChangesOfRecords(this.service.sides.new, group, first);
      for (const [index, record] of group.entries()) found.set(record, lists[index] ?? []);
    }
    return wanted.map((record) => found.get(record) ?? []);
  });

  readonly children = new DataLoader<{ reference: ChildReference; key: string; first: number }, string[]>(
    async (wanted) => {
      const found = new Map<object, string[]>();
      for (const [first, items] of groupBy(wanted, (item) => item.first)) {
        const nameOf = ({ reference }: (typeof items)[number]): string =>
          `${reference.mapping.name}.${meaningOf(reference.field)}.${reference.path}`;
        const groups = [...groupBy(items, nameOf).values()];
        const asked = groups.flatMap((group) => {
          const [one] = group;
          return one === undefined ? [] : [{ reference: one.reference, keys: group.map(({ key }) => key) }];
        });
        const lists = await listChildren(this.service.sides.legacy, asked, first);
        for (const [index, group] of groups.entries())
          for (const item of group) found.set(item, lists[index]?.get(item.key) ?? []);
      }
      return wanted.map((item) => found.get(item) ?? []);
    },
  );

  readonly blocked = new DataLoader<{ mapping: Mapping; rootId: string; first: number }, StoredHop[]>(
    async (wanted) => {
      const found = new Map<object, StoredHop[]>();
      for (const group of groupBy(wanted, ({ mapping, first }) => `${mapping.name}/${first}`).values()) {
        const [one] = group;
        if (one === undefined) continue;
        const blocked = await listBlocked(
          this.service.sides.new,
          one.mapping,
          group.map(({ rootId }) => rootId),
          one.first,
        );
        for (const item of group) found.set(item, blocked.get(item.rootId) ?? []);
      }
      return wanted.map((item) => found.get(item) ?? []);
    },
  );

  readonly runFailures = new DataLoader<FailuresAfter & { first: number }, Page<RunFailure>>(async (wanted) => {
    const found = new Map<object, Page<RunFailure>>();
    for (const [first, group] of groupBy(wanted, (item) => item.first)) {
      const pages = await listFailures(this.service.sides.new, group, first);
      for (const [index, item] of group.entries()) found.set(item, pages[index] ?? { items: [], hasNextPage: false });
    }
    return wanted.map((item) => found.get(item) ?? { items: [], hasNextPage: false });
  });

  readonly runLegacyIds = new DataLoader<string, readonly string[] | null>((ids) =>
    listNamedIds(this.service.sides.new, ids),
  );

  private readonly catalogue = new DataLoader<TableName, CatalogueTable | null, string>(
    async (wanted) => {
      const found = new Map<string, CatalogueTable | null>();
      for (const [side, group] of groupBy(wanted, (table) => table.side)) {
        const names = group.map(({ name }) => name);
        for (const [name, table] of await listCatalogue(this.service.sides[side], names))
          found.set(`${side} ${name}`, table);
      }
      return wanted.map(({ side, name }) => found.get(`${side} ${name}`) ?? null);
    },
    { cacheKeyFn: ({ side, name }) => `${side} ${name}` },
  );

  /** The live tables of a mapping: its own two and those that its rules reach on the legacy side. */
  async findTables(mapping: Mapping): Promise<FindTable> {
    const legacy = tableNames(legacyColumns(mapping)).map((name): TableName => ({ side: 'legacy', name }));
    const wanted: TableName[] = [...legacy, { side: 'new', name: mapping.new.table.name }];
    const tables = await Promise.all(wanted.map((table) => this.catalogue.load(table)));
    return (side, name) => tables[wanted.findIndex((table) => table.side === side && table.name === name)] ?? null;
  }

  private async byMapping(
    names: readonly RecordName[],
    list: (mapping: Mapping, ids: readonly string[]) => Promise<Map<string, Pair>>,
  ): Promise<(Pair | null)[]> {
    const found = new Map<string, Pair>();
    for (const [mapping, group] of groupBy(names, (name) => name.mapping)) {
      for (const [id, pair] of await list(
        mapping,
        group.map((name) => name.id),
      ))
        found.set(`${mapping.name}/${id}`, pair);
    }
    return names.map((name) => found.get(nameKey(name)) ?? null);
  }
}
