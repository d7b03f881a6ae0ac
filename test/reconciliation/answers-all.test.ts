import { createCodeMap } from '../../reconciliation/answers/code-map/code-map';
import { findDuplicates } from '../../reconciliation/answers/duplicates/duplicates';
import { profileField } from '../../reconciliation/answers/field-profile/field-profile';
import { spreadParents } from '../../reconciliation/answers/parent-spread/parent-spread';
import { coverPaths } from '../../reconciliation/answers/path-coverage/path-coverage';
import { countRows } from '../../reconciliation/answers/row-provenance';
import { isSecret } from '../../reconciliation/answers/sensitivity';
import { Unanswerable } from '../../reconciliation/answers/unanswerable';
import { mappings } from '../../reconciliation/mappings/all';
import { LegacyReader } from '../../reconciliation/reading/legacy-reader';
import { readFixture } from '../mappings/fixture';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';

/** The answer, or null where the question is refused for the field that it was put about. */
async function unlessRefused<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Unanswerable) return null;
    throw error;
  }
}

describeEachEngine('every answer about every field', (engine) => {
  const open = useTwoSides(engine);

  test.each(mappings.map((mapping) => [mapping.name, mapping] as const))(
    '%s: the counts of all answers agree',
    async (name, mapping) => {
      const fixture = readFixture(name);
      await open().replaceRows(fixture.legacy, fixture.new);
      const { sides } = open();
      const legacy = await new LegacyReader(sides.legacy).count(mapping);
      const current = (await countRows(sides.new, [mapping])).get(name)?.total;
      for (const field of [...mapping.fields, ...mapping.requirements]) {
        const { property, rule } = field;
        const profile = await unlessRefused(profileField(sides, mapping, property));
        const spread = await unlessRefused(spreadParents(sides, mapping, property));
        const codes = await unlessRefused(createCodeMap(sides, mapping, property));
        const coverage = await unlessRefused(coverPaths(sides, mappings, mapping, property));
        if (profile !== null) {
          expect([property, profile.new.rows]).toEqual([property, current]);
          expect(profile.legacy.map(({ rows }) => rows)).toEqual(rule.reads.map(() => legacy));
        }
        if (spread !== null) expect([spread.new.rows, spread.legacy.rows]).toEqual([current, legacy]);
        if (codes !== null) {
          const counted = codes.entries.reduce((sum, entry) => sum + entry.count, codes.excluded);
          expect(counted).toBeLessThanOrEqual(legacy);
          expect(counted + codes.unreadable).toBeGreaterThanOrEqual(legacy);
        }
        for (const { hops } of coverage?.paths ?? []) {
          for (const counts of [hops.map((hop) => hop.named), hops.map((hop) => hop.survivors)])
            expect(counts).toEqual([...counts].sort((one, other) => other - one));
          for (const [place, hop] of hops.entries()) {
            // The record itself is no hop of its own path.
            expect(hop.survivors).toBeLessThanOrEqual(place === 0 ? hop.named : (hop.migrated ?? hop.named));
            expect(hop.migrated ?? 0).toBeLessThanOrEqual(hop.found ?? hop.named);
            expect(hop.found ?? 0).toBeLessThanOrEqual(hop.named);
          }
        }
        const isAnswered = [profile, spread, codes, coverage].some((answer) => answer !== null);
        expect(isAnswered).toBe(!isSecret(mapping, field));
      }
      const { total, surplus } = await findDuplicates(sides, mappings, mapping, 20);
      expect(surplus).toBeGreaterThanOrEqual(total);
    },
  );
});
