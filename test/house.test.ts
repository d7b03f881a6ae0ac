import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { listTables } from '../entities/table';
import { isCompared, parentsOf } from '../reconciliation/mapping';
import { mappings } from '../reconciliation/mappings/all';

/** The laws of the house, each with the accident that it prevents; law 7 is in house-api.test.ts. */

const ROOT = join(__dirname, '..');
const FLOORS = ['entities', 'reconciliation', 'resolvers', 'src'];
const SHELVES = ['sample', 'test', 'bench', 'console'];

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly string[];
}

function listFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    // Made by a program, for a program.
    if (path === 'console/generated') return [];
    if (entry.isDirectory()) return listFiles(path);
    return /\.tsx?$/.test(path) && !path.endsWith('.d.ts') ? [path] : [];
  });
}

function resolveImport(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const path = relative(ROOT, resolve(ROOT, dirname(from), specifier));
  return existsSync(join(ROOT, `${path}.tsx`)) ? `${path}.tsx` : /\.(css|ts)$/.test(path) ? path : `${path}.ts`;
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const imports: string[] = [];
  const visit = (node: ts.Node): void => {
    const isDeclaration = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    const specifier = isDeclaration
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : undefined;
    if (specifier !== undefined && ts.isStringLiteral(specifier)) imports.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path, text, tree, imports };
}

const files = [...FLOORS, ...SHELVES]
  .filter((folder) => existsSync(join(ROOT, folder)))
  .flatMap(listFiles)
  .concat('ormconfig.ts')
  .map(readSource);
const product = files.filter((file) => !file.path.startsWith('test/') && !file.path.startsWith('bench/'));
const localImports = (file: SourceFile): string[] =>
  file.imports.flatMap((specifier) => resolveImport(file.path, specifier) ?? []);
const floorOf = (path: string): string => path.split('/')[0] ?? '';

describe('law 1: imports go down only', () => {
  // The day a rule needs the web to be tested, nobody can tell any more what the figures rest on.
  const MAY_IMPORT: Record<string, readonly string[]> = {
    entities: ['entities'],
    reconciliation: ['entities', 'reconciliation'],
    resolvers: ['entities', 'reconciliation', 'resolvers'],
    src: ['entities', 'reconciliation', 'resolvers', 'src', 'sample', 'ormconfig.ts'],
    sample: ['entities', 'sample', 'ormconfig.ts'],
    // What the page knows it asks, as every other caller does: nothing is shown that nobody else could have.
    console: ['console'],
    'ormconfig.ts': ['entities'],
  };

  test.each(product.map((file) => [file.path, file] as const))('%s', (_, file) => {
    const allowed = MAY_IMPORT[floorOf(file.path)] ?? [];
    expect(localImports(file).filter((path) => !allowed.includes(floorOf(path)))).toEqual([]);
  });
});

describe('law 2: no circles, no barrels', () => {
  // In a circle nothing can be understood, loaded or moved alone; a barrel makes circles unseen.
  test('no import circle, types counted', () => {
    const graph = new Map(files.map((file) => [file.path, localImports(file)]));
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) walk(path, []);
    expect(circles).toEqual([]);
  });

  test('no index.ts', () => {
    expect(files.filter((file) => file.path.endsWith('/index.ts')).map((file) => file.path)).toEqual([]);
  });

  test('parents stand before children in the list of mappings', () => {
    const early = mappings.flatMap((mapping, index) =>
      parentsOf(mapping).flatMap((parent) =>
        mappings.indexOf(parent) <= index ? [] : [`${mapping.name} before ${parent.name}`],
      ),
    );
    expect(early).toEqual([]);
  });
});

describe('law 3: one door for the environment, the databases and the console', () => {
  // A setting that is read in two places is one day read in two ways.
  const using = (pattern: RegExp, allowed: readonly string[]): string[] =>
    product.filter((file) => pattern.test(file.text) && !allowed.includes(file.path)).map((file) => file.path);

  test('only src/config.ts reads the environment', () => expect(using(/process\.env/, ['src/config.ts'])).toEqual([]));
  test('only ormconfig.ts opens connections', () => {
    expect(
      using(/new DataSource\(|createPool\(|createConnection\(|new (pg\.)?(Pool|Client)\(/, ['ormconfig.ts']),
    ).toEqual([]);
  });
  test('only the log and the output write to the console', () => {
    expect(using(/console\.\w+\(|process\.(stdout|stderr)/, ['src/log.ts', 'src/output.ts'])).toEqual([]);
  });
});

describe('law 4: the engine knows nothing of the business', () => {
  // A new mapping must be a matter of its own files, so no other file may name what it is about.
  const entities = new Set([...listTables('legacy'), ...listTables('new')].map((table) => table.entity.name));
  const engine = product.filter(
    (file) => /^(reconciliation|resolvers|src)\//.test(file.path) && !file.path.startsWith('reconciliation/mappings/'),
  );

  test.each(engine.map((file) => [file.path, file] as const))('%s', (_, file) => {
    const named = new Set<string>();
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && entities.has(node.text)) named.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(file.tree);
    expect([...named]).toEqual([]);
    expect(localImports(file).filter((path) => /^entities\/(legacy|new)\//.test(path))).toEqual([]);
  });
});

describe('law 5: relations point from child to parent', () => {
  // A two-way relation is a circle of classes, and a list on the parent invites loading all of it.
  const ofSides = files.filter((file) => /^entities\/(legacy|new)\//.test(file.path));

  test.each(ofSides.map((file) => [file.path, file] as const))('%s has no list of children', (_, file) => {
    expect(file.text).not.toMatch(/OneToMany|ManyToMany|\[\];|Array</);
  });

  test('every relation has its id column', () => {
    const tables = [...listTables('legacy'), ...listTables('new')];
    const without = tables.flatMap((table) =>
      table.parents.filter((parent) => !table.columns.some((column) => column.property === parent.column)),
    );
    expect(without).toEqual([]);
  });
});

describe('law 6: every mapping is proven by its fixture', () => {
  // A rule that no case breaks may be wrong for years.
  const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

  test.each(mappings.map((mapping) => [mapping.name, mapping] as const))('%s', (name, mapping) => {
    const folder = join(ROOT, 'test', 'mappings', kebab(name));
    for (const part of ['legacy.json', 'new.json', 'expected.json']) expect(existsSync(join(folder, part))).toBe(true);
    const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
      verdict: string;
      fields?: string[];
    }[];
    const broken = new Set(
      expected.filter((entry) => entry.verdict === 'DIFFERENT').flatMap((entry) => entry.fields ?? []),
    );
    const own = [mapping.new.keyColumn, ...mapping.new.naturalKey, ...Object.keys(mapping.new.where)];
    const unbroken = mapping.fields.filter(
      (field) => isCompared(field.rule) && !own.includes(field.property) && !broken.has(field.property),
    );
    expect(unbroken.map((field) => field.property)).toEqual([]);
  });
});

describe('law 8: everything can be read at one sitting', () => {
  // Whatever outgrows a screen is changed without being read.
  const FILE_LINES = 250;
  const MAPPING_LINES = 80;
  const FUNCTION_LINES = 50;
  const linesOf = (file: SourceFile, node: ts.Node): number => {
    const start = file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line;
    return file.tree.getLineAndCharacterOfPosition(node.getEnd()).line - start + 1;
  };
  // The list of mappings is no mapping: it has a line or two for each.
  const isMapping = (path: string): boolean =>
    path.startsWith('reconciliation/mappings/') && path !== 'reconciliation/mappings/all.ts';

  test.each(files.map((file) => [file.path, file] as const))('%s', (path, file) => {
    expect(file.text.split('\n').length).toBeLessThanOrEqual((isMapping(path) ? MAPPING_LINES : FILE_LINES) + 1);
    const problems: string[] = [];
    const visit = (node: ts.Node): void => {
      const isSuite = path.endsWith('.test.ts') && ts.isArrowFunction(node);
      if (ts.isFunctionLike(node) && !isSuite && linesOf(file, node) > FUNCTION_LINES)
        problems.push(`function of ${linesOf(file, node)} lines`);
      if (node.kind === ts.SyntaxKind.AnyKeyword) problems.push('any');
      if (ts.isNonNullExpression(node)) problems.push('non-null !');
      if (ts.isIdentifier(node) && (node.text === 'parseFloat' || node.text === 'toFixed'))
        problems.push(`floating point: ${node.text}`);
      ts.forEachChild(node, visit);
    };
    visit(file.tree);
    expect(problems).toEqual([]);
  });
});
