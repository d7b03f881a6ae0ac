import type { Block, Cell, Column, PrintedDocument } from './document';

/** One file without scripts or anything to fetch, readable by day, by night and on paper. */
const STYLE = `
:root { color-scheme: light dark; --text: #1c1e21; --ground: #fff; --line: #d0d4d9; --faint: #f3f4f6; --good: #14652b; --bad: #a3161e; --doubtful: #7a4d00 }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8eb; --ground: #16181b; --line: #3d4248; --faint: #1f2226; --good: #7ddc9a; --bad: #ff9a9a; --doubtful: #f0c36d } }
body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color: var(--text); background: var(--ground); font: 15px/1.5 system-ui, sans-serif }
h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2.2rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top }
th { background: var(--faint) }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.good { color: var(--good); font-weight: 600 } .bad { color: var(--bad); font-weight: 600 } .doubtful { color: var(--doubtful); font-weight: 600 }
pre { background: var(--faint); padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere }
@media print { :root { color-scheme: light; --text: #000; --ground: #fff; --line: #999; --faint: #fff; --good: #000; --bad: #000; --doubtful: #000 } body { margin: 0; max-width: none; font-size: 10pt } .wide { overflow: visible } thead { display: table-header-group } tr, pre { break-inside: avoid } h2 { break-after: avoid } }
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

function cellOf(tag: 'th' | 'td', { text, tone }: Cell, column: Column | undefined): string {
  const classes = [...(column?.isNumber === true ? ['number'] : []), ...(tone === undefined ? [] : [tone])];
  const attribute = classes.length === 0 ? '' : ` class="${classes.join(' ')}"`;
  return `<${tag}${tag === 'th' ? ' scope="col"' : ''}${attribute}>${escapeHtml(text)}</${tag}>`;
}

function tableOf({ columns, rows }: Extract<Block, { kind: 'table' }>): string {
  const row = (cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`;
  const head = row(columns.map((column) => cellOf('th', { text: column.title }, column)));
  const body = rows.map((cells) => row(cells.map((cell, index) => cellOf('td', cell, columns[index]))));
  return `<div class="wide"><table>\n<thead>${head}</thead>\n<tbody>\n${body.join('\n')}\n</tbody></table></div>`;
}

function render(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return tableOf(block);
    default:
      return `<p>${escapeHtml(block.title)}</p>\n<pre><code>${escapeHtml(block.text)}</code></pre>`;
  }
}

export const renderHtml = ({ title, blocks }: PrintedDocument): string =>
  [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>`,
    `<body>\n<h1>${escapeHtml(title)}</h1>`,
    ...blocks.map(render),
    '</body></html>',
  ].join('\n');
