import { getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { mappings } from '../../reconciliation/mappings/all';
import { FingerprintSeal } from '../../resolvers/access/fingerprint-seal';
import { Role } from '../../resolvers/access/role';
import { createSchema } from '../../resolvers/schema';
import { Service } from '../../resolvers/service';
import { startApi } from '../support/api';
import { useWorld } from '../support/world';
import { confirmed, mutate, preview } from '../writing/mutations';
import { callerWith, useRoles } from './role-callers';

describe('fingerprints of records', () => {
  const world = useWorld('postgres');
  const as = useRoles(world, [Role.VIEWER]);

  test('a fingerprint is no digest that values could be tried on, and is the same in every process', async () => {
    const query = '{ record(mapping: profiles, legacyId: "1") { fingerprint } }';
    const { record } = await as(Role.VIEWER).ask<{ record: { fingerprint: string } }>(query);
    const pair = (
      await world().service.comparison.loader.listByLegacyIds(world().service.mapping('profiles'), ['1'])
    )[0];
    for (const part of [pair?.fingerprint.legacy, pair?.fingerprint.new, pair?.fingerprint.expected]) {
      expect(record.fingerprint).not.toContain(part);
      expect(Buffer.from(record.fingerprint, 'base64url').toString('latin1')).not.toContain(part);
    }
    const { sides, newSource } = world().service;
    const other = await startApi(
      new Service(
        { ...sides, new: { ...sides.new, query: sides.new.query.bind(sides.new) } },
        newSource,
        world().rowSources,
        mappings,
      ),
      callerWith(Role.VIEWER),
    );
    expect(await other.ask(query)).toEqual({ record });
    await other.stop();
  });

  test('a fingerprint that a viewer was shown is one that support can write with', async () => {
    const { record } = await as(Role.VIEWER).ask<{ record: { fingerprint: string } }>(
      '{ record(mapping: teamCommunications, legacyId: "21") { fingerprint } }',
    );
    const note = { mapping: 'teamCommunications', legacyId: '21' };
    expect((await preview(world(), 'migrateRecord', note)).fingerprint).toBe(record.fingerprint);
    expect((await mutate(world(), 'migrateRecord', confirmed(note, record.fingerprint))).userErrors).toEqual([]);
  });
});

test('a stream of events leads to no values, so that none is sent past the access log', () => {
  const seen = new Set<string>();
  const walk = (type: unknown): void => {
    if (!(isObjectType(type) || isInterfaceType(type)) || seen.has(type.name)) return;
    seen.add(type.name);
    for (const field of Object.values(type.getFields())) walk(getNamedType(field.type));
  };
  walk(createSchema().getSubscriptionType());
  expect(seen).toContain('Run');
  const showing = [...seen].filter((name) => /Pair$|^Change$|^PlannedChange$|^FieldComparison$/.test(name));
  expect(showing.filter((name) => name !== 'ColumnPair')).toEqual([]);
});

describe('the seal of fingerprints', () => {
  const seal = new FingerprintSeal(Buffer.alloc(32, 7));

  test('opens what it closed, and nothing that was altered or closed with another key', () => {
    const closed = seal.close('a.b.c.d');
    expect(seal.open(closed)).toBe('a.b.c.d');
    expect(seal.close('a.b.c.d')).toBe(closed);
    expect(seal.close('a.b.c.e').slice(0, 16)).not.toBe(closed.slice(0, 16));
    const altered = `${closed.slice(0, -1)}${closed.endsWith('A') ? 'B' : 'A'}`;
    for (const other of [altered, new FingerprintSeal(Buffer.alloc(32, 8)).close('a.b.c.d'), 'a.b.c.d', ''])
      expect(seal.open(other)).toBe(other);
  });
});
