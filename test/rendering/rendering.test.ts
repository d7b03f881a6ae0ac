import { heading, list, number, type PrintedDocument, paragraph, table, text } from '../../src/rendering/document';
import { renderHtml } from '../../src/rendering/html';
import { renderMarkdown } from '../../src/rendering/markdown';

/** Texts come out of databases and files, so they may hold anything. */
const EVIL = `<script>alert("a & b")</script> | 'x' \`code\` *bold* [link](http://x) _it_ &lt; a_b`;

const document: PrintedDocument = {
  title: `Title ${EVIL}`,
  blocks: [
    heading(EVIL),
    paragraph('1. is no list\nand one line'),
    paragraph('- nor is this'),
    ...list([EVIL, '# no heading']),
    ...list([]),
    table([text('name'), number(EVIL)], [[EVIL, { text: 'two\r\nlines', tone: 'bad' }]]),
    { kind: 'code', title: EVIL, text: `SELECT '\`\`\`' FROM "t" WHERE a < b && c` },
  ],
};

describe('markdown', () => {
  const lines = renderMarkdown(document).split('\n');

  test('markup in texts stays text', () => {
    expect(lines[2]).toBe(
      `## \\<script\\>alert("a & b")\\</script\\> \\| 'x' \\\`code\\\` \\*bold\\* \\[link\\](http://x) \\_it\\_ \\&lt; a_b`,
    );
    expect(lines.filter((line) => /^(1\\|\\-|- \\#) ?/.test(line))).toEqual([
      String.raw`1\. is no list and one line`,
      String.raw`\- nor is this`,
      String.raw`- \# no heading`,
    ]);
  });

  test('a table keeps its columns', () => {
    const rows = lines.filter((line) => line.startsWith('| '));
    expect(rows.map((row) => row.split(/(?<!\\)\|/).length)).toEqual([4, 4, 4]);
    expect(rows[1]).toBe('| --- | ---: |');
    expect(rows[2]?.endsWith('| two lines |')).toBe(true);
  });

  test('a fence is longer than what it holds', () => {
    expect(lines.slice(-3)).toEqual(['````sql', `SELECT '\`\`\`' FROM "t" WHERE a < b && c`, '````']);
  });
});

describe('HTML', () => {
  const html = renderHtml(document);

  test('markup in texts stays text', () => {
    expect(html).not.toContain('<script');
    expect(html.match(/&lt;script&gt;alert\(&quot;a &amp; b&quot;\)/g)).toHaveLength(7);
    expect(html).toContain('&amp;lt; a_b');
    expect(html).toContain('<td class="number bad">two\r\nlines</td>');
    expect(html).toContain('WHERE a &lt; b &amp;&amp; c</code></pre>');
  });

  test('it is one file that fetches nothing and runs nothing', () => {
    expect(html).not.toMatch(/<(script|link|img|iframe|object)|src=|url\(|@import/);
    expect(html).toMatch(/prefers-color-scheme: dark/);
    expect(html).toMatch(/@media print/);
    expect(html.startsWith('<!doctype html>')).toBe(true);
  });

  test('every tag that is opened is closed', () => {
    const body = html.slice(html.indexOf('<body>'), html.indexOf('</body>') + 7);
    const open: string[] = [];
    for (const [, slash, tag = ''] of body.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
      if (slash === '') open.push(tag);
      else expect(open.pop()).toBe(tag);
    }
    expect(open).toEqual([]);
  });
});
