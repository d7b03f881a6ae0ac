import { Verdict } from '../../reconciliation/comparing/verdict';
import { files } from '../../reconciliation/mappings/files';
import { projects } from '../../reconciliation/mappings/projects';
import { systemMessages } from '../../reconciliation/mappings/system-messages';
import { tasks } from '../../reconciliation/mappings/tasks';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { comparedField, compareRecord, like, stage, traceRecord } from './record';

/** Rows that no program should have written and that are there all the same: one of them must not stop the others. */

const TASK = {
  '#': 10,
  id: '#',
  checked: false,
  file_id: null,
  template_id: 1,
  done_at: null,
  text: 'print',
  plan_id: null,
  instruction_id: 1,
  actor_id: null,
  jaw: 1,
  order_id: null,
};

const notice = (context: string) => ({
  '#': 10,
  id: '#',
  created_at: '2022-01-07 03:04:05.000006',
  sender: 'Lab',
  template_name: 'welcome',
  template_context: context,
  read: false,
  item_id: null,
  item_type_id: null,
  recipient_id: 1,
  sent: true,
  send: true,
});

describeEachEngine('odd rows', (engine) => {
  const open = useTwoSides(engine);

  test('an optional parent that was loaded twice stands in the way: NULL would lose the link', async () => {
    const [unique] = await open().new.query<{ name: string }[]>(
      "SELECT conname AS name FROM pg_constraint WHERE conrelid = 'templates'::regclass AND contype = 'u'",
    );
    await open().new.query(`ALTER TABLE templates DROP CONSTRAINT "${unique?.name ?? ''}"`);
    const twins = { '#': 1, like: 1, id: 'template # again' };
    const task = {
      '#': 10,
      id: 'task #',
      legacy_task_id: '#',
      order_id: 'order 1',
      template_name: 'Print models',
      template_id: null,
    };
    await stage(open(), { dispatch_task: [TASK] }, { templates: [twins], tasks: [task] });
    const pair = await compareRecord(open(), tasks);
    expect(pair.verdict).toBe(Verdict.DIFFERENT);
    expect(comparedField(pair, 'templateId').because).toBe('templates 1 exists more than once on the new side');
    await stage(open(), { dispatch_task: [TASK] }, { templates: [twins] });
    expect((await compareRecord(open(), tasks)).verdict).toBe(Verdict.BLOCKED);
    expect((await traceRecord(open(), tasks)).map((cause) => [cause.field, cause.code])).toEqual([
      ['templateId', 'PARENT_AMBIGUOUS'],
    ]);
  });

  test.each([
    ['', 'no value at all'],
    ['not-a-uuid', 'a word'],
    ['0123456789abcdef0123456789abcde', 'a digit too few'],
    ['0123456789abcdef0123456789abcdeg', 'a letter too far'],
  ])('a UUID that is none (%j, %s) is unreadable and stops nothing', async (uid) => {
    // PostgreSQL has a type for them and lets no other text in.
    if (engine === 'postgres') return;
    await stage(open(), { dispatch_file: [like()], dispatch_project: [like()] }, {});
    await open().legacy.query('UPDATE dispatch_file SET uid = ? WHERE id = 10', [uid]);
    await open().legacy.query('UPDATE dispatch_project SET uid = ? WHERE id = 10', [uid]);
    for (const mapping of [files, projects]) {
      const pair = await compareRecord(open(), mapping);
      expect([pair.verdict, comparedField(pair, 'fileUid').because]).toEqual([Verdict.UNREADABLE, 'uid: not a UUID']);
      expect((await open().comparison.compareMapping(mapping)).verdicts).toMatchObject({ MATCHED: 2, UNREADABLE: 1 });
    }
  });

  test('a document as deep as can be read matches, though it stands deeper on the new side', async () => {
    const deep = `${'['.repeat(500)}${']'.repeat(500)}`;
    const data = `{"context":${deep},"sender":"Lab","recipient_id":1,"read":false,"sent":true,"send":true,"item_id":null,"item_type_id":null}`;
    await stage(open(), { dispatch_notification: [notice(deep)] }, {});
    await open().new.query(
      `INSERT INTO system_messages (legacy_record_id, source_system, message_code, message_type, message_data, processed, processed_at, created_at)
       VALUES (10, 'dispatch_notification', 'welcome', 'welcome', $1, true, '2022-01-07 03:04:05.000006Z', '2022-01-07 03:04:05.000006Z')`,
      [data],
    );
    expect((await compareRecord(open(), systemMessages)).verdict).toBe(Verdict.MATCHED);
    await open().new.query('DELETE FROM system_messages');
  });

  test.each([
    ['{"a":1,"a":2}', 'a key of the JSON object is repeated at position 8'],
    ['{"a":1,}', 'malformed JSON at position 7'],
    [`${'['.repeat(501)}${']'.repeat(501)}`, 'JSON nested deeper than 500 levels'],
  ])('a context of %.20s says what is wrong with it', async (context, because) => {
    await stage(open(), { dispatch_notification: [notice(context)] }, {});
    const pair = await compareRecord(open(), systemMessages);
    expect([pair.verdict, comparedField(pair, 'messageData').because]).toEqual([
      Verdict.UNREADABLE,
      `templateContext: ${because}`,
    ]);
  });
});
