/**
 * A name that two modules export sends a reader to the wrong one. The names below may stand twice, each for the reason
 * of its list; everything else is declared once in the whole house.
 */

import ts from 'typescript';
import { expect, test } from 'vitest';
import { type SourceFile, parse, sourceFiles } from './imports.ts';

/** AWS's own names of its shapes; several services have them, and so have our records and AWS's report of an account. */
const isOfAws = (path: string) =>
  /^core\/(?:api\/model\/generated|model\/records)\/|^share\/account-details-format\.ts$/.test(path);
/** A row of the world and its part in a scenario's file are the same thing twice. */
const isSchema = (path: string) => /^core\/model\/(?:records|schema)\/|^share\/scenario\/format\//.test(path);
/** Programs and tests of others import these names. */
const isContract = (path: string) => path === 'headless.ts';

/** This list only grows shorter. */
const alsoTwice: readonly string[] = [
  // Rules and arcade questions each write policies in small words of their own.
  'allow',
  'deny',
  'grant',
  'trust',
  // The core knows no browser, so it decodes base64 itself.
  'bytesOfBase64',
  // Every part of the reference that loads on its own is read the same way.
  'read',
];

const isExported = (node: ts.Statement) =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function declaredIn(file: SourceFile): string[] {
  const names: string[] = [];
  for (const node of parse(file).statements) {
    if (!isExported(node)) continue;
    if (ts.isVariableStatement(node)) {
      for (const { name } of node.declarationList.declarations)
        if (ts.isIdentifier(name)) names.push(name.text);
    } else if (
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node)
    ) {
      if (node.name) names.push(node.name.text);
    }
  }
  return names;
}

const declared = new Map<string, Set<string>>();
for (const file of sourceFiles())
  for (const name of declaredIn(file)) declared.set(name, (declared.get(name) ?? new Set()).add(file.path));

const collisions = [...declared]
  .map(([name, paths]) => ({ name, paths: [...paths].filter((path) => !isContract(path)) }))
  .filter(({ paths }) => paths.length > 1 && !paths.every(isOfAws) && !paths.every(isSchema));

test('an exported name is declared in one module, unless it is the same thing', () => {
  expect(declared.size).toBeGreaterThan(3000);
  const others = collisions.filter(({ name }) => !alsoTwice.includes(name));
  expect(others.map(({ name, paths }) => `${name}: ${paths.join(', ')}`)).toEqual([]);
});

test('the list of names that may stand twice names no other', () => {
  const names = new Set(collisions.map(({ name }) => name));
  expect(alsoTwice.filter((name) => !names.has(name))).toEqual([]);
});
