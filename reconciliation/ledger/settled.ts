import type { Verdict } from '../comparing/verdict';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { placeOf, type SettledBlock } from '../scanning/blocks';
import { writeDigest } from '../scanning/digests';
import type { KeyRange } from '../scanning/key-range';
import { ask } from './ledger';

/** Both sides' digests from when a pair was last seen to match. */
export interface SeenDigests {
  readonly legacy: string | null;
  readonly new: string | null;
}

/**
 * Takes the mapping's turn until the transaction ends. Whoever remembers single pairs shares it; whoever replaces what a
 * whole range remembers has it alone, or a pair would be in its block and beside it.
 */
export async function takeSettledTurn(transaction: Database, mapping: Mapping, isAlone = false): Promise<void> {
  const lock = isAlone ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await ask(transaction, `SELECT ${lock}(hashtextextended($1, 0))`, [`counterpart/settled/${mapping.name}`]);
}

/** A pair that was in a block. */
export interface Taken extends SeenDigests {
  readonly key: string;
  readonly verdict: SettledBlock['verdict'];
  readonly basis: string | null;
  readonly legacyDigest: number | null;
  readonly newDigest: number | null;
}

interface TakenRow {
  readonly key: string;
  readonly verdict: SettledBlock['verdict'];
  readonly basis: string | null;
  readonly l: number | null;
  readonly n: number | null;
}

const seen = (basis: string | null, digest: number | null): string | null =>
  basis === null || digest === null ? null : writeDigest(basis, digest);

const asTaken = ({ key, verdict, basis, l, n }: TakenRow): Taken => ({
  key,
  verdict,
  basis,
  legacy: seen(basis, l),
  new: seen(basis, n),
  legacyDigest: l,
  newDigest: n,
});

interface PlacedKeys {
  readonly keys: string[];
  readonly blocks: string[];
  readonly offsets: number[];
}

/** The places of those keys that can be in a block. */
function placesOf(keys: readonly string[]): PlacedKeys {
  const placed: PlacedKeys = { keys: [], blocks: [], offsets: [] };
  for (const key of new Set(keys)) {
    const place = placeOf(key);
    if (place === null) continue;
    placed.keys.push(key);
    placed.blocks.push(place.block);
    placed.offsets.push(place.offset);
  }
  return placed;
}

const WANTED = 'unnest($2::text[], $3::bigint[], $4::smallint[]) AS w(key, block, place)';

/** Of a block's arrays what is left of them; `place` keeps the order, which is that of the keys. */
const left = (column: string): string => `coalesce(array_agg(${column} ORDER BY at) FILTER (WHERE key IS NULL), '{}')`;

/** Takes pairs out of their blocks, because something else is remembered of them now. Answers what was known of them. */
export async function takeOut(transaction: Database, mapping: Mapping, keys: readonly string[]): Promise<Taken[]> {
  const { keys: placed, blocks, offsets } = placesOf(keys);
  if (placed.length === 0) return [];
  const rows = await ask<TakenRow>(
    transaction,
    `WITH wanted AS MATERIALIZED (SELECT * FROM ${WANTED}),
     held AS MATERIALIZED (
       SELECT verdict, block, basis, offsets, legacy_digests, new_digests FROM counterpart.settled_block
       WHERE mapping = $1 AND verdict IN ('MATCHED', 'EXCLUDED') AND block = ANY($3::bigint[]) FOR UPDATE),
     parts AS MATERIALIZED (
       SELECT h.verdict, h.block, h.basis, u.place, u.l, u.n, u.at, w.key
       FROM held h CROSS JOIN LATERAL unnest(h.offsets, h.legacy_digests, h.new_digests) WITH ORDINALITY AS u(place, l, n, at)
       LEFT JOIN wanted w ON w.block = h.block AND w.place = u.place),
     remaining AS (
       SELECT verdict, block, ${left('place')} AS places, ${left('l')} AS l, ${left('n')} AS n
       FROM parts GROUP BY verdict, block HAVING bool_or(key IS NOT NULL)),
     kept AS (
       UPDATE counterpart.settled_block s SET offsets = r.places,
         legacy_digests = CASE WHEN s.legacy_digests IS NOT NULL THEN r.l END,
         new_digests = CASE WHEN s.new_digests IS NOT NULL THEN r.n END
       FROM remaining r WHERE s.mapping = $1 AND s.verdict = r.verdict AND s.block = r.block)
     SELECT key, verdict, basis, l, n FROM parts WHERE key IS NOT NULL`,
    [mapping.name, placed, blocks, offsets],
  );
  return rows.map(asTaken);
}

/** SQL that joins the block a key is in to a list of keys with their places, as `b`. */
const BLOCK_OF = (mapping: string): string => `LEFT JOIN counterpart.settled_block b
  ON b.mapping = ${mapping} AND b.verdict IN ('MATCHED', 'EXCLUDED') AND b.block = w.block AND w.place = ANY(b.offsets)`;

/** The digests of both sides from when pairs last matched, in their blocks or beside them, by record key. */
export async function listSeenDigests(
  database: Database,
  mapping: Mapping,
  keys: readonly string[],
): Promise<Map<string, SeenDigests>> {
  const places = keys.map(placeOf);
  const rows = await ask<SeenDigests & Omit<TakenRow, 'verdict'>>(
    database,
    `SELECT w.key, s.matched_legacy AS legacy, s.matched_new AS new, b.basis,
       b.legacy_digests[array_position(b.offsets, w.place)] AS l, b.new_digests[array_position(b.offsets, w.place)] AS n
     FROM ${WANTED} LEFT JOIN counterpart.pair_state s ON s.mapping = $1 AND s.record_key = w.key ${BLOCK_OF('$1')}
     WHERE s.record_key IS NOT NULL OR b.block IS NOT NULL`,
    [mapping.name, keys, places.map((place) => place?.block ?? null), places.map((place) => place?.offset ?? null)],
  );
  return new Map(
    rows.map(({ key, legacy, new: current, basis, l, n }) => [
      key,
      { legacy: legacy ?? seen(basis, l), new: current ?? seen(basis, n) },
    ]),
  );
}

/** How pairs of several mappings stand, in their blocks or beside them; those that nothing is known of are left out. */
export async function listRememberedVerdicts(
  database: Database,
  links: readonly { mapping: string; legacyId: string }[],
): Promise<{ mapping: string; key: string; verdict: Verdict }[]> {
  const places = links.map((link) => placeOf(link.legacyId));
  return ask(
    database,
    `SELECT w.mapping, w.key, coalesce(s.verdict, b.verdict) AS verdict
     FROM unnest($1::text[], $2::text[], $3::bigint[], $4::smallint[]) AS w(mapping, key, block, place)
     LEFT JOIN counterpart.pair_state s ON s.mapping = w.mapping AND s.record_key = w.key ${BLOCK_OF('w.mapping')}
     WHERE coalesce(s.verdict, b.verdict) IS NOT NULL`,
    [
      links.map((link) => link.mapping),
      links.map((link) => link.legacyId),
      places.map((place) => place?.block ?? null),
      places.map((place) => place?.offset ?? null),
    ],
  );
}

const arrayOf = (values: readonly (number | null)[]): string => `{${values.map((value) => value ?? 'NULL').join(',')}}`;

/** SQL of the blocks of a range; its borders lie between blocks. */
function ofRange({ from, before }: KeyRange, parameters: unknown[]): string {
  const bound = (key: string): string => {
    const place = placeOf(key);
    if (place === null || place.offset !== 0) throw new Error('a range of settled pairs ends between two blocks');
    parameters.push(place.block);
    return `$${parameters.length}::bigint`;
  };
  return [
    ...(from === null ? [] : [`block >= ${bound(from)}`]),
    ...(before === null ? [] : [`block < ${bound(before)}`]),
  ]
    .map((condition) => ` AND ${condition}`)
    .join('');
}

/** Replaces all that is remembered of settled pairs of a range. The caller has the mapping's turn alone. */
export async function replaceSettled(
  transaction: Database,
  mapping: Mapping,
  range: KeyRange,
  basis: string,
  blocks: readonly SettledBlock[],
): Promise<void> {
  const parameters: unknown[] = [mapping.name];
  const condition = ofRange(range, parameters);
  await ask(transaction, `DELETE FROM counterpart.settled_block WHERE mapping = $1${condition}`, parameters);
  const filled = blocks.filter((block) => block.offsets.length > 0);
  if (filled.length === 0) return;
  const digests = (block: SettledBlock, of: 'legacyDigests' | 'newDigests'): string | null =>
    block.verdict === 'MATCHED' ? arrayOf(block[of]) : null;
  await ask(
    transaction,
    `INSERT INTO counterpart.settled_block (mapping, verdict, block, offsets, legacy_digests, new_digests, basis)
     SELECT $1, v, b, o::smallint[], l::integer[], n::integer[], CASE WHEN v = 'MATCHED' THEN $7 END
     FROM unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[]) AS u(v, b, o, l, n)`,
    [
      mapping.name,
      filled.map((block) => block.verdict),
      filled.map((block) => block.block),
      filled.map((block) => arrayOf(block.offsets)),
      filled.map((block) => digests(block, 'legacyDigests')),
      filled.map((block) => digests(block, 'newDigests')),
      basis,
    ],
  );
}

/** Forgets all settled pairs of a mapping. */
export async function forgetSettled(transaction: Database, mapping: Mapping): Promise<void> {
  await ask(transaction, 'DELETE FROM counterpart.settled_block WHERE mapping = $1', [mapping.name]);
}
