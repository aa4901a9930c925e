/**
 * The texts that stand in the sources: markup and attributes of components, strings of their code and of the other
 * layers, scenarios. What is put in while the page runs stands as a gap.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { type SourceFile, parse, root, sourceFiles } from '../../architecture/imports.ts';
import { type Add, gap, markupTexts } from './markup.ts';
import type { Kind, Shown } from './rules.ts';

/** No texts of ours: AWS's own words, data, documents that others read, what only developers see. */
const elsewhere = [
  /(^|\/)(generated|data|showcase)\//,
  /^(build|reference|federation\/(saml|xml))\//,
  /^core\/(api|wire)\//,
  /^core\/model\/request\/passed-roles\.ts$/,
  /glyphs\.ts$/,
];

/** A string with a line break is a document or a program; without a small word in it, a list of names or a path. */
const isProse = (text: string): boolean =>
  /\S\s+\S/.test(text) && !text.includes('\n') && /(^|[\s“‘(])\p{Ll}{2,}[\s,.:;!?]/u.test(`${text} `);

/** A literal with its gaps, or pieces put together with `+`. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => gap + literal.text).join('');
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === undefined && right === undefined ? undefined : (left ?? gap) + (right ?? gap);
}

/** Names of modules and lists of names are no texts, nor is what only a defect would say. */
const isSilent = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  ts.isTypeNode(node) ||
  (ts.isNewExpression(node) &&
    ts.isIdentifier(node.expression) &&
    /^(Type|Range)?Error$/.test(node.expression.text)) ||
  (ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'split');

function codeTexts(script: ts.SourceFile, add: Add): void {
  const visit = (node: ts.Node): void => {
    if (isSilent(node)) return;
    const text = textOf(node);
    if (text !== undefined && isProse(text)) add(text);
    if (text === undefined) ts.forEachChild(node, visit);
    else if (ts.isTemplateExpression(node)) node.templateSpans.forEach(({ expression }) => visit(expression));
  };
  visit(script);
}

function fileTexts(file: SourceFile, add: Add): void {
  codeTexts(parse(file), add);
  if (!file.path.endsWith('.svelte')) return;
  markupTexts(file.text, add, (expression) => {
    if (/['"`]/.test(expression))
      codeTexts(parse({ path: 'expression.ts', text: `(${expression})`, lines: 1 }), add);
  });
}

function scenarioTexts(value: unknown, add: Add): void {
  if (typeof value === 'string' && isProse(value)) add(value);
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) scenarioTexts(inner, add);
}

/** Returns every text of the sources, with its file. */
export function sourceTexts(): Shown[] {
  const all: Shown[] = [];
  const adder =
    (place: string): Add =>
    (text, kind: Kind = 'text') => {
      const line = text.replace(/\s+/g, ' ').replaceAll(`${gap}${gap}`, gap).trim();
      if (/\p{L}{2}/u.test(line.replaceAll(gap, ''))) all.push({ place, kind, text: line });
    };
  for (const file of sourceFiles())
    if (!elsewhere.some((pattern) => pattern.test(file.path))) fileTexts(file, adder(`src/${file.path}`));
  for (const folder of ['public/examples', 'public/gallery', 'public/levels'])
    for (const name of readdirSync(join(root, folder))) {
      const text = readFileSync(join(root, folder, name), 'utf8');
      scenarioTexts(JSON.parse(text), adder(`${folder}/${name}`));
    }
  return all;
}
