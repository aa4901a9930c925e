/**
 * Reads the imports of every source file with the TypeScript parser: static, type-only, bare, re-exports,
 * `import()` expressions, `import('x').T` types and `new URL('x', import.meta.url)`; in Svelte files those
 * of the script blocks.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

export const root = resolve(import.meta.dirname, '../..');
export const source = join(root, 'src');

export interface Import {
  /** Importing file, relative to src, with forward slashes. */
  from: string;
  /** Imported file relative to src, or the package's name. */
  to: string;
  package: boolean;
  typeOnly: boolean;
  dynamic: boolean;
}

export interface SourceFile {
  /** Relative to src. */
  path: string;
  text: string;
  lines: number;
}

let known: readonly SourceFile[] | undefined;

/** Returns all files of src. They are read once, as several tests look at all of them. */
export const sourceFiles = (): readonly SourceFile[] => (known ??= filesIn(source));

function filesIn(dir: string): SourceFile[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const text = readFileSync(file, 'utf8');
      return { path: relative(source, file).replaceAll('\\', '/'), text, lines: text.split('\n').length - 1 };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The TypeScript of a file: all of it, or the script blocks of a Svelte component. */
export const scriptOf = ({ path, text }: SourceFile): string =>
  path.endsWith('.svelte')
    ? [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : text;

const trees = new WeakMap<SourceFile, ts.SourceFile>();

/** Returns the tree of a file, which is parsed once. */
export function parse(file: SourceFile): ts.SourceFile {
  const tree =
    trees.get(file) ??
    ts.createSourceFile(file.path, scriptOf(file), ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
  trees.set(file, tree);
  return tree;
}

export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, dynamic: boolean) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    found.push({ from: file.path, ...target(file.path, specifier.text), typeOnly, dynamic });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, onlyTypes(node.importClause), false);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly, false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true, false);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false, true);
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'URL' && node.arguments?.[1]) {
      add(node.arguments[0], false, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}

function onlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

function target(from: string, specifier: string): { to: string; package: boolean } {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('.')) {
    return {
      to: relative(source, resolve(source, dirname(from), bare)).replaceAll('\\', '/'),
      package: false,
    };
  }
  // The `imports` of package.json: `#core/…` is `src/core/…`.
  if (bare.startsWith('#')) return { to: bare.slice(1), package: false };
  if (bare.startsWith('/src/')) return { to: bare.slice('/src/'.length), package: false };
  const [first, second] = bare.split('/');
  return { to: bare.startsWith('@') ? `${first}/${second}` : (first ?? bare), package: true };
}
