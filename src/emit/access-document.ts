import { UNMASKED } from '../../resolvers/access/access';
import { type Cell, listMatrix, type MatrixRow } from '../../resolvers/access/matrix';
import { ROLE_WORDS, Role } from '../../resolvers/access/role';

const BEGIN = '<!-- Emitted by `npm run access` from the resolvers; do not edit from here. -->';
const END = '<!-- End of what is emitted. -->';

const ROLES = Object.values(Role);

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

const cellsOf = ({ byRole, withoutRole, withoutToken }: MatrixRow): Cell[] => [
  ...ROLES.map((role) => byRole[role]),
  withoutRole,
  withoutToken,
];

/** The part of the document that follows from the code. */
function emitted(): string {
  const roles = ROLES.map((role) => [`\`${role}\``, ROLE_WORDS[role], UNMASKED.includes(role) ? 'shown' : 'masked']);
  const rows = listMatrix().map((row) => [row.kind, `\`${row.field}\``, ...cellsOf(row)]);
  return [
    BEGIN,
    '## The roles',
    table(['role', 'what it may do', 'personal and medical values'], roles),
    '## Every field of the API',
    table(['kind', 'field', ...ROLES, 'no role', 'no token'], rows),
    END,
  ].join('\n\n');
}

/** The document with its emitted part renewed; what stands around that is written by hand. Only after `createSchema`. */
export function withMatrix(document: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('docs/access.md has lost the marks around its emitted part');
  return document.slice(0, begin) + emitted() + document.slice(end + END.length);
}
