/**
 * Plain Node must load everything that `src/headless.ts` reaches when it runs: its imports need no bundler, and it uses
 * nothing of a browser. Types that are erased do not count; `import { type A }` does, since the file is still loaded.
 */

import ts from 'typescript';
import { expect, test } from 'vitest';
import { type SourceFile, parse, sourceFiles } from './imports.ts';
import { impurities } from './purity.ts';

const files = new Map(sourceFiles().map((file) => [file.path, file]));

/** The specifiers that are loaded at run time, as written. */
function loaded(file: SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const isErased = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      if (!isErased && ts.isStringLiteral(node.moduleSpecifier)) found.push(node.moduleSpecifier.text);
    } else if (ts.isExportDeclaration(node)) {
      const from = node.moduleSpecifier;
      if (!node.isTypeOnly && from && ts.isStringLiteral(from)) found.push(from.text);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [first] = node.arguments;
      found.push(first && ts.isStringLiteral(first) ? first.text : `a computed import (${node.getText()})`);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}

const isPackage = /^(@[a-z0-9-]+\/)?[a-z0-9-]+(\/[\w./-]+)?$/;

interface Reach {
  readonly reached: ReadonlyMap<string, SourceFile>;
  /** `file -> specifier` of what plain Node would not load. */
  readonly faults: readonly string[];
}

function reachOf(start: string): Reach {
  const reached = new Map<string, SourceFile>();
  const faults: string[] = [];
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = files.get(path);
    if (!file || reached.has(path)) continue;
    reached.set(path, file);
    for (const specifier of loaded(file)) {
      const to = specifier.startsWith('#')
        ? specifier.slice(1)
        : new URL(specifier, `file:///${path}`).pathname.slice(1);
      if (/^[.#]/.test(specifier) && specifier.endsWith('.ts') && files.has(to)) waiting.push(to);
      else if (!isPackage.test(specifier)) faults.push(`${path} -> ${specifier}`);
    }
  }
  return { reached, faults };
}

const { reached, faults } = reachOf('headless.ts');
const each = [...reached.values()];

test('the walk from src/headless.ts finds the engine, the import and the catalogue', () => {
  const some = ['core/authz/evaluate.ts', 'share/import/accounts.ts', 'reference/data/managed-policies.ts'];
  expect(some.filter((path) => !reached.has(path))).toEqual([]);
  expect(reachOf('main.ts').faults).not.toEqual([]);
});

test('all that src/headless.ts reaches imports by path with .ts, or by plain package name', () => {
  expect(faults).toEqual([]);
});

test('all that src/headless.ts reaches stays in core, content, share, reference and its own folder', () => {
  expect(
    [...reached.keys()].filter((path) => !/^(core|content|share|reference|headless)\//.test(path)),
  ).toEqual(['headless.ts']);
});

test('all that src/headless.ts reaches uses nothing of a bundler, and no syntax that is more than types', () => {
  const bundled = each.filter(({ text }) => /\bimport\.meta\b|['"]virtual:/.test(text));
  expect(bundled.map(({ path }) => path)).toEqual([]);
  const compiled = each.flatMap((file) => {
    const tree = parse(file);
    return tree.statements.filter((node) => ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node));
  });
  expect(compiled).toEqual([]);
});

test('all that src/headless.ts reaches knows no browser and no storage; only the edge itself reads the time', () => {
  const banned =
    /^(window|document|navigator|location|localStorage|sessionStorage|indexedDB|fetch|Worker|postMessage|DOMParser|requestAnimationFrame|CompressionStream|DecompressionStream)$/;
  expect(
    each.flatMap((file) => impurities(parse(file), banned).map((what) => `${file.path}: ${what}`)),
  ).toEqual(['headless.ts: Date.now']);
});
