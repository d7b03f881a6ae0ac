import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, deliver, formatAnswer, formatList, type ListFormat } from '../../src/formats';
import { readCsv } from './csv';
import { readXml } from './xml';

/** Texts come out of databases, so they may hold anything. */
const EVIL = '"a", <b> & \'c\' | `d`\r\n]]>';

const answer: Answer = {
  title: 'Things',
  head: ['name', 'count'],
  rows: [
    ['plain', 12],
    [EVIL, -3],
  ],
  remarks: ['plain: * one thing.'],
  json: { schema: 'things/v1', things: ['plain', EVIL] },
  items: [{ name: 'plain' }, { name: EVIL }],
  suites: [
    {
      name: 'plain',
      seconds: 1.25,
      cases: [
        { name: 'passes' },
        { name: 'differs', failure: '3 < 4' },
        { name: 'left out', skipped: 'not asked for' },
      ],
    },
    { name: EVIL, seconds: null, cases: [{ name: EVIL, error: `${EVIL}\u0000\u001b\ud800` }] },
  ],
};

test('table', () => {
  expect(formatList({ ...answer, rows: [['plain', 12]] }, 'table').split('\n')).toEqual([
    '┌───────┬───────┐',
    '│ name  │ count │',
    '├───────┼───────┤',
    '│ plain │ 12    │',
    '└───────┴───────┘',
  ]);
});

test('json is one object', () => expect(JSON.parse(formatAnswer(answer, 'json'))).toEqual(answer.json));

test('ndjson is one object a line, whatever stands in it', () => {
  const text = formatAnswer(answer, 'ndjson');
  expect(text.endsWith('\n')).toBe(true);
  const lines = text.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(answer.items);
  expect(formatAnswer({ ...answer, items: [] }, 'ndjson')).toBe('');
});

test('markdown for the summary of a pipeline, with its remarks', () => {
  expect(formatList({ ...answer, rows: [['plain', 12]] }, 'markdown').split('\n')).toEqual([
    '# Things',
    '',
    '| name | count |',
    '| --- | ---: |',
    '| plain | 12 |',
    '',
    String.raw`- plain: \* one thing.`,
  ]);
});

describe('csv', () => {
  const csv = (...cells: (string | number)[]): string => formatAnswer({ ...answer, rows: [cells] }, 'csv');

  test('is RFC 4180, line ends and quotes included', () => {
    expect(formatAnswer(answer, 'csv')).toBe(`name,count\r\nplain,12\r\n"""a"", <b> & 'c' | \`d\`\r\n]]>",-3\r\n`);
    expect(readCsv(formatAnswer(answer, 'csv'))).toEqual([
      ['name', 'count'],
      ['plain', '12'],
      [EVIL, '-3'],
    ]);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
    'a text that would be run as a formula is none: %j',
    (text) => expect(readCsv(csv(text, 1))[1]).toEqual([`'${text}`, '1']),
  );

  test.each(['a=1', ' =1', "'=1", '1-2', 'x@y', ''])('other texts stay as they are: %j', (text) =>
    expect(readCsv(csv(text, 1))[1]).toEqual([text, '1']),
  );

  test('a number below zero stays a number', () => expect(csv('x', -5)).toBe('name,count\r\nx,-5\r\n'));
});

describe('junit', () => {
  const xml = formatAnswer(answer, 'junit');
  const root = readXml(xml);

  test('is well-formed, whatever stands in it', () => {
    expect(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ')).toBe(true);
    expect(Array.from(xml).filter((character) => character < ' ' && character !== '\n')).toEqual([]);
    expect(root.children[1]?.attributes.name).toBe(EVIL);
    expect(root.children[1]?.children[0]?.children[0]?.attributes.message).toBe(`${EVIL}\ufffd\ufffd\ufffd`);
  });

  test('counts what passed, failed, broke and was left out', () => {
    expect(root).toMatchObject({
      name: 'testsuites',
      attributes: { name: 'Things', tests: '4', failures: '1', errors: '1', skipped: '1' },
    });
    expect(root.children[0]).toMatchObject({
      attributes: { tests: '3', failures: '1', errors: '0', skipped: '1', time: '1.25' },
    });
    expect(root.children[1]?.attributes).not.toHaveProperty('time');
  });

  test('says of each case what came of it', () => {
    expect(root.children[0]?.children).toMatchObject([
      { name: 'testcase', attributes: { classname: 'plain', name: 'passes' }, children: [] },
      { attributes: { name: 'differs' }, children: [{ name: 'failure', attributes: { message: '3 < 4' } }] },
      { attributes: { name: 'left out' }, children: [{ name: 'skipped', attributes: { message: 'not asked for' } }] },
    ]);
  });
});

test.each<ListFormat>(['table', 'json', 'ndjson', 'csv', 'markdown'])(
  '%s goes to a file with its last line ended',
  (format) => {
    const folder = mkdtempSync(join(tmpdir(), 'counterpart-formats-'));
    try {
      const text = formatList(answer, format);
      deliver(text, join(folder, 'answer'));
      expect(readFileSync(join(folder, 'answer'), 'utf8')).toBe(text.endsWith('\n') ? text : `${text}\n`);
      expect(readdirSync(folder)).toEqual(['answer']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
