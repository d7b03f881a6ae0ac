import { createHash } from 'node:crypto';
import type { World } from '../support/world';
import { RECORDS, type RecordId, type Start } from './steps';

/** One write of a row as the database itself saw it. */
export interface Event {
  readonly seq: number;
  readonly record: RecordId;
  readonly byService: boolean;
  readonly kind: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly before: Row | null;
  readonly after: Row | null;
}

export interface Row {
  readonly id: string;
  readonly body: string;
  readonly department: string | null;
}

const HISTORY = [
  'CREATE SCHEMA model',
  `CREATE TABLE model.event (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, record text NOT NULL,
     by_service boolean NOT NULL, kind text NOT NULL, before jsonb, after jsonb)`,
  `CREATE FUNCTION model.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     INSERT INTO model.event (record, by_service, kind, before, after) VALUES (
       CASE WHEN TG_OP = 'DELETE' THEN OLD.legacy_record_id ELSE NEW.legacy_record_id END::text,
       current_setting('model.actor', true) IS DISTINCT FROM 'somebody else', TG_OP,
       CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END, CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END);
     RETURN NULL; END $$`,
  `CREATE TRIGGER model AFTER INSERT OR UPDATE OR DELETE ON team_communications FOR EACH ROW EXECUTE FUNCTION model.keep()`,
];

/** Some rows need all values of a row that arrived: this one did. */
const TEMPLATE = '20';

const uuidFor = (record: RecordId): string => {
  const hex = createHash('md5').update(`model ${record}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** Where interleavings take place: three records, everybody who writes to them, and the true history of their rows. */
export class Laboratory {
  private texts = 0;
  /** How often the legacy side of a record was written. */
  readonly legacyVersions = new Map<RecordId, number>(RECORDS.map((record) => [record, 0]));

  private constructor(readonly world: World) {}

  static async open(world: World): Promise<Laboratory> {
    for (const statement of HISTORY) await world.new.query(statement);
    return new Laboratory(world);
  }

  /** Puts the records into their starting states, as others would have. */
  async start(starts: readonly Start[]): Promise<void> {
    for (const [index, record] of RECORDS.entries()) {
      const text = await this.writeLegacy(record);
      await this.foreign('DELETE FROM team_communications WHERE legacy_record_id = $1', [record]);
      const start = starts[index] ?? 'missing';
      if (start !== 'missing') await this.arrive(record, start === 'matched' ? text : this.newText('arrived wrong'));
    }
  }

  private newText(what: string): string {
    this.texts += 1;
    return `${what} ${this.texts}`;
  }

  /** A text that no side has had before, so that a value never comes back by chance. */
  async writeLegacy(record: RecordId): Promise<string> {
    const text = this.newText('legacy');
    await this.world.legacy.query(`UPDATE dispatch_note SET text = '${text}' WHERE id = ${record}`);
    this.legacyVersions.set(record, this.legacyVersion(record) + 1);
    return text;
  }

  legacyVersion(record: RecordId): number {
    return this.legacyVersions.get(record) ?? 0;
  }

  private async arrive(record: RecordId, body: string): Promise<void> {
    const [row] = await this.world.legacy.query<{ created: string; author: string }[]>(
      `SELECT created_at::text AS created, author_id::text AS author FROM dispatch_note WHERE id = ${record}`,
    );
    await this.foreign(
      `INSERT INTO team_communications (id, legacy_record_id, author_id, team_id, communication_type, body, created_at)
       SELECT $1, $2::integer, (SELECT id FROM profiles WHERE legacy_user_id = $4::integer), team_id, communication_type, $3, $5::timestamptz
       FROM team_communications WHERE legacy_record_id = ${TEMPLATE}`,
      [uuidFor(record), record, body, row?.author, row?.created],
    );
  }

  async writeForeign(record: RecordId, what: 'body' | 'department' | 'delete'): Promise<void> {
    const where = 'WHERE legacy_record_id = $1';
    if (what === 'delete') return this.foreign(`DELETE FROM team_communications ${where}`, [record]);
    await this.foreign(`UPDATE team_communications SET ${what} = $2 ${where}`, [record, this.newText('foreign')]);
  }

  private foreign(sql: string, parameters: readonly unknown[]): Promise<void> {
    return this.world.new.transaction(async (manager) => {
      await manager.query(`SELECT set_config('model.actor', 'somebody else', true)`);
      await manager.query(sql, [...parameters]);
    });
  }

  async lastEvent(): Promise<number> {
    const [last] = await this.world.rows<{ seq: number }>(
      'SELECT coalesce(max(seq), 0)::integer AS seq FROM model.event',
    );
    return last?.seq ?? 0;
  }

  eventsAfter(seq: number): Promise<Event[]> {
    return this.world.rows<Event>(
      `SELECT seq::integer, record, by_service AS "byService", kind, before, after FROM model.event WHERE seq > $1 ORDER BY event.seq`,
      [seq],
    );
  }

  async lastChange(): Promise<number> {
    const [last] = await this.world.rows<{ id: number }>(
      'SELECT coalesce(max(id), 0)::integer AS id FROM counterpart.change',
    );
    return last?.id ?? 0;
  }

  async row(record: RecordId): Promise<Row | null> {
    const [row] = await this.world.rows<Row>(
      'SELECT id, body, department FROM team_communications WHERE legacy_record_id = $1',
      [record],
    );
    return row ?? null;
  }

  async legacyText(record: RecordId): Promise<string> {
    const [row] = await this.world.legacy.query<{ text: string }[]>(
      `SELECT text FROM dispatch_note WHERE id = ${record}`,
    );
    return row?.text ?? '';
  }
}
